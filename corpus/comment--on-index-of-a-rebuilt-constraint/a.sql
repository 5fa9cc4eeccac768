CREATE TABLE "Odd ""t" (id integer CONSTRAINT "Key ""1" PRIMARY KEY, v integer, w integer, CONSTRAINT t_v UNIQUE (v));
COMMENT ON INDEX "Key ""1" IS 'stays, though its key is built anew';
COMMENT ON CONSTRAINT "Key ""1" ON "Odd ""t" IS 'as does this';
COMMENT ON INDEX t_v IS 'goes with its constraint';
CREATE TABLE p (k integer, CONSTRAINT p_key UNIQUE (k)) PARTITION BY LIST (k);
CREATE TABLE p_1 PARTITION OF p FOR VALUES IN (1);
COMMENT ON INDEX p_1_k_key IS 'of a partition';
