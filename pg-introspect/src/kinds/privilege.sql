-- What the system itself granted at first: of what is read, only the schema `public` has such.
SELECT i.objoid, i.initprivs FROM pg_catalog.pg_init_privs i WHERE i.classoid = 2615 AND i.privtype = 'i'
