CREATE TYPE plan AS ENUM ('free', 'team', 'enterprise');
CREATE TABLE subscription (
    id integer PRIMARY KEY,
    plan plan NOT NULL DEFAULT 'free'
);
CREATE INDEX subscription_plan ON subscription (plan);
CREATE VIEW paying AS SELECT id FROM subscription WHERE plan <> 'free';
