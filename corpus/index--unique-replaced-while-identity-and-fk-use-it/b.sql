CREATE TABLE account (id integer NOT NULL, code text NOT NULL, note text);
CREATE UNIQUE INDEX account_code ON account (code) INCLUDE (note);
ALTER TABLE account REPLICA IDENTITY USING INDEX account_code;
CREATE TABLE entry (account text, CONSTRAINT entry_account FOREIGN KEY (account) REFERENCES account (code));
