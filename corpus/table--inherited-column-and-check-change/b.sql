CREATE TABLE asset (id integer NOT NULL, weight numeric, label text DEFAULT 'none', CONSTRAINT weight_known CHECK (weight > -1));
CREATE TABLE vehicle (wheels integer) INHERITS (asset);
CREATE TABLE truck (axles integer) INHERITS (vehicle);
