CREATE TABLE owner (id integer PRIMARY KEY, name text NOT NULL UNIQUE);
CREATE TABLE pet (
    id integer PRIMARY KEY,
    owner_id integer NOT NULL REFERENCES owner ON DELETE CASCADE,
    kind text CHECK (kind IN ('cat', 'dog')),
    UNIQUE (owner_id, kind)
);
CREATE INDEX ON pet (kind);
CREATE INDEX ON pet (lower(kind));
