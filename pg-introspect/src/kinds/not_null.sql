-- What the constraint behind NOT NULL says: of tables from 18 on, of domains (which have no column) from 17 on.
SELECT CASE WHEN k.contypid = 0 THEN k.conrelid ELSE k.contypid END, k.conkey[1], k.conname,
       k.connoinherit::int | (k.convalidated::int << 1) | (k.conislocal::int << 2)
FROM pg_catalog.pg_constraint k
WHERE k.connamespace {scope} AND k.contype = 'n'
