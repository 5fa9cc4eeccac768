CREATE TABLE import (
    id integer PRIMARY KEY,
    amount integer DEFAULT 0,
    flags text DEFAULT '1',
    doc jsonb DEFAULT '{}',
    ref uuid,
    at date NOT NULL DEFAULT '2024-01-01',
    list integer[] DEFAULT '{}'
);
CREATE INDEX import_amount ON import (amount);
