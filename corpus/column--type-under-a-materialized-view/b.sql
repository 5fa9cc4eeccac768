CREATE TABLE hit (at timestamptz NOT NULL, path varchar(200) NOT NULL, bytes bigint NOT NULL);
CREATE MATERIALIZED VIEW traffic AS SELECT path, sum(bytes) AS bytes, count(*) AS hits FROM hit GROUP BY path;
CREATE UNIQUE INDEX traffic_path ON traffic (path);
CREATE INDEX traffic_bytes ON traffic (bytes DESC);
CREATE VIEW heavy AS SELECT path FROM traffic WHERE bytes > 1000;
COMMENT ON MATERIALIZED VIEW traffic IS 'refreshed every hour';
GRANT SELECT ON traffic, heavy TO pgmend_reader;
CREATE MATERIALIZED VIEW never_filled AS SELECT max(bytes) AS largest FROM hit WITH NO DATA;
