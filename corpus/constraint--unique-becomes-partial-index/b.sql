CREATE TABLE login (id integer PRIMARY KEY, email text NOT NULL, deleted_at timestamptz);
CREATE UNIQUE INDEX login_email_live ON login (lower(email)) WHERE deleted_at IS NULL;
COMMENT ON INDEX login_email_live IS 'one living login per address';
