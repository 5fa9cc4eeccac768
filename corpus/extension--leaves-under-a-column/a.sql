CREATE EXTENSION citext;
COMMENT ON EXTENSION citext IS 'case does not matter in logins';
CREATE TABLE account (id integer PRIMARY KEY, login citext NOT NULL);
