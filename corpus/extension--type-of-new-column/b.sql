CREATE EXTENSION citext;
CREATE TABLE account (id integer PRIMARY KEY, login citext);
CREATE UNIQUE INDEX account_login ON account (login);
