CREATE TABLE left_side (id integer, x text);
CREATE TABLE right_side (id integer, x text);
CREATE INDEX by_id ON left_side (id);
CREATE INDEX by_x ON right_side (x);
CREATE TABLE archive (id integer);
