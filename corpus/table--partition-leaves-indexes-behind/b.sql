CREATE TABLE p (id integer NOT NULL, k text NOT NULL, v text) PARTITION BY LIST (k);
CREATE TABLE p_x (id integer NOT NULL, k text NOT NULL, v text);
CREATE TABLE p_y PARTITION OF p FOR VALUES IN ('y');
CREATE TABLE q_x (id integer, k text);
