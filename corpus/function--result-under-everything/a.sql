CREATE FUNCTION norm(n integer) RETURNS smallint LANGUAGE sql IMMUTABLE AS $$ SELECT (n % 100)::smallint $$;
CREATE DOMAIN small AS integer CONSTRAINT small_enough CHECK (norm(VALUE) < 100);
CREATE TABLE t (
    id integer PRIMARY KEY,
    n integer NOT NULL,
    d integer DEFAULT norm(5),
    g integer GENERATED ALWAYS AS (norm(n) + 1) STORED,
    s small,
    CONSTRAINT n_norm CHECK (norm(n) >= 0)
);
CREATE INDEX t_norm ON t (norm(n));
CREATE VIEW v AS SELECT id, norm(n) AS n FROM t;
CREATE MATERIALIZED VIEW m AS SELECT id, n FROM v WHERE norm(n) > 1;
CREATE UNIQUE INDEX m_id ON m (id);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON t FOR SELECT TO pgmend_reader USING (norm(n) < 50);
CREATE FUNCTION on_t() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW WHEN (norm(NEW.n) = 0) EXECUTE FUNCTION on_t();
CREATE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql IMMUTABLE RETURN norm(n) * 2;
GRANT SELECT ON v, m TO pgmend_reader;
COMMENT ON POLICY p ON t IS 'half';
COMMENT ON FUNCTION norm(integer) IS 'last two digits';
