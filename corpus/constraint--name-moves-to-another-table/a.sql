CREATE TABLE a_first (id integer NOT NULL, CONSTRAINT the_key UNIQUE (id));
CREATE TABLE b_second (id integer NOT NULL, CONSTRAINT other_key UNIQUE (id));
CREATE TABLE c_third (id integer NOT NULL);
CREATE INDEX third_key ON c_third (id);
