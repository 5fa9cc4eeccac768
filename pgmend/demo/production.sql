-- The analytics platform's database as it was found: a migration failed half-way. Nine tables and forty-one columns never
-- came, nor what belongs to them. Row-level security is on for organisation_modules and audit_logs, but their policies
-- stand on columns that are missing, so only the owner sees a row: that is how it was noticed.
--
-- expected.sql is what it should be; the two files share their order, so that they can be read side by side.

-- ---------------------------------------------------------------------------------------------------------------------
-- Types
-- ---------------------------------------------------------------------------------------------------------------------

CREATE TYPE plan_tier AS ENUM ('trial', 'team', 'business', 'enterprise');
CREATE TYPE user_status AS ENUM ('invited', 'active', 'suspended', 'left');
CREATE TYPE module_category AS ENUM ('finance', 'sales', 'operations', 'people', 'market');
CREATE TYPE data_source_kind AS ENUM ('csv', 'postgres', 'rest', 'sftp');

CREATE DOMAIN slug AS text
    CONSTRAINT slug_form CHECK (VALUE ~ '^[a-z0-9]+(-[a-z0-9]+)*$')
    CONSTRAINT slug_length CHECK (length(VALUE) <= 64);
COMMENT ON DOMAIN slug IS 'A name that is safe in an address.';

-- ---------------------------------------------------------------------------------------------------------------------
-- Functions that tables and policies stand on
-- ---------------------------------------------------------------------------------------------------------------------

CREATE FUNCTION set_updated_at() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    NEW.updated_at := now();
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION set_updated_at() IS 'Trigger: keeps updated_at.';

CREATE FUNCTION current_tenant_id() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT nullif(current_setting('app.tenant_id', true), '')::uuid $$;
COMMENT ON FUNCTION current_tenant_id() IS 'The tenant of this transaction, null when the application has not said one.';

-- ---------------------------------------------------------------------------------------------------------------------
-- Tenants, organisations, users
-- ---------------------------------------------------------------------------------------------------------------------

CREATE TABLE tenants (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    slug slug NOT NULL UNIQUE,
    name text NOT NULL,
    plan plan_tier NOT NULL DEFAULT 'trial',
    settings jsonb NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT tenants_name_not_blank CHECK (btrim(name) <> ''),
    CONSTRAINT tenants_settings_object CHECK (jsonb_typeof(settings) = 'object')
);
COMMENT ON TABLE tenants IS 'A paying customer. Everything else belongs to one.';

CREATE TABLE sic_codes (
    code varchar(5) PRIMARY KEY,
    section char(1) NOT NULL,
    CONSTRAINT sic_codes_code_form CHECK (code ~ '^[0-9]{2,5}$'),
    CONSTRAINT sic_codes_section_letter CHECK (section BETWEEN 'A' AND 'U')
);
COMMENT ON TABLE sic_codes IS 'Standard Industrial Classification 2007, the codes that customers use. Shared by all tenants.';
CREATE INDEX sic_codes_section ON sic_codes (section);

CREATE TABLE organisations (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    tenant_id uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    parent_id uuid,
    name text NOT NULL,
    sic_code varchar(5) REFERENCES sic_codes (code) ON UPDATE CASCADE,
    employees integer,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT organisations_in_tenant UNIQUE (tenant_id, id),
    CONSTRAINT organisations_parent FOREIGN KEY (tenant_id, parent_id) REFERENCES organisations (tenant_id, id),
    CONSTRAINT organisations_not_own_parent CHECK (parent_id <> id),
    CONSTRAINT organisations_employees_positive CHECK (employees > 0)
);
COMMENT ON CONSTRAINT organisations_in_tenant ON organisations IS 'Target of keys that must not leave their tenant.';
CREATE INDEX organisations_parent_id ON organisations (parent_id);
CREATE INDEX organisations_sic_code ON organisations (sic_code);

CREATE TABLE users (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    tenant_id uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    organisation_id uuid,
    email text NOT NULL,
    display_name text NOT NULL DEFAULT '',
    status user_status NOT NULL DEFAULT 'invited',
    is_staff boolean NOT NULL DEFAULT false,
    last_login_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT users_in_tenant UNIQUE (tenant_id, id),
    CONSTRAINT users_organisation FOREIGN KEY (tenant_id, organisation_id) REFERENCES organisations (tenant_id, id),
    CONSTRAINT users_email_form CHECK (email ~ '^[^@\s]+@[^@\s]+$')
);
CREATE UNIQUE INDEX users_email ON users (lower(email));
CREATE INDEX users_organisation_id ON users (organisation_id);
CREATE INDEX users_active ON users (tenant_id, last_login_at DESC) WHERE status = 'active';

CREATE TABLE invitations (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    tenant_id uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    email text NOT NULL,
    invited_by uuid REFERENCES users (id) ON DELETE SET NULL,
    token_hash bytea NOT NULL UNIQUE,
    expires_at timestamptz NOT NULL,
    accepted_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT invitations_accepted_in_time CHECK (accepted_at <= expires_at)
);
CREATE UNIQUE INDEX invitations_open ON invitations (tenant_id, lower(email)) WHERE accepted_at IS NULL;

