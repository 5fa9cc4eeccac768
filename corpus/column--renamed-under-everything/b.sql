CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TABLE account (
    id integer PRIMARY KEY,
    "full ""name" text NOT NULL DEFAULT 'nobody' CHECK (length("full ""name") > 2),
    shout text GENERATED ALWAYS AS (upper("full ""name")) STORED,
    CONSTRAINT account_key UNIQUE ("full ""name"),
    CONSTRAINT account_other EXCLUDE USING btree ("full ""name" WITH =)
);
CREATE INDEX account_lower ON account (lower("full ""name")) WHERE "full ""name" <> 'x';
CREATE INDEX account_plain ON account ("full ""name" DESC, id) INCLUDE (shout);
CREATE TABLE visit (who text REFERENCES account ("full ""name"), at timestamptz);
ALTER TABLE account ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON account USING ("full ""name" = current_user) WITH CHECK ("full ""name" <> 'root');
CREATE TRIGGER touched BEFORE UPDATE OF "full ""name" ON account FOR EACH ROW WHEN (OLD."full ""name" IS DISTINCT FROM NEW."full ""name") EXECUTE FUNCTION touch();
CREATE VIEW seen AS SELECT account.id, account."full ""name" AS who, visit.at FROM account JOIN visit ON visit.who = account."full ""name";
CREATE MATERIALIZED VIEW counted AS SELECT "full ""name" AS who, count(*) AS n FROM account GROUP BY "full ""name";
CREATE FUNCTION first_account() RETURNS text LANGUAGE sql BEGIN ATOMIC SELECT "full ""name" FROM account ORDER BY "full ""name" LIMIT 1; END;
COMMENT ON COLUMN account."full ""name" IS 'what they go by';
GRANT SELECT ("full ""name") ON account TO PUBLIC;
