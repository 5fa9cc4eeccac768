CREATE TABLE price (
    id integer PRIMARY KEY,
    wider numeric(12,2) NOT NULL,
    finer numeric(12,4) NOT NULL,
    coarser numeric(8,2),
    unbounded numeric,
    bounded numeric(10,3)
);
CREATE INDEX price_wider ON price (wider);
CREATE INDEX price_finer ON price (finer);