CREATE TABLE api_keys (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    tenant_id uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    name text NOT NULL,
    key_hash bytea NOT NULL UNIQUE,
    scopes text[] NOT NULL DEFAULT '{read}',
    revoked_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT api_keys_scopes_known CHECK (scopes <@ '{read,write,admin}'::text[])
);
CREATE INDEX api_keys_user_id ON api_keys (user_id);

-- ---------------------------------------------------------------------------------------------------------------------
-- Hierarchy: regions, divisions and teams inside an organisation, and who may do what where
-- ---------------------------------------------------------------------------------------------------------------------

CREATE TABLE roles (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL UNIQUE,
    permissions text[] NOT NULL DEFAULT '{}'
);

CREATE TABLE hierarchy_nodes (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    tenant_id uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    organisation_id uuid NOT NULL,
    parent_id uuid REFERENCES hierarchy_nodes (id) ON DELETE CASCADE,
    name text NOT NULL,
    depth smallint NOT NULL DEFAULT 0,
    CONSTRAINT hierarchy_nodes_organisation FOREIGN KEY (tenant_id, organisation_id) REFERENCES organisations (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT hierarchy_nodes_depth_sane CHECK (depth BETWEEN 0 AND 12),
    CONSTRAINT hierarchy_nodes_name_once UNIQUE (organisation_id, parent_id, name)
);
CREATE INDEX hierarchy_nodes_parent_id ON hierarchy_nodes (parent_id);

-- ---------------------------------------------------------------------------------------------------------------------
-- Modules: what can be licensed, who licensed it, how it is set up and used
-- ---------------------------------------------------------------------------------------------------------------------

CREATE TABLE analytics_modules (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    slug slug NOT NULL UNIQUE,
    name text NOT NULL,
    category module_category NOT NULL,
    version text NOT NULL DEFAULT '1.0.0',
    is_active boolean NOT NULL DEFAULT true,
    CONSTRAINT analytics_modules_version_form CHECK (version ~ '^\d+\.\d+\.\d+$')
);
COMMENT ON TABLE analytics_modules IS 'Catalogue of modules. Shared by all tenants.';
CREATE INDEX analytics_modules_category ON analytics_modules (category) WHERE is_active;

CREATE TABLE organisation_modules (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    licence_key text NOT NULL UNIQUE,
    seats integer NOT NULL DEFAULT 1,
    CONSTRAINT organisation_modules_seats_positive CHECK (seats > 0)
);
COMMENT ON TABLE organisation_modules IS 'Modules that an organisation has licensed.';

-- ---------------------------------------------------------------------------------------------------------------------
-- Feature flags
-- ---------------------------------------------------------------------------------------------------------------------

CREATE TABLE feature_flags (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key slug NOT NULL UNIQUE,
    description text NOT NULL DEFAULT '',
    default_on boolean NOT NULL DEFAULT false
);

CREATE TABLE feature_flag_overrides (
    flag_id integer NOT NULL REFERENCES feature_flags (id) ON DELETE CASCADE,
    tenant_id uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    is_on boolean NOT NULL,
    CONSTRAINT feature_flag_overrides_pkey PRIMARY KEY (flag_id, tenant_id)
);
CREATE INDEX feature_flag_overrides_tenant_id ON feature_flag_overrides (tenant_id);

-- ---------------------------------------------------------------------------------------------------------------------
-- Data, dashboards, reports
-- ---------------------------------------------------------------------------------------------------------------------

CREATE TABLE data_sources (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    tenant_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    kind data_source_kind NOT NULL,
    name text NOT NULL,
    settings jsonb NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT data_sources_organisation FOREIGN KEY (tenant_id, organisation_id) REFERENCES organisations (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT data_sources_name_once UNIQUE (organisation_id, name)
);

CREATE TABLE metrics (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    slug slug NOT NULL UNIQUE,
    unit text NOT NULL DEFAULT '',
    category module_category NOT NULL
);

CREATE TABLE metric_values (
    tenant_id uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    organisation_id uuid NOT NULL REFERENCES organisations (id) ON DELETE CASCADE,
    metric_id integer NOT NULL REFERENCES metrics (id),
    day date NOT NULL,
    value double precision NOT NULL,
    CONSTRAINT metric_values_pkey PRIMARY KEY (organisation_id, metric_id, day)
) PARTITION BY RANGE (day);
COMMENT ON TABLE metric_values IS 'One value per organisation, metric and day; a partition per quarter.';
CREATE TABLE metric_values_2024_q1 PARTITION OF metric_values FOR VALUES FROM ('2024-01-01') TO ('2024-04-01');
CREATE TABLE metric_values_2024_q2 PARTITION OF metric_values FOR VALUES FROM ('2024-04-01') TO ('2024-07-01');
CREATE TABLE metric_values_2024_q3 PARTITION OF metric_values FOR VALUES FROM ('2024-07-01') TO ('2024-10-01');
CREATE TABLE metric_values_rest PARTITION OF metric_values DEFAULT;
CREATE INDEX metric_values_tenant_day ON metric_values (tenant_id, day);

CREATE TABLE dashboards (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    tenant_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    owner_id uuid REFERENCES users (id) ON DELETE SET NULL,
    title text NOT NULL,
    is_shared boolean NOT NULL DEFAULT false,
    search tsvector GENERATED ALWAYS AS (to_tsvector('simple', title)) STORED,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT dashboards_organisation FOREIGN KEY (tenant_id, organisation_id) REFERENCES organisations (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX dashboards_organisation_id ON dashboards (organisation_id);
CREATE INDEX dashboards_search ON dashboards USING gin (search);

CREATE TABLE dashboard_widgets (
    dashboard_id uuid NOT NULL REFERENCES dashboards (id) ON DELETE CASCADE,
    position smallint NOT NULL,
    module_id uuid NOT NULL REFERENCES analytics_modules (id),
    metric_id integer REFERENCES metrics (id) ON DELETE SET NULL,
    settings jsonb NOT NULL DEFAULT '{}',
    CONSTRAINT dashboard_widgets_pkey PRIMARY KEY (dashboard_id, position) DEFERRABLE
);
CREATE INDEX dashboard_widgets_module_id ON dashboard_widgets (module_id);

CREATE VIEW organisation_overview WITH (security_barrier = true) AS
    SELECT o.tenant_id, o.id, o.name, o.sic_code,
           count(DISTINCT u.id) FILTER (WHERE u.status = 'active') AS active_users,
           count(DISTINCT d.id) AS dashboards
    FROM organisations o
    LEFT JOIN users u ON u.organisation_id = o.id
    LEFT JOIN dashboards d ON d.organisation_id = o.id
    GROUP BY o.id;
COMMENT ON VIEW organisation_overview IS 'For the start page of an administrator.';

CREATE MATERIALIZED VIEW metric_months AS
    SELECT tenant_id, organisation_id, metric_id, date_trunc('month', day::timestamp)::date AS month,
           avg(value) AS average, count(*) AS days
    FROM metric_values
    GROUP BY 1, 2, 3, 4;
CREATE UNIQUE INDEX metric_months_key ON metric_months (organisation_id, metric_id, month);

-- ---------------------------------------------------------------------------------------------------------------------
-- Trails
-- ---------------------------------------------------------------------------------------------------------------------

CREATE TABLE audit_logs (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event text NOT NULL,
    payload jsonb,
    logged_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE audit_logs IS 'What users did. Written by triggers and by the application, never changed.';
COMMENT ON COLUMN audit_logs.payload IS 'The old free form; new entries say it in action, resource and changes.';
CREATE INDEX audit_logs_logged_at ON audit_logs USING brin (logged_at);

-- ---------------------------------------------------------------------------------------------------------------------
-- Triggers
-- ---------------------------------------------------------------------------------------------------------------------

CREATE TRIGGER tenants_updated_at BEFORE UPDATE ON tenants FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE TRIGGER organisations_updated_at BEFORE UPDATE ON organisations FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE TRIGGER users_updated_at BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE TRIGGER data_sources_updated_at BEFORE UPDATE ON data_sources FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE TRIGGER dashboards_updated_at BEFORE UPDATE ON dashboards FOR EACH ROW EXECUTE FUNCTION set_updated_at();

-- ---------------------------------------------------------------------------------------------------------------------
-- Row-level security by tenant
-- ---------------------------------------------------------------------------------------------------------------------
-- The expression is spelled out in each policy: a policy should stand on nothing that can be replaced under it.

ALTER TABLE organisations ENABLE ROW LEVEL SECURITY;
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
ALTER TABLE invitations ENABLE ROW LEVEL SECURITY;
ALTER TABLE api_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE hierarchy_nodes ENABLE ROW LEVEL SECURITY;
ALTER TABLE data_sources ENABLE ROW LEVEL SECURITY;
ALTER TABLE metric_values ENABLE ROW LEVEL SECURITY;
ALTER TABLE dashboards ENABLE ROW LEVEL SECURITY;
ALTER TABLE dashboard_widgets ENABLE ROW LEVEL SECURITY;
ALTER TABLE feature_flag_overrides ENABLE ROW LEVEL SECURITY;
ALTER TABLE organisation_modules ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_logs ENABLE ROW LEVEL SECURITY;

CREATE POLICY tenant_isolation ON organisations USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
CREATE POLICY tenant_isolation ON users USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
CREATE POLICY tenant_isolation ON invitations USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
CREATE POLICY tenant_isolation ON api_keys USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
CREATE POLICY tenant_isolation ON hierarchy_nodes USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
CREATE POLICY tenant_isolation ON data_sources USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
CREATE POLICY tenant_isolation ON metric_values USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
CREATE POLICY tenant_isolation ON dashboards USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
CREATE POLICY tenant_isolation ON dashboard_widgets
    USING (EXISTS (SELECT FROM dashboards d WHERE d.id = dashboard_id AND d.tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid));
CREATE POLICY tenant_isolation ON feature_flag_overrides FOR SELECT
    USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
