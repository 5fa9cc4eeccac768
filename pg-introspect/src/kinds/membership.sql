-- Up to 15 whether the member inherits is the member's to say, it always may SET ROLE, and who granted it has no meaning. From 16 on the bootstrap
-- superuser (10) gives who makes a role without being a superuser the ADMIN OPTION on it, and nothing else (`CreateRole` in
-- `user.c`).
SELECT m.roleid, m.member, [[16+ nullif(m.grantor, 10) else NULL::oid]], m.admin_option,
       [[16+ m.inherit_option else true]], [[16+ m.set_option else true]]
FROM pg_catalog.pg_auth_members m
WHERE (m.roleid >= 16384 OR m.member >= 16384)
[[16+   AND NOT (m.grantor = 10 AND m.admin_option AND NOT m.inherit_option AND NOT m.set_option)]]
