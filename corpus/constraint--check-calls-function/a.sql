CREATE FUNCTION is_isbn(t text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT length(t) > 3 $$;
CREATE FUNCTION weight(n integer) RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT n * 2 $$;
CREATE FUNCTION leaving(n integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT n > 0 $$;
CREATE TABLE book (
    id integer PRIMARY KEY, isbn text, n integer,
    w bigint GENERATED ALWAYS AS (weight(n)) STORED,
    CONSTRAINT isbn_form CHECK (is_isbn(isbn)),
    CONSTRAINT light CHECK (weight(n) < 100),
    CONSTRAINT counted CHECK (leaving(n))
);
