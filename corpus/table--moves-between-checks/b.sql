CREATE TABLE p (a integer CONSTRAINT d CHECK (a > 1), b integer CONSTRAINT same CHECK (b > 0), k text NOT NULL) PARTITION BY LIST (k);
CREATE TABLE q (a integer CONSTRAINT d CHECK (a > 2), b integer CONSTRAINT same CHECK (b > 0), k text NOT NULL, gone integer) PARTITION BY LIST (k);
CREATE TABLE x PARTITION OF q FOR VALUES IN ('x');
CREATE TABLE r (a integer, b integer CONSTRAINT fresh CHECK (b < 100), k text NOT NULL, gone integer, new integer) PARTITION BY LIST (k);
CREATE TABLE y PARTITION OF r FOR VALUES IN ('y');
CREATE TABLE z (a integer CONSTRAINT d CHECK (a > 7), b integer, k text NOT NULL, gone integer CONSTRAINT away CHECK (gone > 0));
