CREATE TABLE "Odd ""p" (k integer CONSTRAINT "K ""set" NOT NULL, v text NOT NULL, w integer) PARTITION BY LIST (k);
CREATE TABLE p_1 PARTITION OF "Odd ""p" FOR VALUES IN (1);
CREATE TABLE p_2 (k integer CONSTRAINT k_2 NOT NULL, v text CONSTRAINT "V ""2" NOT NULL, w integer CONSTRAINT w_2 NOT NULL);
CREATE TABLE p_3 PARTITION OF "Odd ""p" FOR VALUES IN (3) PARTITION BY LIST (w);
CREATE TABLE p_3_1 PARTITION OF p_3 FOR VALUES IN (1);
CREATE TABLE above (a integer CONSTRAINT a_set NOT NULL, b integer NOT NULL, c integer);
CREATE TABLE below (d integer) INHERITS (above);
CREATE TABLE aside (a integer NOT NULL, b integer CONSTRAINT b_own NOT NULL, c integer, e integer);
CREATE TABLE deep () INHERITS (below);
