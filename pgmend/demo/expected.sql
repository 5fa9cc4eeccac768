-- The schema the analytics platform should have: what the migrations describe when all of them ran.
--
-- The product in short: a tenant is a paying customer, it has organisations (often a holding and its companies), they
-- have users, and they license analytics modules. Which modules make sense for a company, and what its competitors are
-- measured by, follows from its industry: its code in the Standard Industrial Classification (SIC).
--
-- Conventions: uuid keys where an id leaves the product, bigint identities where it does not; timestamps with time zone;
-- created_at and updated_at on what people edit, updated_at kept by a trigger; row-level security by tenant: the
-- application sets app.tenant_id at the start of each transaction, and without it no row is visible.

-- ---------------------------------------------------------------------------------------------------------------------
-- Types
-- ---------------------------------------------------------------------------------------------------------------------

CREATE TYPE plan_tier AS ENUM ('trial', 'team', 'business', 'enterprise');
CREATE TYPE user_status AS ENUM ('invited', 'active', 'suspended', 'left');
CREATE TYPE module_category AS ENUM ('finance', 'sales', 'operations', 'people', 'market');
CREATE TYPE data_source_kind AS ENUM ('csv', 'postgres', 'rest', 'sftp');

CREATE TYPE feature_flag_status AS ENUM ('draft', 'active', 'paused', 'archived');
COMMENT ON TYPE feature_flag_status IS 'Life of a feature flag; only an active one is evaluated.';

CREATE TYPE factor_direction AS ENUM ('higher_is_better', 'lower_is_better', 'target');
COMMENT ON TYPE factor_direction IS 'How a competitive factor is read when companies are ranked by it.';

CREATE TYPE module_usage_kind AS ENUM ('opened', 'computed', 'exported', 'api_call', 'scheduled');

CREATE TYPE template_application_status AS ENUM ('pending', 'applied', 'failed', 'reverted');

CREATE TYPE admin_action_kind AS ENUM ('impersonate', 'change_plan', 'grant_module', 'revoke_module', 'export_data', 'delete_data', 'other');
COMMENT ON TYPE admin_action_kind IS 'What staff can do to a tenant; anything new starts as other and gets its own label when it is frequent.';

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
    title text NOT NULL DEFAULT '',
    description text,
    is_supported boolean NOT NULL DEFAULT false,
    competitive_factors jsonb NOT NULL DEFAULT '[]',
    default_metrics jsonb NOT NULL DEFAULT '[]',
    analytics_config jsonb NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT sic_codes_code_form CHECK (code ~ '^[0-9]{2,5}$'),
    CONSTRAINT sic_codes_section_letter CHECK (section BETWEEN 'A' AND 'U'),
    CONSTRAINT sic_codes_factors_array CHECK (jsonb_typeof(competitive_factors) = 'array'),
    CONSTRAINT sic_codes_metrics_array CHECK (jsonb_typeof(default_metrics) = 'array'),
    CONSTRAINT sic_codes_config_object CHECK (jsonb_typeof(analytics_config) = 'object')
);
COMMENT ON TABLE sic_codes IS 'Standard Industrial Classification 2007, the codes that customers use. Shared by all tenants.';
COMMENT ON COLUMN sic_codes.title IS 'Official title; empty until the next import of the classification.';
COMMENT ON COLUMN sic_codes.is_supported IS 'Whether the competitive analysis knows this industry.';
COMMENT ON COLUMN sic_codes.competitive_factors IS 'Names of the factors that companies of this industry are compared by, most telling first.';
COMMENT ON COLUMN sic_codes.default_metrics IS 'Metrics that a new dashboard of this industry starts with.';
CREATE INDEX sic_codes_section ON sic_codes (section);
CREATE INDEX sic_codes_supported ON sic_codes (code) WHERE is_supported;

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

