CREATE TABLE colour (name text PRIMARY KEY);
CREATE TABLE car (
    id integer PRIMARY KEY, colour text, plate text, twin integer,
    CONSTRAINT valid_colour FOREIGN KEY (colour) REFERENCES colour,
    CONSTRAINT valid_plate CHECK (plate <> ''),
    CONSTRAINT valid_twin UNIQUE (twin)
);
