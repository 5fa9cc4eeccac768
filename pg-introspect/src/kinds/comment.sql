-- The system's own comments are on objects below 16384; of those, only schemas (`public`) are read.
SELECT d.classoid, d.objoid, d.objsubid, d.description
FROM pg_catalog.pg_description d
WHERE d.objoid >= 16384 OR d.classoid = 2615
