CREATE TABLE price (
    id integer PRIMARY KEY,
    wider numeric(8,2) NOT NULL,
    finer numeric(8,2) NOT NULL,
    coarser numeric(8,4),
    unbounded numeric(8,2),
    bounded numeric
);
CREATE INDEX price_wider ON price (wider);
CREATE INDEX price_finer ON price (finer);
