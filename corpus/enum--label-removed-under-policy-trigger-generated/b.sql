CREATE TYPE stage AS ENUM ('idea', 'offer', 'won', 'lost');
CREATE DOMAIN open_stage AS stage DEFAULT 'idea' CONSTRAINT open_only CHECK (VALUE IN ('idea', 'offer'));
CREATE TABLE deal (
    id integer PRIMARY KEY,
    stage stage NOT NULL DEFAULT 'idea',
    next_stage open_stage,
    is_over boolean GENERATED ALWAYS AS (stage IN ('won', 'lost')) STORED
);
ALTER TABLE deal ENABLE ROW LEVEL SECURITY;
CREATE POLICY running ON deal FOR SELECT TO pgmend_reader USING (stage IN ('idea', 'offer'));
CREATE FUNCTION on_win() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER won AFTER UPDATE OF stage ON deal FOR EACH ROW
    WHEN (NEW.stage = 'won' AND OLD.stage <> 'won') EXECUTE FUNCTION on_win();
CREATE MATERIALIZED VIEW deal_count AS SELECT stage, count(*) AS deals FROM deal GROUP BY stage;
CREATE UNIQUE INDEX deal_count_stage ON deal_count (stage);
