CREATE TABLE circle (
    r double precision NOT NULL,
    u double precision GENERATED ALWAYS AS (r * 6.2832) VIRTUAL,
    s double precision GENERATED ALWAYS AS (r + 1) VIRTUAL,
    area double precision GENERATED ALWAYS AS (r * r * 3.1416) VIRTUAL
);
COMMENT ON COLUMN circle.area IS 'never stored';
