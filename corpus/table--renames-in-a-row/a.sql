CREATE TABLE a (i integer PRIMARY KEY, CONSTRAINT only_a CHECK (i > 0)); CREATE TABLE b (t text);
