CREATE TABLE left_side (id integer, x text);
CREATE TABLE right_side (id integer, x text);
CREATE INDEX by_x ON left_side (x);
CREATE INDEX by_id ON right_side (id);
CREATE INDEX archive ON left_side (id);
