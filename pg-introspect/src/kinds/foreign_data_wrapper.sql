SELECT w.oid, w.fdwname, w.fdwowner, w.fdwacl, CASE WHEN w.fdwacl IS NOT NULL THEN acldefault('F', w.fdwowner) END,
       h.pronamespace, h.proname, v.pronamespace, v.proname, w.fdwoptions
FROM pg_catalog.pg_foreign_data_wrapper w
     LEFT JOIN pg_catalog.pg_proc h ON h.oid = w.fdwhandler
     LEFT JOIN pg_catalog.pg_proc v ON v.oid = w.fdwvalidator
