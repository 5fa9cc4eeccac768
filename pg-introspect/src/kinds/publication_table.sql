SELECT r.oid, p.pubname, r.prrelid, [[15+ r.prattrs IS NOT NULL else false]],
       [[15+ ARRAY(SELECT a.attname FROM pg_catalog.pg_attribute a WHERE a.attrelid = r.prrelid AND a.attnum = ANY (r.prattrs)) else NULL]],
       [[15+ r.prqual IS NOT NULL else false]], [[15+ pg_get_expr(r.prqual, r.prrelid) else NULL]]
FROM pg_catalog.pg_publication_rel r JOIN pg_catalog.pg_publication p ON p.oid = r.prpubid
