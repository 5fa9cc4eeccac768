CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TABLE account (
    id integer PRIMARY KEY,
    login text NOT NULL DEFAULT 'nobody' CHECK (length(login) > 2),
    shout text GENERATED ALWAYS AS (upper(login)) STORED,
    CONSTRAINT account_key UNIQUE (login),
    CONSTRAINT account_other EXCLUDE USING btree (login WITH =)
);
CREATE INDEX account_lower ON account (lower(login)) WHERE login <> 'x';
CREATE INDEX account_plain ON account (login DESC, id) INCLUDE (shout);
CREATE TABLE visit (who text REFERENCES account (login), at timestamptz);
ALTER TABLE account ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON account USING (login = current_user) WITH CHECK (login <> 'root');
CREATE TRIGGER touched BEFORE UPDATE OF login ON account FOR EACH ROW WHEN (OLD.login IS DISTINCT FROM NEW.login) EXECUTE FUNCTION touch();
CREATE VIEW seen AS SELECT account.id, account.login AS who, visit.at FROM account JOIN visit ON visit.who = account.login;
CREATE MATERIALIZED VIEW counted AS SELECT login AS who, count(*) AS n FROM account GROUP BY login;
CREATE FUNCTION first_account() RETURNS text LANGUAGE sql BEGIN ATOMIC SELECT login FROM account ORDER BY login LIMIT 1; END;
COMMENT ON COLUMN account.login IS 'what they go by';
GRANT SELECT (login) ON account TO PUBLIC;
