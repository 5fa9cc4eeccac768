CREATE TABLE measure (a integer NOT NULL, b integer GENERATED ALWAYS AS (a * 2) STORED);
CREATE TABLE measure_again (a integer NOT NULL, b integer GENERATED ALWAYS AS (a * 2) STORED, note text);
ALTER TABLE measure_again INHERIT measure;
CREATE TABLE measure_same () INHERITS (measure);
