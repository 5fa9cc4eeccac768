CREATE TABLE offer (
    id integer PRIMARY KEY, price numeric NOT NULL, rebate numeric DEFAULT 0, kind text,
    CONSTRAINT changes CHECK (rebate <= price / 2),
    CONSTRAINT becomes_no_inherit CHECK (id > 0) NO INHERIT,
    CONSTRAINT kinds CHECK (kind IN ('a', 'b', 'c')),
    CONSTRAINT comes CHECK (CASE WHEN kind IS NULL THEN true ELSE kind::char(1) BETWEEN 'a' AND 'z' END),
    CHECK (price IS NOT NULL)
);
