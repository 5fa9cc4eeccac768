CREATE TABLE event (
    k integer NOT NULL, kind text DEFAULT 'x' NOT NULL, amount bigint,
    extra integer DEFAULT 5 NOT NULL CHECK (extra > 0),
    CONSTRAINT event_pkey PRIMARY KEY (k), CONSTRAINT event_kind UNIQUE (k, kind)
) PARTITION BY RANGE (k);
CREATE TABLE event_1 PARTITION OF event FOR VALUES FROM (0) TO (100);
CREATE INDEX event_by_kind ON event (kind);
CREATE INDEX event_lower ON event (lower(kind));
CREATE TABLE base (id bigint, y integer DEFAULT 3, CONSTRAINT y_pos CHECK (y > 0));
