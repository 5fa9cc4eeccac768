CREATE TABLE person (id bigint NOT NULL, name text NOT NULL, nick text CONSTRAINT nick_set NOT NULL, "Weird ""Name" text NOT NULL,
    later text CONSTRAINT later_set NOT NULL);
CREATE TABLE base (id integer NOT NULL, note text);
CREATE TABLE child (extra text NOT NULL) INHERITS (base);
CREATE TABLE part (at date, amount integer NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE keyed (id integer, CONSTRAINT keyed_pkey PRIMARY KEY (id));
