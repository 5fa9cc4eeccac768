CREATE SEQUENCE numbers;
CREATE TABLE t (
    comes integer DEFAULT 7, goes integer, changes text DEFAULT E'it''s new\n',
    at timestamptz DEFAULT (now() + '01:00:00'::interval), no bigint DEFAULT nextval('numbers'), list integer[] DEFAULT ARRAY[1, 2, 3], who text DEFAULT SESSION_USER
);
