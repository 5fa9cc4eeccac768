CREATE TABLE thing (
    id integer PRIMARY KEY, name text, price numeric, tags text[], spot point, doc jsonb, at timestamptz,
    span int4range, words tsvector, address inet, nil text
);
