CREATE TABLE z_first (id integer PRIMARY KEY, code text);
