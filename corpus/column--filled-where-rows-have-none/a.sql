CREATE TABLE team (id integer PRIMARY KEY);
CREATE TABLE "Odd ""t" (
    id integer PRIMARY KEY,
    login text NOT NULL,
    "Né ""en" integer,
    team_id integer REFERENCES team DEFERRABLE INITIALLY DEFERRED
);
CREATE TABLE sale (id integer NOT NULL, region text NOT NULL, price numeric, rate text) PARTITION BY LIST (region);
CREATE TABLE sale_north PARTITION OF sale FOR VALUES IN ('north');
CREATE TABLE sale_south PARTITION OF sale FOR VALUES IN ('south');
CREATE FUNCTION touched() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER touch BEFORE UPDATE ON "Odd ""t" FOR EACH ROW EXECUTE FUNCTION touched();
