CREATE TABLE comes (id integer NOT NULL, x text);
CREATE TABLE goes (id integer CONSTRAINT goes_pkey PRIMARY KEY, x text);
ALTER TABLE goes ALTER COLUMN x SET NOT NULL;
CREATE TABLE changes (a integer NOT NULL, b integer NOT NULL, c text, CONSTRAINT changes_key PRIMARY KEY (a));
