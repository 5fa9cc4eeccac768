CREATE TABLE measure (a integer NOT NULL, b integer GENERATED ALWAYS AS (a * 2) STORED);
CREATE TABLE measure_tripled (a integer NOT NULL, b integer GENERATED ALWAYS AS (a * 3) STORED, note text);
ALTER TABLE measure_tripled INHERIT measure;
CREATE TABLE measure_same () INHERITS (measure);
