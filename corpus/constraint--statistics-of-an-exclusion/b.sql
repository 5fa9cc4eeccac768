CREATE TABLE lease (
    flat integer, tenant text, number integer,
    CONSTRAINT changes EXCLUDE USING btree (lower(tenant) WITH =, flat WITH =, (number + 1) WITH =),
    CONSTRAINT "Weird ""Name" EXCLUDE USING btree ((number * 2) WITH =),
    CONSTRAINT comes EXCLUDE USING hash ((flat + 1) WITH =)
);
ALTER INDEX changes ALTER COLUMN 1 SET STATISTICS 200;
ALTER INDEX "Weird ""Name" ALTER COLUMN 1 SET STATISTICS 10000;
ALTER INDEX comes ALTER COLUMN 1 SET STATISTICS 50;
COMMENT ON CONSTRAINT changes ON lease IS 'stays';