CREATE TABLE hierarchy_role_assignments (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant_id uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    node_id uuid NOT NULL REFERENCES hierarchy_nodes (id) ON DELETE CASCADE,
    user_id uuid NOT NULL,
    role_id integer NOT NULL REFERENCES roles (id) ON DELETE RESTRICT,
    inherits_down boolean NOT NULL DEFAULT true,
    valid_from timestamptz NOT NULL DEFAULT now(),
    valid_until timestamptz,
    assigned_by uuid REFERENCES users (id) ON DELETE SET NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT hierarchy_role_assignments_user FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT hierarchy_role_assignments_once UNIQUE (node_id, user_id, role_id),
    CONSTRAINT hierarchy_role_assignments_period CHECK (valid_until > valid_from)
);
COMMENT ON TABLE hierarchy_role_assignments IS 'Which role a user has at a node of the hierarchy and, unless said otherwise, below it.';
COMMENT ON COLUMN hierarchy_role_assignments.inherits_down IS 'Whether the role reaches the nodes below.';
CREATE INDEX hierarchy_role_assignments_user_id ON hierarchy_role_assignments (user_id) INCLUDE (node_id, role_id);

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
    tags text[] NOT NULL DEFAULT '{}',
    ai_enhanced boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT analytics_modules_version_form CHECK (version ~ '^\d+\.\d+\.\d+$')
);
COMMENT ON TABLE analytics_modules IS 'Catalogue of modules. Shared by all tenants.';
COMMENT ON COLUMN analytics_modules.ai_enhanced IS 'Uses a language model: needs the tenant''s consent to be switched on.';
CREATE INDEX analytics_modules_category ON analytics_modules (category) WHERE is_active;
CREATE INDEX analytics_modules_tags ON analytics_modules USING gin (tags);

CREATE TABLE organisation_modules (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    licence_key text NOT NULL UNIQUE,
    seats integer NOT NULL DEFAULT 1,
    organisation_id uuid REFERENCES organisations (id) ON DELETE CASCADE,
    module_id uuid REFERENCES analytics_modules (id) ON DELETE RESTRICT,
    enabled boolean NOT NULL DEFAULT true,
    configuration jsonb NOT NULL DEFAULT '{}',
    last_used timestamptz,
    usage_count bigint NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT organisation_modules_seats_positive CHECK (seats > 0),
    CONSTRAINT organisation_modules_once UNIQUE (organisation_id, module_id),
    CONSTRAINT organisation_modules_configuration_object CHECK (jsonb_typeof(configuration) = 'object'),
    CONSTRAINT organisation_modules_usage_not_negative CHECK (usage_count >= 0)
);
-- Licences from before this migration are linked by a job that reads the licence key. New ones must be linked at once,
-- so the rule is there already, and is validated when the job is through. The application does not use unlinked ones.
ALTER TABLE organisation_modules ADD CONSTRAINT organisation_modules_linked
    CHECK (organisation_id IS NOT NULL AND module_id IS NOT NULL) NOT VALID;
COMMENT ON TABLE organisation_modules IS 'Modules that an organisation has licensed.';
COMMENT ON COLUMN organisation_modules.organisation_id IS 'Null only on licences from before the link was kept here.';
COMMENT ON COLUMN organisation_modules.usage_count IS 'Kept by a trigger of module_usage_logs.';
CREATE INDEX organisation_modules_module_id ON organisation_modules (module_id);
CREATE INDEX organisation_modules_idle ON organisation_modules (last_used NULLS FIRST) WHERE enabled;

