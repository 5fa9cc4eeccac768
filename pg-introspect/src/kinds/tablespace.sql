-- Those below 16384 came with the cluster. The directory of one that was made in place is named after its oid.
SELECT t.oid, t.spcname, t.spcowner, t.spcacl, CASE WHEN t.spcacl IS NOT NULL THEN acldefault('t', t.spcowner) END,
       CASE WHEN l.location = 'pg_tblspc/' || t.oid THEN '' ELSE l.location END, t.spcoptions, c.description
FROM pg_catalog.pg_tablespace t
     CROSS JOIN LATERAL pg_tablespace_location(t.oid) l(location)
     LEFT JOIN pg_catalog.pg_shdescription c ON c.classoid = 1213 AND c.objoid = t.oid
WHERE t.oid >= 16384
