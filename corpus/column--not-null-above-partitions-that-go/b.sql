CREATE TABLE p (id integer NOT NULL, key text NOT NULL, note text NOT NULL) PARTITION BY LIST (key);
