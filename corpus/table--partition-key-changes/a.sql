CREATE TABLE call (started_at timestamptz NOT NULL, caller integer NOT NULL) PARTITION BY RANGE (started_at);
CREATE TABLE call_1 PARTITION OF call FOR VALUES FROM (MINVALUE) TO (MAXVALUE);
