CREATE TABLE sale (id integer PRIMARY KEY, at date NOT NULL, amount numeric NOT NULL);
CREATE MATERIALIZED VIEW per_month (month, amount) WITH (fillfactor = 80, autovacuum_enabled = false, toast.autovacuum_enabled = false) AS
    SELECT date_trunc('month', at::timestamp)::date, sum(amount) FROM sale GROUP BY 1;
CREATE UNIQUE INDEX per_month_month ON per_month (month);
CREATE INDEX per_month_year ON per_month (date_part('year', month::timestamp)) WITH (fillfactor = 60);
ALTER MATERIALIZED VIEW per_month CLUSTER ON per_month_month;
ALTER MATERIALIZED VIEW per_month OWNER TO pgmend_owner;
GRANT SELECT ON per_month TO pgmend_reader;
GRANT SELECT (month) ON per_month TO pgmend_writer;
COMMENT ON MATERIALIZED VIEW per_month IS 'refreshed at night';
COMMENT ON COLUMN per_month.amount IS 'gross';
CREATE MATERIALIZED VIEW per_year AS SELECT date_part('year', month::timestamp) AS year, sum(amount) AS amount FROM per_month GROUP BY 1;
CREATE MATERIALIZED VIEW empty_one AS SELECT id FROM sale WITH NO DATA;
