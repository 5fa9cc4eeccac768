CREATE FUNCTION tenant() RETURNS integer LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT nullif(current_setting('app.tenant', true), '')::integer $$;
CREATE TABLE tenant (id integer PRIMARY KEY, name text NOT NULL, max_projects integer NOT NULL DEFAULT 10);
CREATE TABLE role (name text PRIMARY KEY, rights text[] NOT NULL DEFAULT '{}');
CREATE TABLE account (
    id integer NOT NULL, tenant_id integer NOT NULL REFERENCES tenant ON DELETE CASCADE, email text NOT NULL, role text NOT NULL DEFAULT 'member',
    deleted_at timestamptz,
    CONSTRAINT account_pkey PRIMARY KEY (tenant_id, id),
    CONSTRAINT account_email_key UNIQUE (tenant_id, email)
);
-- CREATE TABLE takes NOT VALID and forgets it: a new table has no rows to doubt.
ALTER TABLE account ADD CONSTRAINT account_role_check FOREIGN KEY (role) REFERENCES role (name) NOT VALID;
CREATE TABLE project (
    id integer PRIMARY KEY, tenant_id integer NOT NULL REFERENCES tenant ON DELETE CASCADE, title text,
    owner_id integer, CONSTRAINT project_owner FOREIGN KEY (tenant_id, owner_id) REFERENCES account (tenant_id, id),
    CONSTRAINT project_tenant_key UNIQUE (tenant_id, id)
);
CREATE TABLE task (
    id integer PRIMARY KEY, project_id integer NOT NULL, tenant_id integer NOT NULL,
    title text NOT NULL, done boolean NOT NULL DEFAULT false, assignee_id integer,
    due date,
    CONSTRAINT task_project_fkey FOREIGN KEY (tenant_id, project_id) REFERENCES project (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT task_assignee_fkey FOREIGN KEY (tenant_id, assignee_id) REFERENCES account (tenant_id, id)
);
CREATE INDEX task_project ON task (tenant_id, project_id) WHERE NOT done;
CREATE VIEW my_task WITH (security_barrier = true) AS
    SELECT t.id, t.title, p.title AS project, t.due FROM task t JOIN project p ON p.id = t.project_id AND p.tenant_id = t.tenant_id WHERE NOT t.done;
ALTER TABLE account ENABLE ROW LEVEL SECURITY;
ALTER TABLE project ENABLE ROW LEVEL SECURITY;
ALTER TABLE task ENABLE ROW LEVEL SECURITY;
ALTER TABLE task FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON account USING (tenant_id = tenant()) WITH CHECK (tenant_id = tenant() AND deleted_at IS NULL);
CREATE POLICY tenant ON project USING (tenant_id = tenant());
CREATE POLICY tenant ON task USING (tenant_id = tenant());
CREATE POLICY living ON account AS RESTRICTIVE FOR SELECT TO pgmend_writer USING (deleted_at IS NULL);
GRANT SELECT, INSERT, UPDATE ON account, project, task TO pgmend_writer;
GRANT DELETE ON task TO pgmend_writer;
