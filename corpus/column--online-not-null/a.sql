CREATE TABLE person (id integer NOT NULL, name text, "Weird ""Name" text, taken text,
    CONSTRAINT person_taken_not_null CHECK (taken <> 'nobody'));
CREATE TABLE base (id integer, note text);
CREATE TABLE child (extra text) INHERITS (base);
CREATE TABLE part (at date, amount integer) PARTITION BY RANGE (at);
CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
