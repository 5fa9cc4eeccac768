CREATE TABLE mood (id integer, other integer);
CREATE VIEW v AS SELECT id FROM mood;
CREATE VIEW above AS SELECT id FROM v;
