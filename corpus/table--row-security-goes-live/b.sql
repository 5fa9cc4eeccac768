CREATE FUNCTION current_tenant() RETURNS integer LANGUAGE sql STABLE
    AS $$ SELECT nullif(current_setting('app.tenant', true), '')::integer $$;
CREATE TABLE tenant (id integer PRIMARY KEY, name text NOT NULL);
CREATE TABLE invoice (id integer PRIMARY KEY, tenant_id integer NOT NULL REFERENCES tenant, total integer NOT NULL);
CREATE INDEX invoice_tenant ON invoice (tenant_id);
ALTER TABLE invoice ENABLE ROW LEVEL SECURITY;
ALTER TABLE invoice FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON invoice USING (tenant_id = current_tenant());
CREATE POLICY audit ON invoice FOR SELECT TO pgmend_reader USING (true);
GRANT SELECT, INSERT ON invoice TO pgmend_writer;
GRANT SELECT ON invoice TO pgmend_reader;
