-- Rules but those that are the queries of views, whatever they are called: one of another event can have that name too.
SELECT r.oid, r.ev_class, r.rulename, r.ev_type, r.is_instead, r.ev_enabled, pg_get_ruledef(r.oid)
FROM pg_catalog.pg_rewrite r JOIN pg_catalog.pg_class c ON c.oid = r.ev_class
WHERE r.ev_type <> '1' AND c.relnamespace {scope}
