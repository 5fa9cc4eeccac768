CREATE TABLE measure (a integer NOT NULL, b integer GENERATED ALWAYS AS (a * 2) STORED);
