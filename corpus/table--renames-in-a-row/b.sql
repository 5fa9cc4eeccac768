CREATE TABLE b (i integer, CONSTRAINT a_pkey PRIMARY KEY (i), CONSTRAINT only_a CHECK (i > 0)); CREATE TABLE c (t text);
