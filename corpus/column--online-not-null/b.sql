CREATE TABLE person (id bigint NOT NULL, name text NOT NULL, "Weird ""Name" text NOT NULL, taken text,
    CONSTRAINT person_taken_not_null CHECK (taken <> 'nobody'));
CREATE TABLE base (id integer NOT NULL, note text);
CREATE TABLE child (extra text NOT NULL) INHERITS (base);
CREATE TABLE part (at date, amount integer NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
