-- pg_roles is the part of pg_authid that everybody may read.
SELECT r.oid, r.rolname FROM pg_catalog.pg_roles r
