CREATE TABLE p (a integer, k text) PARTITION BY LIST (k);
CREATE TABLE known (a integer, CONSTRAINT known CHECK (a IS NOT NULL));
