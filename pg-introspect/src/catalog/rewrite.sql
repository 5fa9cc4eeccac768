-- Which relation a rule belongs to. What a view depends on is on record for its rule.
SELECT r.oid, r.ev_class FROM pg_catalog.pg_rewrite r WHERE r.oid >= 16384 AND r.ev_type = '1'
