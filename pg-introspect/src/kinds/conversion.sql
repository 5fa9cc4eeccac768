SELECT c.oid, c.conname, c.connamespace, c.conowner, pg_encoding_to_char(c.conforencoding), pg_encoding_to_char(c.contoencoding),
       c.conproc::oid, c.condefault
FROM pg_catalog.pg_conversion c
WHERE c.connamespace {scope}