CREATE TABLE module_configurations (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    tenant_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    module_id uuid NOT NULL REFERENCES analytics_modules (id) ON DELETE CASCADE,
    key text NOT NULL,
    value jsonb NOT NULL,
    is_secret boolean NOT NULL DEFAULT false,
    updated_by uuid REFERENCES users (id) ON DELETE SET NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT module_configurations_organisation FOREIGN KEY (tenant_id, organisation_id) REFERENCES organisations (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT module_configurations_key_once UNIQUE (organisation_id, module_id, key),
    CONSTRAINT module_configurations_key_form CHECK (key ~ '^[a-z][a-z0-9_.]*$')
);
COMMENT ON TABLE module_configurations IS 'Settings of a module in an organisation, one row per key.';
COMMENT ON COLUMN module_configurations.is_secret IS 'Value is a reference into the vault, never the secret itself.';
CREATE INDEX module_configurations_module_id ON module_configurations (module_id, key);

CREATE TABLE module_usage_logs (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant_id uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    organisation_module_id uuid NOT NULL REFERENCES organisation_modules (id) ON DELETE CASCADE,
    user_id uuid REFERENCES users (id) ON DELETE SET NULL,
    kind module_usage_kind NOT NULL DEFAULT 'opened',
    duration_ms integer,
    rows_read bigint,
    details jsonb NOT NULL DEFAULT '{}',
    used_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT module_usage_logs_duration_not_negative CHECK (duration_ms >= 0),
    CONSTRAINT module_usage_logs_rows_not_negative CHECK (rows_read >= 0)
);
COMMENT ON TABLE module_usage_logs IS 'One row for each use of a licensed module. Kept for 13 months.';
CREATE INDEX module_usage_logs_module ON module_usage_logs (organisation_module_id, used_at DESC);
CREATE INDEX module_usage_logs_tenant ON module_usage_logs (tenant_id, used_at DESC);
CREATE INDEX module_usage_logs_used_at ON module_usage_logs USING brin (used_at);

CREATE TABLE sector_modules (
    sic_code varchar(5) NOT NULL REFERENCES sic_codes (code) ON UPDATE CASCADE ON DELETE CASCADE,
    module_id uuid NOT NULL REFERENCES analytics_modules (id) ON DELETE CASCADE,
    relevance numeric(3,2) NOT NULL DEFAULT 0.50,
    is_default boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT sector_modules_pkey PRIMARY KEY (sic_code, module_id),
    CONSTRAINT sector_modules_relevance_share CHECK (relevance >= 0 AND relevance <= 1)
);
COMMENT ON TABLE sector_modules IS 'Which modules make sense in which industry; offered in order of relevance. Shared by all tenants.';
CREATE INDEX sector_modules_module_id ON sector_modules (module_id);

-- ---------------------------------------------------------------------------------------------------------------------
-- Templates by industry
-- ---------------------------------------------------------------------------------------------------------------------

CREATE TABLE competitive_factor_templates (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    sic_code varchar(5) NOT NULL REFERENCES sic_codes (code) ON UPDATE CASCADE,
    factor text NOT NULL,
    direction factor_direction NOT NULL DEFAULT 'higher_is_better',
    weight numeric(5,4) NOT NULL DEFAULT 0.1,
    formula text,
    benchmark jsonb,
    sort_order smallint NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT competitive_factor_templates_factor_once UNIQUE (sic_code, factor),
    CONSTRAINT competitive_factor_templates_weight_share CHECK (weight > 0 AND weight <= 1),
    CONSTRAINT competitive_factor_templates_target_known CHECK (direction <> 'target' OR benchmark ? 'target')
);
COMMENT ON TABLE competitive_factor_templates IS 'What companies of an industry are compared by, before a customer changes it. Shared by all tenants.';
COMMENT ON COLUMN competitive_factor_templates.weight IS 'Share of the whole score; the weights of one industry should add up to 1.';

CREATE TABLE industry_templates (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    slug slug NOT NULL UNIQUE,
    sic_code varchar(5) REFERENCES sic_codes (code) ON UPDATE CASCADE ON DELETE SET NULL,
    name text NOT NULL,
    layout jsonb NOT NULL,
    version integer NOT NULL DEFAULT 1,
    is_published boolean NOT NULL DEFAULT false,
    created_by uuid REFERENCES users (id) ON DELETE SET NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT industry_templates_layout_object CHECK (jsonb_typeof(layout) = 'object'),
    CONSTRAINT industry_templates_version_positive CHECK (version > 0)
);
COMMENT ON TABLE industry_templates IS 'Dashboards that come with an industry. Shared by all tenants.';
CREATE INDEX industry_templates_sic_code ON industry_templates (sic_code) WHERE is_published;

CREATE TABLE organization_template_applications (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    template_id uuid NOT NULL REFERENCES industry_templates (id) ON DELETE RESTRICT,
    template_version integer NOT NULL,
    status template_application_status NOT NULL DEFAULT 'pending',
    error text,
    applied_by uuid REFERENCES users (id) ON DELETE SET NULL,
    applied_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT organization_template_applications_organisation
        FOREIGN KEY (tenant_id, organisation_id) REFERENCES organisations (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT organization_template_applications_applied CHECK ((status IN ('applied', 'reverted')) = (applied_at IS NOT NULL)),
    CONSTRAINT organization_template_applications_error CHECK (status <> 'failed' OR error IS NOT NULL)
);
COMMENT ON TABLE organization_template_applications IS 'When which version of a template was applied to an organisation, and how that went.';
CREATE UNIQUE INDEX organization_template_applications_one_pending
    ON organization_template_applications (organisation_id, template_id) WHERE status = 'pending';
CREATE INDEX organization_template_applications_template_id ON organization_template_applications (template_id);

-- ---------------------------------------------------------------------------------------------------------------------
-- Feature flags
-- ---------------------------------------------------------------------------------------------------------------------

CREATE TABLE feature_flags (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key slug NOT NULL UNIQUE,
    description text NOT NULL DEFAULT '',
    default_on boolean NOT NULL DEFAULT false,
    status feature_flag_status NOT NULL DEFAULT 'active',
    conditions jsonb NOT NULL DEFAULT '[]',
    metadata jsonb NOT NULL DEFAULT '{}',
    created_by uuid REFERENCES users (id) ON DELETE SET NULL,
    updated_by uuid REFERENCES users (id) ON DELETE SET NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT feature_flags_conditions_array CHECK (jsonb_typeof(conditions) = 'array'),
    CONSTRAINT feature_flags_metadata_object CHECK (jsonb_typeof(metadata) = 'object')
);
COMMENT ON COLUMN feature_flags.conditions IS 'Rules, first match wins; see the evaluator for their form.';
CREATE INDEX feature_flags_status ON feature_flags (status);

CREATE TABLE feature_flag_overrides (
    flag_id integer NOT NULL REFERENCES feature_flags (id) ON DELETE CASCADE,
    tenant_id uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    is_on boolean NOT NULL,
    created_by uuid REFERENCES users (id) ON DELETE SET NULL,
    reason text,
    expires_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT feature_flag_overrides_pkey PRIMARY KEY (flag_id, tenant_id),
    CONSTRAINT feature_flag_overrides_expires_later CHECK (expires_at > created_at)
);
COMMENT ON COLUMN feature_flag_overrides.expires_at IS 'From then on the flag''s own rule counts again; null means for good.';
CREATE INDEX feature_flag_overrides_tenant_id ON feature_flag_overrides (tenant_id);
CREATE INDEX feature_flag_overrides_expiring ON feature_flag_overrides (expires_at) WHERE expires_at IS NOT NULL;

CREATE TABLE feature_flag_usage (
    flag_id integer NOT NULL REFERENCES feature_flags (id) ON DELETE CASCADE,
    tenant_id uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    day date NOT NULL DEFAULT CURRENT_DATE,
    evaluations bigint NOT NULL DEFAULT 0,
    was_on bigint NOT NULL DEFAULT 0,
    last_user_id uuid REFERENCES users (id) ON DELETE SET NULL,
    CONSTRAINT feature_flag_usage_pkey PRIMARY KEY (flag_id, tenant_id, day),
    CONSTRAINT feature_flag_usage_counts CHECK (was_on >= 0 AND was_on <= evaluations)
);
COMMENT ON TABLE feature_flag_usage IS 'How often a flag was asked for, per tenant and day: what is never asked for can be removed.';
CREATE INDEX feature_flag_usage_day ON feature_flag_usage (day);

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
    logged_at timestamptz NOT NULL DEFAULT now(),
    tenant_id uuid REFERENCES tenants (id) ON DELETE CASCADE,
    user_id uuid REFERENCES users (id) ON DELETE SET NULL,
    action text NOT NULL DEFAULT 'unknown',
    resource_type text NOT NULL DEFAULT 'unknown',
    resource_id text,
    changes jsonb NOT NULL DEFAULT '{}',
    ip_address inet,
    user_agent text,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT audit_logs_action_not_blank CHECK (action <> ''),
    CONSTRAINT audit_logs_changes_object CHECK (jsonb_typeof(changes) = 'object')
);
COMMENT ON TABLE audit_logs IS 'What users did. Written by triggers and by the application, never changed.';
COMMENT ON COLUMN audit_logs.payload IS 'The old free form; new entries say it in action, resource and changes.';
COMMENT ON COLUMN audit_logs.tenant_id IS 'Null on entries from before tenants were recorded: nobody but the operator sees those.';
COMMENT ON COLUMN audit_logs.changes IS 'Object of column → [before, after].';
CREATE INDEX audit_logs_logged_at ON audit_logs USING brin (logged_at);
CREATE INDEX audit_logs_tenant ON audit_logs (tenant_id, created_at DESC);
CREATE INDEX audit_logs_resource ON audit_logs (resource_type, resource_id);
CREATE INDEX audit_logs_user_id ON audit_logs (user_id) WHERE user_id IS NOT NULL;

CREATE TABLE admin_actions (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant_id uuid NOT NULL REFERENCES tenants (id) ON DELETE RESTRICT,
    staff_id uuid NOT NULL REFERENCES users (id) ON DELETE RESTRICT,
    approved_by uuid REFERENCES users (id) ON DELETE RESTRICT,
    kind admin_action_kind NOT NULL,
    reason text NOT NULL,
    details jsonb NOT NULL DEFAULT '{}',
    ip_address inet,
    performed_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT admin_actions_reason_given CHECK (length(btrim(reason)) >= 10),
    CONSTRAINT admin_actions_four_eyes CHECK (approved_by <> staff_id),
    CONSTRAINT admin_actions_deletion_approved CHECK (kind <> 'delete_data' OR approved_by IS NOT NULL)
);
COMMENT ON TABLE admin_actions IS 'Audit trail of what our own staff did to a tenant. Append only.';
COMMENT ON CONSTRAINT admin_actions_four_eyes ON admin_actions IS 'Nobody approves their own action.';
CREATE INDEX admin_actions_tenant ON admin_actions (tenant_id, performed_at DESC);
CREATE INDEX admin_actions_staff_id ON admin_actions (staff_id);

-- ---------------------------------------------------------------------------------------------------------------------
-- Triggers
-- ---------------------------------------------------------------------------------------------------------------------

CREATE TRIGGER tenants_updated_at BEFORE UPDATE ON tenants FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE TRIGGER organisations_updated_at BEFORE UPDATE ON organisations FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE TRIGGER users_updated_at BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE TRIGGER data_sources_updated_at BEFORE UPDATE ON data_sources FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE TRIGGER dashboards_updated_at BEFORE UPDATE ON dashboards FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE TRIGGER sic_codes_updated_at BEFORE UPDATE ON sic_codes FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE TRIGGER analytics_modules_updated_at BEFORE UPDATE ON analytics_modules FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE TRIGGER organisation_modules_updated_at BEFORE UPDATE ON organisation_modules FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE TRIGGER feature_flags_updated_at BEFORE UPDATE ON feature_flags FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE TRIGGER feature_flag_overrides_updated_at BEFORE UPDATE ON feature_flag_overrides FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE TRIGGER module_configurations_updated_at BEFORE UPDATE ON module_configurations FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE TRIGGER competitive_factor_templates_updated_at BEFORE UPDATE ON competitive_factor_templates FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE TRIGGER industry_templates_updated_at BEFORE UPDATE ON industry_templates FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE TRIGGER organization_template_applications_updated_at BEFORE UPDATE ON organization_template_applications FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE TRIGGER hierarchy_role_assignments_updated_at BEFORE UPDATE ON hierarchy_role_assignments FOR EACH ROW EXECUTE FUNCTION set_updated_at();

CREATE FUNCTION count_module_usage() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE public.organisation_modules m
       SET usage_count = m.usage_count + n.uses, last_used = greatest(m.last_used, n.latest)
      FROM (SELECT organisation_module_id, count(*) AS uses, max(used_at) AS latest
              FROM new_rows GROUP BY organisation_module_id) n
     WHERE m.id = n.organisation_module_id;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION count_module_usage() IS 'Trigger: keeps usage_count and last_used of organisation_modules.';
CREATE TRIGGER module_usage_logs_count AFTER INSERT ON module_usage_logs
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION count_module_usage();

CREATE FUNCTION refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION '% is append only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END
$$;
COMMENT ON FUNCTION refuse_change() IS 'Trigger: guards tables that are only added to.';
CREATE TRIGGER admin_actions_append_only BEFORE UPDATE OR DELETE ON admin_actions
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER admin_actions_no_truncate BEFORE TRUNCATE ON admin_actions
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION stamp_audit_log() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    NEW.tenant_id := coalesce(NEW.tenant_id, public.current_tenant_id());
    NEW.ip_address := coalesce(NEW.ip_address, inet_client_addr());
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION stamp_audit_log() IS 'Trigger: says whose entry it is when the application did not.';
CREATE TRIGGER audit_logs_stamp BEFORE INSERT ON audit_logs
    FOR EACH ROW WHEN (NEW.tenant_id IS NULL OR NEW.ip_address IS NULL) EXECUTE FUNCTION stamp_audit_log();

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
ALTER TABLE module_configurations ENABLE ROW LEVEL SECURITY;
ALTER TABLE module_usage_logs ENABLE ROW LEVEL SECURITY;
ALTER TABLE organization_template_applications ENABLE ROW LEVEL SECURITY;
ALTER TABLE hierarchy_role_assignments ENABLE ROW LEVEL SECURITY;
ALTER TABLE feature_flag_usage ENABLE ROW LEVEL SECURITY;
ALTER TABLE admin_actions ENABLE ROW LEVEL SECURITY;
ALTER TABLE admin_actions FORCE ROW LEVEL SECURITY;

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
CREATE POLICY tenant_isolation ON organisation_modules
    USING (EXISTS (SELECT FROM organisations o
                   WHERE o.id = organisation_id AND o.tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid));
CREATE POLICY tenant_isolation ON audit_logs FOR SELECT
    USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
CREATE POLICY tenant_appends ON audit_logs FOR INSERT
    WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
CREATE POLICY tenant_isolation ON module_configurations USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
CREATE POLICY tenant_isolation ON module_usage_logs USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
CREATE POLICY tenant_isolation ON organization_template_applications
    USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
CREATE POLICY tenant_isolation ON hierarchy_role_assignments USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
CREATE POLICY no_expired_assignment ON hierarchy_role_assignments AS RESTRICTIVE FOR UPDATE
    USING (valid_until IS NULL OR valid_until > now())
    WITH CHECK (true);
COMMENT ON POLICY no_expired_assignment ON hierarchy_role_assignments IS 'What has expired is history: a new assignment is made instead.';
CREATE POLICY tenant_isolation ON feature_flag_usage USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
CREATE POLICY tenant_reads ON admin_actions FOR SELECT
    USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
COMMENT ON POLICY tenant_reads ON admin_actions IS 'A tenant may see what we did to it.';
CREATE POLICY staff_appends ON admin_actions FOR INSERT
    WITH CHECK (staff_id = nullif(current_setting('app.staff_id', true), '')::uuid);
