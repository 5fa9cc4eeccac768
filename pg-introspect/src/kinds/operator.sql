-- Without those that are only named by others so far.
SELECT o.oid, o.oprname, o.oprnamespace, o.oprowner, CASE WHEN o.oprleft <> 0 THEN format_type(o.oprleft, NULL) END,
       format_type(o.oprright, NULL), o.oprcode::oid, c.oprname, c.oprnamespace, n.oprname, n.oprnamespace, o.oprrest::oid,
       o.oprjoin::oid, o.oprcanhash, o.oprcanmerge
FROM pg_catalog.pg_operator o
     LEFT JOIN pg_catalog.pg_operator c ON c.oid = o.oprcom
     LEFT JOIN pg_catalog.pg_operator n ON n.oid = o.oprnegate
WHERE o.oprcode <> 0 AND o.oprnamespace {scope}
