CREATE TABLE stays (id integer NOT NULL, a integer, b integer);
ALTER TABLE stays ADD CONSTRAINT stays_pkey PRIMARY KEY (id);
ALTER TABLE stays ADD CONSTRAINT stays_id_key UNIQUE (id);
CREATE TABLE made (id integer PRIMARY KEY, a integer, b integer);
ALTER TABLE made ADD CONSTRAINT made_id_key UNIQUE (id);
ALTER TABLE made ADD CONSTRAINT made_a UNIQUE (a) INCLUDE (b);
ALTER TABLE made ADD CONSTRAINT made_a_again UNIQUE (a) INCLUDE (b);
ALTER TABLE made ADD CONSTRAINT made_a_alone UNIQUE (a);
CREATE TABLE refers (id integer REFERENCES made (id));
