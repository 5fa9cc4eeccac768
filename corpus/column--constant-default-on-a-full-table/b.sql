CREATE TABLE document (
    id integer PRIMARY KEY,
    body text NOT NULL,
    version integer NOT NULL DEFAULT 1 CHECK (version > 0),
    added_at timestamptz NOT NULL DEFAULT now(),
    tags text[] NOT NULL DEFAULT '{}'
);
