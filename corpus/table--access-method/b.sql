CREATE ACCESS METHOD heap2 TYPE TABLE HANDLER heap_tableam_handler;
CREATE TABLE to_heap2 (id integer PRIMARY KEY, v text) USING heap2;
CREATE INDEX to_heap2_v ON to_heap2 (v);
CREATE TABLE to_heap (id integer PRIMARY KEY, v text);
CREATE MATERIALIZED VIEW m USING heap2 AS SELECT id FROM to_heap;
