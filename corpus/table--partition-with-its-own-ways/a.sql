CREATE TABLE item (kind integer NOT NULL, name text DEFAULT 'nameless', size integer) PARTITION BY LIST (kind);
CREATE TABLE item_1 PARTITION OF item FOR VALUES IN (1);
CREATE TABLE item_2 PARTITION OF item FOR VALUES IN (2) WITH (fillfactor = 50);
ALTER TABLE item_2 ALTER COLUMN name SET DEFAULT 'two';
CREATE INDEX item_2_size ON item_2 (size);
ALTER TABLE item_2 ADD CONSTRAINT two_small CHECK (size < 10);
