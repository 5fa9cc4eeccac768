-- The system's own comments are on objects below 16384; of those, only schemas (`public`) are read. The constraint behind NOT
-- NULL is part of its column: a comment on it is only told.
SELECT d.classoid, d.objoid, d.objsubid, d.description,
       CASE WHEN d.classoid = 2606
                 AND EXISTS (SELECT 1 FROM pg_catalog.pg_constraint k
                             WHERE k.oid = d.objoid AND k.contype = 'n' AND k.connamespace {scope})
            THEN pg_describe_object(d.classoid, d.objoid, 0) END
FROM pg_catalog.pg_description d
WHERE d.objoid >= 16384 OR d.classoid = 2615
