-- Those of the database are instead of what PostgreSQL gives by itself, those of a schema are added to them.
SELECT d.oid, r.rolname, n.nspname, d.defaclobjtype, d.defaclacl,
       CASE WHEN d.defaclnamespace <> 0 THEN '{}'
            ELSE acldefault(CASE WHEN d.defaclobjtype = 'S' THEN 's' ELSE d.defaclobjtype END, d.defaclrole) END
FROM pg_catalog.pg_default_acl d
     JOIN pg_catalog.pg_roles r ON r.oid = d.defaclrole
     LEFT JOIN pg_catalog.pg_namespace n ON n.oid = d.defaclnamespace
WHERE d.defaclnamespace = 0 OR d.defaclnamespace {scope}
