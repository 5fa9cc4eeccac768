CREATE TABLE tenant (id integer PRIMARY KEY, name text NOT NULL);
CREATE TABLE invoice (id integer PRIMARY KEY, tenant_id integer NOT NULL REFERENCES tenant, total integer NOT NULL);
GRANT SELECT, INSERT ON invoice TO pgmend_writer;
GRANT SELECT ON invoice TO pgmend_reader;
