-- Only the parser knows the names of its token types.
SELECT c.oid, c.cfgname, c.cfgnamespace, c.cfgowner, p.prsname, p.prsnamespace, m.tokens, m.names, m.namespaces
FROM pg_catalog.pg_ts_config c
     JOIN pg_catalog.pg_ts_parser p ON p.oid = c.cfgparser
     CROSS JOIN LATERAL (
         SELECT array_agg(t.alias ORDER BY m.maptokentype, m.mapseqno) AS tokens,
                array_agg(d.dictname::text ORDER BY m.maptokentype, m.mapseqno) AS names,
                array_agg(d.dictnamespace ORDER BY m.maptokentype, m.mapseqno) AS namespaces
         FROM pg_catalog.pg_ts_config_map m
              JOIN pg_catalog.pg_ts_dict d ON d.oid = m.mapdict
              JOIN ts_token_type(c.cfgparser) t ON t.tokid = m.maptokentype
         WHERE m.mapcfg = c.oid) m
WHERE c.cfgnamespace {scope}
