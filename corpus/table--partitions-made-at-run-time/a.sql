-- What pg_partman makes by night: partitions that no schema file knows. And a child of a table by inheritance.
CREATE TABLE event (k integer NOT NULL, kind text, amount integer) PARTITION BY RANGE (k);
CREATE TABLE event_1 PARTITION OF event FOR VALUES FROM (0) TO (100);
CREATE TABLE "Event ""2" PARTITION OF event FOR VALUES FROM (100) TO (200) PARTITION BY RANGE (k);
CREATE TABLE event_2_1 PARTITION OF "Event ""2" FOR VALUES FROM (100) TO (150);
CREATE INDEX event_1_kind ON event_1 (kind);
CREATE INDEX event_2_1_kind ON event_2_1 (kind);
CREATE TABLE base (id integer);
CREATE TABLE "Kid 😀" (own text) INHERITS (base);
