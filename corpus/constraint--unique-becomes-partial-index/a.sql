CREATE TABLE login (id integer PRIMARY KEY, email text NOT NULL, CONSTRAINT login_email_key UNIQUE (email));
COMMENT ON CONSTRAINT login_email_key ON login IS 'one login per address';
