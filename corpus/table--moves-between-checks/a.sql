CREATE TABLE p (a integer CONSTRAINT d CHECK (a > 1), b integer CONSTRAINT same CHECK (b > 0), k text NOT NULL, gone integer CONSTRAINT away CHECK (gone > 0)) PARTITION BY LIST (k);
CREATE TABLE x PARTITION OF p FOR VALUES IN ('x');
CREATE TABLE y PARTITION OF p FOR VALUES IN ('y');
CREATE TABLE z PARTITION OF p FOR VALUES IN ('z');
CREATE TABLE q (a integer CONSTRAINT d CHECK (a > 2), b integer CONSTRAINT same CHECK (b > 0), k text NOT NULL, gone integer) PARTITION BY LIST (k);
CREATE TABLE r (a integer, b integer, k text NOT NULL, gone integer) PARTITION BY LIST (k);
