CREATE TABLE account (id integer NOT NULL, code text NOT NULL, note text);
CREATE UNIQUE INDEX account_code ON account (code, id);
CREATE INDEX account_note ON account (lower(note), id DESC);
ALTER INDEX account_note ALTER COLUMN 1 SET STATISTICS 300;
CREATE INDEX account_note__new ON account (id);
CREATE INDEX account_by_a_name_that_is_as_long_as_postgresql_lets_it_be_63_b ON account (id, note);
ALTER TABLE account REPLICA IDENTITY USING INDEX account_code;
ALTER TABLE account CLUSTER ON account_note;
COMMENT ON INDEX account_code IS 'what they are called';
