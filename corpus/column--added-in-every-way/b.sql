CREATE DOMAIN percent AS numeric(5,2) CHECK (VALUE BETWEEN 0 AND 100);
CREATE TABLE task (
    title text NOT NULL,
    hours integer,
    plain text,
    constant integer NOT NULL DEFAULT 42,
    stamped timestamptz NOT NULL DEFAULT now(),
    volatile_one uuid NOT NULL DEFAULT gen_random_uuid(),
    no bigint GENERATED ALWAYS AS IDENTITY (START WITH 100 INCREMENT BY 5),
    days numeric GENERATED ALWAYS AS (hours / 8.0) STORED,
    sorted text COLLATE "C" DEFAULT 'z',
    done percent DEFAULT 0,
    tags text[] NOT NULL DEFAULT '{}'::text[],
    during interval day to second(3),
    bits bit varying(12),
    small "char",
    note character(3) DEFAULT 'abc'
);
