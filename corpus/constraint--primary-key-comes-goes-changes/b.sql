CREATE TABLE comes (id integer NOT NULL, x text, CONSTRAINT "comes key" PRIMARY KEY (id));
CREATE TABLE goes (id integer NOT NULL, x text NOT NULL);
CREATE TABLE changes (a integer NOT NULL, b integer NOT NULL, c text, CONSTRAINT changes_key PRIMARY KEY (a, b) INCLUDE (c) WITH (fillfactor = 90) DEFERRABLE);
