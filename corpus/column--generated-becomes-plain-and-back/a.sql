CREATE TABLE box (id integer PRIMARY KEY, w integer NOT NULL, h integer NOT NULL, area integer GENERATED ALWAYS AS (w * h) STORED);
CREATE INDEX box_area ON box (area);
CREATE VIEW big_box AS SELECT id, area FROM box WHERE area > 100;
GRANT SELECT (area) ON box TO pgmend_reader;
COMMENT ON COLUMN box.area IS 'in square units';
