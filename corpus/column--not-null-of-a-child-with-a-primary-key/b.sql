CREATE TABLE above (id integer NOT NULL, a integer);
CREATE TABLE below (PRIMARY KEY (id)) INHERITS (above);
