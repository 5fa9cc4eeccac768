CREATE TABLE asset (id integer NOT NULL, weight integer, old text, CONSTRAINT weight_sane CHECK (weight >= 0));
CREATE TABLE vehicle (wheels integer) INHERITS (asset);
CREATE TABLE truck (axles integer) INHERITS (vehicle);
