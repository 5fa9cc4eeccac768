-- Base types and shell types. The array that comes with another type is a base type, too, and no object of its own.
SELECT t.oid, t.typname, t.typnamespace, t.typowner, t.typacl,
       CASE WHEN t.typacl IS NOT NULL THEN acldefault('T', t.typowner) END, t.typisdefined,
       t.typinput::oid, t.typoutput::oid, t.typreceive::oid, t.typsend::oid, t.typmodin::oid, t.typmodout::oid,
       t.typanalyze::oid, t.typsubscript::oid, t.typlen, t.typbyval, t.typalign, t.typstorage, t.typcategory,
       t.typispreferred, t.typdefault, CASE WHEN t.typelem <> 0 THEN format_type(t.typelem, NULL) END, t.typdelim,
       t.typcollation
FROM pg_catalog.pg_type t
WHERE (t.typtype = 'b' OR t.typtype = 'p' AND NOT t.typisdefined) AND t.typnamespace {scope}
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_type e WHERE e.typarray = t.oid)
