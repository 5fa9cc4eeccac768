CREATE TABLE colour (name text PRIMARY KEY);
CREATE TABLE car (
    id integer PRIMARY KEY, colour text, plate text, twin integer,
    CONSTRAINT valid_colour CHECK (colour IN ('red', 'blue')),
    CONSTRAINT valid_plate UNIQUE (plate),
    CONSTRAINT valid_twin FOREIGN KEY (twin) REFERENCES car
);
