CREATE TABLE offer (
    id integer PRIMARY KEY, price numeric NOT NULL, rebate numeric DEFAULT 0, kind text,
    CONSTRAINT goes CHECK (price < 1000000),
    CONSTRAINT changes CHECK (rebate <= price),
    CONSTRAINT becomes_no_inherit CHECK (id > 0),
    CONSTRAINT kinds CHECK (kind IN ('a', 'b'))
);
