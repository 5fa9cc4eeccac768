CREATE TABLE measurement (
    taken_at timestamptz NOT NULL,
    sensor integer NOT NULL,
    site text NOT NULL DEFAULT 'main',
    value double precision,
    CONSTRAINT value_is_number CHECK (value <> 'NaN')
) PARTITION BY RANGE (taken_at);
CREATE TABLE measurement_old PARTITION OF measurement FOR VALUES FROM (MINVALUE) TO ('2024-01-01 00:00+00');
CREATE TABLE measurement_2024 PARTITION OF measurement FOR VALUES FROM ('2024-01-01 00:00+00') TO ('2025-01-01 00:00+00')
    PARTITION BY LIST (site);
CREATE TABLE measurement_2024_main PARTITION OF measurement_2024 FOR VALUES IN ('main', 'annex') PARTITION BY HASH (sensor);
CREATE TABLE measurement_2024_main_0 PARTITION OF measurement_2024_main FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE measurement_2024_main_1 PARTITION OF measurement_2024_main FOR VALUES WITH (MODULUS 2, REMAINDER 1) WITH (fillfactor = 80);
CREATE TABLE measurement_2024_other PARTITION OF measurement_2024 DEFAULT;
CREATE TABLE measurement_rest PARTITION OF measurement (value DEFAULT 0, CONSTRAINT rest_known CHECK (sensor > 0)) DEFAULT;
CREATE INDEX measurement_sensor ON measurement (sensor, taken_at DESC);
CREATE UNIQUE INDEX measurement_old_once ON measurement_old (sensor, taken_at);
ALTER TABLE measurement ADD CONSTRAINT measurement_key UNIQUE (taken_at, sensor, site);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER measurement_touch BEFORE INSERT ON measurement FOR EACH ROW EXECUTE FUNCTION touch();
CREATE TRIGGER old_only AFTER DELETE ON measurement_old FOR EACH ROW EXECUTE FUNCTION touch();
GRANT SELECT ON measurement TO pgmend_reader;
GRANT SELECT ON measurement_old TO PUBLIC;
COMMENT ON TABLE measurement_rest IS 'What fits nowhere, looked at every morning.';
CREATE TABLE by_expression (id integer, who text) PARTITION BY RANGE (lower(who), ((id % 10)) );
CREATE TABLE by_expression_a PARTITION OF by_expression FOR VALUES FROM ('a', MINVALUE) TO ('n', MAXVALUE);
CREATE TABLE by_opclass (v text COLLATE "C") PARTITION BY LIST (v COLLATE "POSIX" text_pattern_ops);
CREATE TABLE by_opclass_null PARTITION OF by_opclass FOR VALUES IN (NULL, 'it''s');
