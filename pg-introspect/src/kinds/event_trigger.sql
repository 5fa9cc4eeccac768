SELECT e.oid, e.evtname, e.evtowner, e.evtevent, e.evtfoid, e.evtenabled, e.evttags FROM pg_catalog.pg_event_trigger e
