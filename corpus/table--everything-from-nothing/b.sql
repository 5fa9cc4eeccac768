CREATE SCHEMA app;
GRANT USAGE ON SCHEMA app TO PUBLIC;
CREATE TYPE app.kind AS ENUM ('small', 'large');
CREATE DOMAIN app.email AS text CONSTRAINT email_at CHECK (VALUE ~ '@');
CREATE TYPE app.money AS (amount numeric(14,2), currency char(3));
CREATE SEQUENCE app.document_no START 1000;
CREATE FUNCTION app.normal(t text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$ SELECT lower(btrim(t)) $$;
CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.changed_at := now(); RETURN NEW; END $$;
CREATE TABLE app.customer (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email app.email NOT NULL,
    name text NOT NULL DEFAULT '',
    key text GENERATED ALWAYS AS (app.normal(name)) STORED,
    kind app.kind NOT NULL DEFAULT 'small',
    parent_id bigint REFERENCES app.customer ON DELETE SET NULL,
    credit app.money,
    changed_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT name_normal CHECK (app.normal(name) IS NOT NULL)
);
CREATE UNIQUE INDEX customer_email ON app.customer (app.normal(email));
CREATE TABLE app.document (
    no bigint NOT NULL DEFAULT nextval('app.document_no'),
    customer_id bigint NOT NULL REFERENCES app.customer,
    issued date NOT NULL,
    total app.money,
    CONSTRAINT document_pkey PRIMARY KEY (no, issued)
) PARTITION BY RANGE (issued);
CREATE TABLE app.document_2024 PARTITION OF app.document FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE app.document_rest PARTITION OF app.document DEFAULT;
CREATE INDEX document_customer ON app.document (customer_id);
CREATE TABLE app.line (document_no bigint, document_issued date, pos integer, body text,
    PRIMARY KEY (document_no, document_issued, pos),
    FOREIGN KEY (document_no, document_issued) REFERENCES app.document (no, issued) ON DELETE CASCADE);
CREATE VIEW app.open_customer WITH (security_barrier = true) AS
    SELECT c.id, c.name, app.normal(c.email) AS email, count(d.no) AS documents
    FROM app.customer c LEFT JOIN app.document d ON d.customer_id = c.id GROUP BY c.id;
CREATE MATERIALIZED VIEW app.customer_year AS
    SELECT customer_id, date_part('year', issued::timestamp) AS year, count(*) AS n FROM app.document GROUP BY 1, 2;
CREATE UNIQUE INDEX customer_year_key ON app.customer_year (customer_id, year);
CREATE FUNCTION app.customers(k app.kind DEFAULT 'large') RETURNS SETOF app.open_customer LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT o.* FROM app.open_customer o JOIN app.customer c USING (id) WHERE c.kind = k;
END;
CREATE PROCEDURE app.refresh() LANGUAGE plpgsql AS $$ BEGIN REFRESH MATERIALIZED VIEW app.customer_year; END $$;
CREATE TRIGGER touch BEFORE UPDATE ON app.customer FOR EACH ROW EXECUTE FUNCTION app.touch();
ALTER TABLE app.customer ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON app.customer FOR SELECT TO pgmend_reader USING (app.normal(email) = current_setting('app.email', true));
GRANT SELECT ON app.customer, app.open_customer TO pgmend_reader;
GRANT UPDATE (name) ON app.customer TO pgmend_writer;
REVOKE EXECUTE ON PROCEDURE app.refresh() FROM PUBLIC;
COMMENT ON TABLE app.customer IS 'who buys';
COMMENT ON COLUMN app.document.no IS 'without gaps, if all goes well';
ALTER TABLE app.line OWNER TO pgmend_owner;
