SELECT p.oid, p.parname, 10::oid, p.paracl, acldefault('p', 10) FROM pg_catalog.pg_parameter_acl p
