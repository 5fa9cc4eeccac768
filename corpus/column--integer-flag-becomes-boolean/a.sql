CREATE TABLE member (
    id integer PRIMARY KEY,
    name text NOT NULL,
    active integer NOT NULL DEFAULT 1,
    CONSTRAINT active_is_flag CHECK (active IN (0, 1))
);
CREATE INDEX member_active ON member (name) WHERE active = 1;
CREATE VIEW active_member AS SELECT id, name FROM member WHERE active = 1;
GRANT SELECT ON active_member TO pgmend_reader;
