SELECT p.oid, p.polrelid, p.polname, p.polcmd, p.polpermissive, p.polroles, p.polqual IS NOT NULL,
       pg_get_expr(p.polqual, p.polrelid), p.polwithcheck IS NOT NULL, pg_get_expr(p.polwithcheck, p.polrelid)
FROM pg_catalog.pg_policy p JOIN pg_catalog.pg_class c ON c.oid = p.polrelid
WHERE c.relnamespace {scope}
