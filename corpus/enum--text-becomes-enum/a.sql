CREATE TABLE subscription (
    id integer PRIMARY KEY,
    plan text NOT NULL DEFAULT 'free',
    CONSTRAINT subscription_plan_known CHECK (plan IN ('free', 'team', 'enterprise'))
);
CREATE INDEX subscription_plan ON subscription (plan);
CREATE VIEW paying AS SELECT id FROM subscription WHERE plan <> 'free';
