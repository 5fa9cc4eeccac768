CREATE TABLE note (id integer, text varchar(20), at timestamptz);
ALTER TABLE note RENAME TO memo;
ALTER TABLE memo RENAME COLUMN text TO body;
ALTER TABLE memo ALTER COLUMN id TYPE bigint, ALTER COLUMN body TYPE varchar(80), ALTER COLUMN body SET NOT NULL;
CREATE INDEX ON memo (at);
ALTER INDEX memo_at_idx RENAME TO memo_at;
ALTER TABLE memo ADD CONSTRAINT c CHECK (body <> '');
ALTER TABLE memo RENAME CONSTRAINT c TO memo_body;
