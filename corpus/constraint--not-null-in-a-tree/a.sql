CREATE TABLE parent (a integer CONSTRAINT parent_a_set NOT NULL, b integer);
CREATE TABLE child (c integer) INHERITS (parent);
CREATE TABLE parted (k integer NOT NULL, v text) PARTITION BY LIST (k);
CREATE TABLE parted_1 PARTITION OF parted FOR VALUES IN (1);
