CREATE ACCESS METHOD heap2 TYPE TABLE HANDLER heap_tableam_handler;
CREATE TABLE to_heap2 (id integer PRIMARY KEY, v text);
CREATE INDEX to_heap2_v ON to_heap2 (v);
CREATE TABLE to_heap (id integer PRIMARY KEY, v text) USING heap2;
CREATE MATERIALIZED VIEW m AS SELECT id FROM to_heap;
