-- All schemas: also those that are not read, because something that is may be named after them.
SELECT n.oid, n.nspname, n.nspowner, n.nspacl, acldefault('n', n.nspowner) FROM pg_catalog.pg_namespace n
