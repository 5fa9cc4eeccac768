-- Rows for the production database of the demonstration: made by rule, the same on every run, a few thousand of them.
-- Keys are hashes of names, so that one statement can point at the rows of another without looking them up.

INSERT INTO tenants (id, slug, name, plan, settings, created_at, updated_at)
SELECT md5('tenant ' || n)::uuid, slug, name, plan::plan_tier, settings::jsonb, '2022-01-10'::timestamptz + n * interval '23 days', '2024-01-02'
FROM (VALUES
    (1, 'northwind-foods', 'Northwind Foods', 'enterprise', '{"currency": "GBP"}'),
    (2, 'brightwell-group', 'Brightwell Group', 'enterprise', '{"currency": "GBP", "sso": true}'),
    (3, 'castle-joinery', 'Castle Joinery', 'team', '{}'),
    (4, 'delta-logistics', 'Delta Logistics', 'business', '{"currency": "EUR"}'),
    (5, 'evergreen-energy', 'Evergreen Energy', 'business', '{}'),
    (6, 'fairfax-retail', 'Fairfax Retail', 'enterprise', '{"fiscal_year_start": 4}'),
    (7, 'granite-builders', 'Granite Builders', 'team', '{}'),
    (8, 'harbour-hotels', 'Harbour Hotels', 'business', '{}'),
    (9, 'inkwell-press', 'Inkwell Press', 'trial', '{}'),
    (10, 'juniper-care', 'Juniper Care', 'team', '{}')
) AS t (n, slug, name, plan, settings);

INSERT INTO sic_codes (code, section) VALUES
    ('01110', 'A'), ('01130', 'A'), ('10110', 'C'), ('10710', 'C'), ('10850', 'C'), ('16230', 'C'), ('18129', 'C'),
    ('25620', 'C'), ('28990', 'C'), ('35110', 'D'), ('35140', 'D'), ('38110', 'E'), ('41100', 'F'), ('41202', 'F'),
    ('43320', 'F'), ('45111', 'G'), ('46390', 'G'), ('47110', 'G'), ('47190', 'G'), ('47710', 'G'), ('47910', 'G'),
    ('49410', 'H'), ('52103', 'H'), ('53202', 'H'), ('55100', 'I'), ('56101', 'I'), ('58110', 'J'), ('58290', 'J'),
    ('61900', 'J'), ('62012', 'J'), ('62020', 'J'), ('63110', 'J'), ('64191', 'K'), ('65120', 'K'), ('66220', 'K'),
    ('68209', 'L'), ('69201', 'M'), ('70229', 'M'), ('71121', 'M'), ('73110', 'M'), ('82990', 'N'), ('85590', 'P'),
    ('86210', 'Q'), ('87300', 'Q'), ('93130', 'R');

-- Six organisations for each tenant: the first is the holding of the others.
INSERT INTO organisations (id, tenant_id, parent_id, name, sic_code, employees, created_at, updated_at)
SELECT md5('organisation ' || t || '/' || o)::uuid,
       md5('tenant ' || t)::uuid,
       CASE WHEN o > 1 THEN md5('organisation ' || t || '/1')::uuid END,
       (SELECT name FROM tenants WHERE id = md5('tenant ' || t)::uuid) || ' ' || (ARRAY['Holding', 'UK', 'Services', 'Europe', 'Digital', 'Property'])[o],
       (SELECT code FROM sic_codes ORDER BY code OFFSET (t * 7 + o * 5) % 45 LIMIT 1),
       10 + (t * 131 + o * 37) % 900,
       '2022-02-01'::timestamptz + (t * 10 + o) * interval '1 day',
       '2024-01-02'
FROM generate_series(1, 10) t, generate_series(1, 6) o;

INSERT INTO users (id, tenant_id, organisation_id, email, display_name, status, is_staff, last_login_at, created_at, updated_at)
SELECT md5('user ' || t || '/' || u)::uuid,
       md5('tenant ' || t)::uuid,
       md5('organisation ' || t || '/' || 1 + u % 6)::uuid,
       lower(first_name) || '.' || lower(last_name) || u || '@' || (SELECT slug FROM tenants WHERE id = md5('tenant ' || t)::uuid) || '.example',
       first_name || ' ' || last_name,
       (ARRAY['active', 'active', 'active', 'invited', 'active', 'suspended', 'active', 'left'])[1 + u % 8]::user_status,
       u = 1 AND t = 1,
       CASE WHEN u % 8 NOT IN (3, 7) THEN '2024-03-01'::timestamptz + (u * 37 + t) % 90 * interval '1 day' END,
       '2022-03-01'::timestamptz + (t * 60 + u) * interval '5 hours',
       '2024-01-02'
