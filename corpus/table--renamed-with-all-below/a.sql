CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TABLE holder (
    id bigserial PRIMARY KEY,
    parent bigint REFERENCES holder,
    n integer GENERATED ALWAYS AS IDENTITY,
    name text NOT NULL UNIQUE CHECK (name <> ''),
    at timestamptz DEFAULT now()
);
CREATE INDEX ON holder (at);
CREATE TABLE item (id integer PRIMARY KEY, holder bigint REFERENCES holder ON DELETE CASCADE);
ALTER TABLE holder ENABLE ROW LEVEL SECURITY;
CREATE POLICY all_of_it ON holder USING (EXISTS (SELECT 1 FROM item WHERE item.holder = holder.id));
CREATE TRIGGER touched AFTER INSERT ON holder FOR EACH ROW EXECUTE FUNCTION touch();
CREATE VIEW names AS SELECT name FROM holder WHERE at IS NOT NULL;
COMMENT ON TABLE holder IS 'who holds what';
COMMENT ON CONSTRAINT holder_pkey ON holder IS 'the key';
GRANT SELECT ON holder TO PUBLIC;
COMMENT ON TYPE holder IS 'a row';
GRANT USAGE ON TYPE holder TO pgmend_reader;
