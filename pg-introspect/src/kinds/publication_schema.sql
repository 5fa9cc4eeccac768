SELECT n.oid, p.pubname, n.pnnspid
FROM pg_catalog.pg_publication_namespace n JOIN pg_catalog.pg_publication p ON p.oid = n.pnpubid
