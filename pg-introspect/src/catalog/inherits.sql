-- Parents of tables, and of the indexes of partitions.
SELECT i.inhrelid, i.inhparent, i.inhseqno, i.inhdetachpending FROM pg_catalog.pg_inherits i
