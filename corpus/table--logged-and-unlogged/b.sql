CREATE UNLOGGED TABLE session (id serial PRIMARY KEY, data text);
CREATE TABLE cache_entry (key text PRIMARY KEY, value text);
CREATE INDEX cache_entry_value ON cache_entry (value);
