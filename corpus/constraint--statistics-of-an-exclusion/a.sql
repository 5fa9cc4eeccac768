CREATE TABLE lease (
    flat integer, tenant text, number integer,
    CONSTRAINT changes EXCLUDE USING btree (lower(tenant) WITH =, flat WITH =, (number + 1) WITH =),
    CONSTRAINT "Weird ""Name" EXCLUDE USING btree ((number * 2) WITH =)
);
ALTER INDEX changes ALTER COLUMN 1 SET STATISTICS 100;
ALTER INDEX changes ALTER COLUMN 3 SET STATISTICS 0;
COMMENT ON CONSTRAINT changes ON lease IS 'stays';