FROM generate_series(1, 10) t, generate_series(1, 50) u,
     LATERAL (SELECT (ARRAY['Ada', 'Alan', 'Barbara', 'Edsger', 'Frances', 'Grace', 'Hedy', 'John', 'Katherine', 'Tim'])[1 + (u + t) % 10],
                     (ARRAY['Archer', 'Baker', 'Carter', 'Dyer', 'Fletcher', 'Mason', 'Sawyer'])[1 + u * t % 7]) AS n (first_name, last_name);

INSERT INTO invitations (id, tenant_id, email, invited_by, token_hash, expires_at, accepted_at, created_at)
SELECT md5('invitation ' || t || '/' || i)::uuid, md5('tenant ' || t)::uuid, 'new' || i || '@guest.example',
       md5('user ' || t || '/' || i)::uuid, sha256(('token ' || t || '/' || i)::bytea), '2024-06-01'::timestamptz + i * interval '1 day',
       CASE WHEN i % 2 = 0 THEN '2024-05-20'::timestamptz END, '2024-05-10'
FROM generate_series(1, 10) t, generate_series(1, 4) i;

INSERT INTO api_keys (id, tenant_id, user_id, name, key_hash, scopes, revoked_at, created_at)
SELECT md5('key ' || t || '/' || k)::uuid, md5('tenant ' || t)::uuid, md5('user ' || t || '/' || k * 9)::uuid,
       (ARRAY['nightly import', 'warehouse', 'old laptop'])[k], sha256(('key ' || t || '/' || k)::bytea),
       CASE WHEN k = 2 THEN '{read,write}'::text[] ELSE '{read}'::text[] END,
       CASE WHEN k = 3 THEN '2024-02-02'::timestamptz END, '2023-09-09'
FROM generate_series(1, 10) t, generate_series(1, 3) k;

INSERT INTO roles (name, permissions) VALUES
    ('administrator', '{read,write,share,manage}'),
    ('analyst', '{read,write,share}'),
    ('contributor', '{read,write}'),
    ('reader', '{read}');

INSERT INTO hierarchy_nodes (id, tenant_id, organisation_id, parent_id, name, depth)
SELECT md5('node ' || t || '/' || o || '/' || n)::uuid, md5('tenant ' || t)::uuid, md5('organisation ' || t || '/' || o)::uuid,
       CASE WHEN n > 1 THEN md5('node ' || t || '/' || o || '/1')::uuid END,
       (ARRAY['Board', 'Finance', 'Sales', 'Operations'])[n], CASE WHEN n > 1 THEN 1 ELSE 0 END
FROM generate_series(1, 10) t, generate_series(1, 6) o, generate_series(1, 4) n;

INSERT INTO analytics_modules (id, slug, name, category, version, is_active)
SELECT md5('module ' || slug)::uuid, slug, name, category::module_category, version, slug <> 'fax-archive'
FROM (VALUES
    ('cash-flow', 'Cash Flow', 'finance', '2.4.0'),
    ('margin-bridge', 'Margin Bridge', 'finance', '1.9.3'),
    ('budget-vs-actual', 'Budget vs Actual', 'finance', '3.0.1'),
    ('pipeline', 'Sales Pipeline', 'sales', '2.0.0'),
    ('churn', 'Churn Forecast', 'sales', '1.2.0'),
    ('basket', 'Basket Analysis', 'sales', '1.0.4'),
    ('stock-turn', 'Stock Turn', 'operations', '2.2.2'),
    ('route-cost', 'Route Cost', 'operations', '1.1.0'),
    ('energy', 'Energy Use', 'operations', '0.9.0'),
    ('headcount', 'Headcount', 'people', '1.5.0'),
    ('competitors', 'Competitor Watch', 'market', '1.3.0'),
    ('fax-archive', 'Fax Archive', 'operations', '0.1.0')
) AS m (slug, name, category, version);

-- The licence key names organisation and module: that is what the linking job will read.
INSERT INTO organisation_modules (id, licence_key, seats)
SELECT md5('licence ' || t || '/' || o || '/' || m.slug)::uuid,
       (SELECT slug FROM tenants WHERE id = md5('tenant ' || t)::uuid) || '/' || o || '/' || m.slug,
       5 + (t * o) % 40
