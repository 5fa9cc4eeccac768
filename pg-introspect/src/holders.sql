-- Who holds, or waits for, a lock that is in the way of reading an expression.
SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname), l.pid, l.granted, a.application_name
FROM pg_catalog.pg_locks l
     JOIN pg_catalog.pg_class c ON c.oid = l.relation
     JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
     LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
WHERE l.locktype = 'relation' AND l.mode = 'AccessExclusiveLock' AND l.pid <> pg_backend_pid()
  AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = current_database())
  AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
ORDER BY l.granted DESC, 1
