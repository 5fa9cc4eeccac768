CREATE TABLE event (id integer PRIMARY KEY, kind text, at timestamptz, CONSTRAINT kind_there CHECK (kind IS NOT NULL));
