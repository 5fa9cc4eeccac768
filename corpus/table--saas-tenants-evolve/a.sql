CREATE FUNCTION tenant() RETURNS integer LANGUAGE sql STABLE AS $$ SELECT current_setting('app.tenant')::integer $$;
CREATE TABLE tenant (id integer PRIMARY KEY, name text NOT NULL);
CREATE TABLE account (
    id integer NOT NULL, tenant_id integer NOT NULL REFERENCES tenant, email text NOT NULL, role text NOT NULL DEFAULT 'member',
    CONSTRAINT account_pkey PRIMARY KEY (id),
    CONSTRAINT account_email_key UNIQUE (email),
    CONSTRAINT account_role_check CHECK (role IN ('member', 'admin'))
);
CREATE TABLE project (
    id integer PRIMARY KEY, tenant_id integer NOT NULL REFERENCES tenant, title text,
    owner_id integer, CONSTRAINT project_owner FOREIGN KEY (owner_id) REFERENCES account (id)
);
CREATE TABLE task (
    id integer PRIMARY KEY, project_id integer NOT NULL REFERENCES project ON DELETE CASCADE, tenant_id integer NOT NULL,
    title text NOT NULL, done boolean, assignee_id integer REFERENCES account (id)
);
CREATE INDEX task_project ON task (project_id);
CREATE VIEW my_task AS SELECT t.id, t.title, p.title AS project FROM task t JOIN project p ON p.id = t.project_id;
ALTER TABLE account ENABLE ROW LEVEL SECURITY;
ALTER TABLE project ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON account USING (tenant_id = tenant());
CREATE POLICY tenant ON project USING (tenant_id = tenant());
GRANT SELECT, INSERT, UPDATE, DELETE ON account, project, task TO pgmend_writer;
