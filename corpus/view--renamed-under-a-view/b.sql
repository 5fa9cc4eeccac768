CREATE TABLE t (id integer PRIMARY KEY, a text);
CREATE FUNCTION put() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE VIEW having_a WITH (security_barrier) AS SELECT id, a FROM t WHERE a IS NOT NULL;
CREATE VIEW above AS SELECT having_a.id FROM having_a WHERE having_a.a > 'b';
CREATE TRIGGER instead INSTEAD OF INSERT ON having_a FOR EACH ROW EXECUTE FUNCTION put();
ALTER VIEW having_a ALTER COLUMN a SET DEFAULT 'x';
COMMENT ON VIEW having_a IS 'those with a';
GRANT SELECT ON having_a TO PUBLIC;
