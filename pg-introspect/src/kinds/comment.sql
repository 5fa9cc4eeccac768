-- The system's own comments are on objects below 16384; of those, only schemas (`public`) are read. The constraint behind NOT
-- NULL is part of its column or domain, and not among the constraints that are read: its name comes along.
SELECT d.classoid, d.objoid, d.objsubid, d.description, k.conrelid, k.contypid, k.conname
FROM pg_catalog.pg_description d
     LEFT JOIN pg_catalog.pg_constraint k
         ON d.classoid = 2606 AND k.oid = d.objoid AND k.contype = 'n' AND k.connamespace {scope}
WHERE d.objoid >= 16384 OR d.classoid = 2615
