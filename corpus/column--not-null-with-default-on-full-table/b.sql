CREATE TABLE event (id integer PRIMARY KEY, kind text NOT NULL DEFAULT 'other', at timestamptz NOT NULL DEFAULT now(), CONSTRAINT kind_there CHECK (kind IS NOT NULL));
