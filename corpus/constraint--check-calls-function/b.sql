CREATE FUNCTION is_isbn(t text) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT length(t) >= 3 $$;
CREATE FUNCTION weight(n integer) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$ SELECT n::bigint * 2 $$;
CREATE FUNCTION coming(n integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT n IS NOT NULL $$;
CREATE TABLE book (
    id integer PRIMARY KEY, isbn text, n integer,
    w bigint GENERATED ALWAYS AS (weight(n)) STORED,
    CONSTRAINT isbn_form CHECK (is_isbn(isbn)),
    CONSTRAINT light CHECK (weight(n) < 100),
    CONSTRAINT counted CHECK (coming(n))
);
