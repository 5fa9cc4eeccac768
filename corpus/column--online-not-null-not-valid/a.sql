CREATE TABLE person (id integer NOT NULL, name text, nick text, "Weird ""Name" text, later text,
    CONSTRAINT later_set NOT NULL later NOT VALID);
CREATE TABLE base (id integer, note text);
CREATE TABLE child (extra text) INHERITS (base);
CREATE TABLE part (at date, amount integer) PARTITION BY RANGE (at);
CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE keyed (id integer);
