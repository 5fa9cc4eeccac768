CREATE TABLE item (kind integer NOT NULL, name text DEFAULT 'nameless', size integer) PARTITION BY LIST (kind);
CREATE TABLE item_1 PARTITION OF item FOR VALUES IN (1) WITH (autovacuum_enabled = false);
ALTER TABLE item_1 ALTER COLUMN name DROP DEFAULT;
ALTER TABLE item_1 ALTER COLUMN size SET NOT NULL;
CREATE UNIQUE INDEX item_1_name ON item_1 (name) WHERE size > 3;
CREATE TABLE item_2 PARTITION OF item FOR VALUES IN (2);
ALTER TABLE item_2 ALTER COLUMN name SET DEFAULT 'zwei';
ALTER TABLE item_2 ADD CONSTRAINT two_small CHECK (size < 20);
