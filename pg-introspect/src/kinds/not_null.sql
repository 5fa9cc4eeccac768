-- What the constraint behind NOT NULL says: of tables from 18 on, of domains from 17 on.
SELECT k.oid, k.conrelid, k.contypid, k.conkey[1], k.conname, k.connoinherit, k.convalidated, k.conislocal
FROM pg_catalog.pg_constraint k
WHERE k.connamespace {scope} AND k.contype = 'n'
