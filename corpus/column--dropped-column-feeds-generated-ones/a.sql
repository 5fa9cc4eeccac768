CREATE TABLE box (
    id integer PRIMARY KEY, w integer NOT NULL DEFAULT 1, h integer NOT NULL DEFAULT 1,
    area integer GENERATED ALWAYS AS (w * h) STORED,
    wide boolean GENERATED ALWAYS AS (w > h) STORED
);
