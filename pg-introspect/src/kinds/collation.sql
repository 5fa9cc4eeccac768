-- Those that are there in the database's encoding. The column of the locale has had three names: what it is not called here is
-- NULL.
SELECT c.oid, c.collname, c.collnamespace, c.collowner, c.collprovider,
       coalesce(to_jsonb(c) ->> 'colllocale', to_jsonb(c) ->> 'colliculocale', c.collcollate::text),
       CASE WHEN c.collprovider = 'c' AND c.collctype::text <> c.collcollate::text THEN c.collctype END,
       [[16+ c.collicurules else NULL]], c.collisdeterministic
FROM pg_catalog.pg_collation c
WHERE c.collnamespace {scope} AND c.collencoding IN (-1, pg_char_to_encoding(getdatabaseencoding()))
