CREATE TABLE part (id integer PRIMARY KEY, inside integer REFERENCES part, name text, at timestamptz, tags text[]);
