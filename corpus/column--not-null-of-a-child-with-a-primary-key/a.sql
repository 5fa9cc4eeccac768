CREATE TABLE above (id integer, a integer);
CREATE TABLE below (PRIMARY KEY (id)) INHERITS (above);
