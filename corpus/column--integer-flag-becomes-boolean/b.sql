CREATE TABLE member (
    id integer PRIMARY KEY,
    name text NOT NULL,
    active boolean NOT NULL DEFAULT true
);
CREATE INDEX member_active ON member (name) WHERE active;
CREATE VIEW active_member AS SELECT id, name FROM member WHERE active;
GRANT SELECT ON active_member TO pgmend_reader;