FROM generate_series(1, 10) t, generate_series(1, 6) o,
     (SELECT slug, row_number() OVER (ORDER BY slug) AS n FROM analytics_modules WHERE is_active) m
WHERE (t + o + m.n) % 3 = 0;

INSERT INTO feature_flags (key, description, default_on) VALUES
    ('new-navigation', 'Navigation at the side', true),
    ('dark-mode', 'Dark colours', true),
    ('csv-export-v2', 'Streaming export', false),
    ('ai-summaries', 'Summaries in words over each chart', false),
    ('competitor-map', 'Map of competitors', false),
    ('bulk-invite', 'Invite users from a file', true),
    ('sso-enforced', 'No passwords', false),
    ('quarter-partitions', 'Metric values by quarter', true),
    ('legacy-pdf', 'The old PDF renderer', false),
    ('beta-scheduler', 'Scheduled reports', false);

INSERT INTO feature_flag_overrides (flag_id, tenant_id, is_on)
SELECT f.id, md5('tenant ' || t)::uuid, NOT f.default_on
FROM feature_flags f, generate_series(1, 10) t
WHERE (f.id * 3 + t) % 4 = 0;

INSERT INTO data_sources (id, tenant_id, organisation_id, kind, name, settings, created_at, updated_at)
SELECT md5('source ' || t || '/' || o)::uuid, md5('tenant ' || t)::uuid, md5('organisation ' || t || '/' || o)::uuid,
       (ARRAY['csv', 'postgres', 'rest', 'sftp'])[1 + (t + o) % 4]::data_source_kind, 'Ledger', '{"every": "night"}', '2023-01-01', '2024-01-02'
FROM generate_series(1, 10) t, generate_series(1, 6) o;

INSERT INTO metrics (slug, unit, category) VALUES
    ('revenue', 'GBP', 'finance'), ('gross-margin', '%', 'finance'), ('orders', '', 'sales'),
    ('stock-days', 'days', 'operations'), ('headcount', '', 'people'), ('market-share', '%', 'market');

INSERT INTO metric_values (tenant_id, organisation_id, metric_id, day, value)
SELECT md5('tenant ' || t)::uuid, md5('organisation ' || t || '/' || o)::uuid, m.id, day::date,
       round((100 * m.id + 17 * t + 5 * o + extract(doy FROM day) * (1 + m.id % 3))::numeric, 2)
FROM generate_series(1, 10) t, generate_series(1, 6) o, metrics m,
     generate_series('2024-01-07'::timestamp, '2024-10-31', '28 days') AS d (day);

INSERT INTO dashboards (id, tenant_id, organisation_id, owner_id, title, is_shared, created_at, updated_at)
SELECT md5('dashboard ' || t || '/' || o || '/' || d)::uuid, md5('tenant ' || t)::uuid, md5('organisation ' || t || '/' || o)::uuid,
       md5('user ' || t || '/' || 1 + (o * 7 + d) % 50)::uuid,
       (ARRAY['Monday morning', 'Board pack', 'Sales this quarter'])[d], d <> 1, '2023-05-05', '2024-01-02'
FROM generate_series(1, 10) t, generate_series(1, 6) o, generate_series(1, 3) d;

INSERT INTO dashboard_widgets (dashboard_id, position, module_id, metric_id, settings)
SELECT d.id, p, m.id, CASE WHEN p < 4 THEN p END, jsonb_build_object('width', 1 + p % 3)
FROM dashboards d, generate_series(1, 4) p,
     LATERAL (SELECT id FROM analytics_modules WHERE is_active ORDER BY slug OFFSET p LIMIT 1) m;

INSERT INTO audit_logs (event, payload, logged_at)
SELECT (ARRAY['user.login', 'user.login', 'dashboard.view', 'dashboard.update', 'export.csv', 'user.invite', 'licence.assign'])[1 + n % 7],
       CASE WHEN n % 11 <> 0 THEN jsonb_build_object('user', md5('user ' || 1 + n % 10 || '/' || 1 + n % 50)::uuid, 'ip', '10.1.' || n % 200 || '.' || n % 250) END,
       '2024-01-01'::timestamptz + n * interval '41 minutes'
FROM generate_series(1, 3000) n;

REFRESH MATERIALIZED VIEW metric_months;
