CREATE TABLE box (
    id integer PRIMARY KEY, w integer NOT NULL DEFAULT 1,
    area integer,
    double_w integer GENERATED ALWAYS AS (w * 2) STORED
);
