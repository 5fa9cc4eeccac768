CREATE TABLE parcel (
    id integer PRIMARY KEY,
    weight integer,
    "Höhe ""cm" integer,
    label text,
    CONSTRAINT measured CHECK (weight > 0 OR "Höhe ""cm" > 0),
    CONSTRAINT told CHECK (weight IS NOT NULL OR label <> ''),
    CONSTRAINT heavy CHECK (weight < 1000)
);
CREATE VIEW heights AS SELECT id, "Höhe ""cm" FROM parcel;
