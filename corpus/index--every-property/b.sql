CREATE TABLE thing (
    id integer PRIMARY KEY, name text, price numeric, tags text[], spot point, doc jsonb, at timestamptz,
    span int4range, words tsvector, address inet, nil text
);
CREATE INDEX order_mix ON thing (price DESC, name ASC NULLS FIRST, at DESC NULLS LAST);
CREATE INDEX expressions ON thing (lower(name), (price * 2), (doc ->> 'a'), id);
CREATE UNIQUE INDEX partial_unique ON thing (name) WHERE price > 0 AND nil IS NULL;
CREATE INDEX covering ON thing (name) INCLUDE (price, at);
CREATE INDEX pattern ON thing (name text_pattern_ops, nil COLLATE "C" varchar_pattern_ops DESC);
CREATE INDEX hashed ON thing USING hash (name) WITH (fillfactor = 60);
CREATE INDEX gin_tags ON thing USING gin (tags) WITH (fastupdate = off, gin_pending_list_limit = 128);
CREATE INDEX gin_path ON thing USING gin (doc jsonb_path_ops);
CREATE INDEX gist_spot ON thing USING gist (spot) INCLUDE (name) WITH (buffering = on);
CREATE INDEX gist_words ON thing USING gist (words tsvector_ops (siglen = 100));
CREATE INDEX spgist_address ON thing USING spgist (address);
CREATE INDEX brin_at ON thing USING brin (at timestamptz_minmax_multi_ops (values_per_range = 16), id) WITH (pages_per_range = 8, autosummarize = on);
CREATE INDEX no_dedup ON thing (at) WITH (deduplicate_items = off);
ALTER INDEX expressions ALTER COLUMN 1 SET STATISTICS 500;
ALTER INDEX expressions ALTER COLUMN 3 SET STATISTICS 0;
COMMENT ON INDEX covering IS 'index-only scans of the list page';
