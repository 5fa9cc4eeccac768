CREATE TABLE import (
    id integer PRIMARY KEY,
    amount text DEFAULT '0',
    flags integer DEFAULT 1,
    doc text DEFAULT '{}',
    ref text,
    at text NOT NULL DEFAULT '2024-01-01',
    list text DEFAULT '{}'
);
CREATE INDEX import_amount ON import (amount);
