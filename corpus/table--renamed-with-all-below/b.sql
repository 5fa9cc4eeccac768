CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TABLE owner_of (
    id bigserial PRIMARY KEY,
    parent bigint REFERENCES owner_of,
    n integer GENERATED ALWAYS AS IDENTITY,
    name text NOT NULL UNIQUE CHECK (name <> ''),
    at timestamptz DEFAULT now()
);
CREATE INDEX ON owner_of (at);
CREATE TABLE item (id integer PRIMARY KEY, holder bigint REFERENCES owner_of ON DELETE CASCADE);
ALTER TABLE owner_of ENABLE ROW LEVEL SECURITY;
CREATE POLICY all_of_it ON owner_of USING (EXISTS (SELECT 1 FROM item WHERE item.holder = owner_of.id));
CREATE TRIGGER touched AFTER INSERT ON owner_of FOR EACH ROW EXECUTE FUNCTION touch();
CREATE VIEW names AS SELECT name FROM owner_of WHERE at IS NOT NULL;
COMMENT ON TABLE owner_of IS 'who holds what';
COMMENT ON CONSTRAINT owner_of_pkey ON owner_of IS 'the key';
GRANT SELECT ON owner_of TO PUBLIC;
COMMENT ON TYPE owner_of IS 'a row';
GRANT USAGE ON TYPE owner_of TO pgmend_reader;
