CREATE TABLE t (id integer CONSTRAINT id_known NOT NULL, v text NOT NULL);
