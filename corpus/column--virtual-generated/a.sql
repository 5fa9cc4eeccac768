CREATE TABLE circle (
    r double precision NOT NULL,
    d double precision GENERATED ALWAYS AS (r * 2) VIRTUAL,
    u double precision GENERATED ALWAYS AS (r * 6.2) VIRTUAL,
    s double precision GENERATED ALWAYS AS (r + 1) STORED
);
