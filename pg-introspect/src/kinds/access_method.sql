SELECT a.oid, a.amname, a.amtype, a.amhandler::oid FROM pg_catalog.pg_am a WHERE a.oid >= 16384
