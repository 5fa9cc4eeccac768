CREATE TABLE parcel (
    id integer PRIMARY KEY,
    "Höhe ""cm" text,
    label text
);
CREATE VIEW heights AS SELECT id, "Höhe ""cm" FROM parcel;
