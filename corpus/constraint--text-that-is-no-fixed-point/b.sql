CREATE TABLE parcel (id integer PRIMARY KEY, state varchar(10) NOT NULL, size char(2), cost numeric,
    late boolean GENERATED ALWAYS AS (state IN ('lost', 'late')) STORED,
    CONSTRAINT state_known CHECK (state IN ('new', 'sent', 'late', 'lost')),
    CONSTRAINT state_not CHECK (state NOT IN ('gone', 'unknown')),
    CONSTRAINT size_known CHECK (size IN ('S', 'M', 'XL')),
    CONSTRAINT state_prefix CHECK (state LIKE ANY (ARRAY['n%', 's%', 'l%'])),
    CONSTRAINT cost_range CHECK (cost BETWEEN 0 AND 100 AND id > 0 AND (size IS NULL OR cost NOT BETWEEN 98 AND 99))
);
CREATE INDEX parcel_moving ON parcel (id) WHERE state IN ('new', 'sent') AND cost BETWEEN 1 AND 2 AND id > 0;
CREATE VIEW moving AS
    SELECT id, state IN ('sent', 'late') AS on_the_way FROM parcel
    WHERE state IN ('new', 'sent', 'late') AND cost BETWEEN 1 AND 2 AND NOT late;
CREATE MATERIALIZED VIEW cheap AS SELECT id FROM parcel WHERE id > 0 AND (id < 10 AND (cost BETWEEN 1 AND 2 AND size IS NULL));
CREATE POLICY visible ON parcel FOR SELECT USING (state IN ('new', 'sent') AND cost BETWEEN 1 AND 2 AND id <> 0);
CREATE FUNCTION on_parcel() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER costly BEFORE UPDATE ON parcel FOR EACH ROW
    WHEN (NEW.cost BETWEEN 1 AND 2 AND NEW.id > 0 AND NEW.state IN ('new', 'sent')) EXECUTE FUNCTION on_parcel();
CREATE VIEW "values" ("a", "B c") AS VALUES (1, 'x'::varchar(3) COLLATE "C"), (2, NULL);
