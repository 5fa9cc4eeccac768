//! Prints the DDL of a large, ordinary database: `cargo run --example generate -- TABLES [SCHEMAS] | psql …`. Everything
//! else follows in the proportions of business databases.

use std::fmt::Write as _;
use std::io::{self, Write as _};

fn main() -> io::Result<()> {
    let number = |n: usize| std::env::args().nth(n).and_then(|n| n.parse::<usize>().ok());
    let tables = number(1).unwrap_or(1_000);
    let schemas = number(2).unwrap_or(20).clamp(1, tables.max(1));
    let mut out = io::BufWriter::new(io::stdout().lock());
    writeln!(out, "SET client_min_messages = warning; SET check_function_bodies = off;")?;
    for n in 0..schemas {
        writeln!(out, "CREATE SCHEMA area_{n};")?;
        writeln!(out, "CREATE TYPE area_{n}.status AS ENUM ('new', 'open', 'done', 'gone');")?;
        writeln!(out, "CREATE DOMAIN area_{n}.email AS text CHECK (VALUE ~ '@');")?;
        writeln!(
            out,
            "CREATE FUNCTION area_{n}.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.updated_at = now(); RETURN NEW; END';"
        )?;
    }
    for n in 0..tables {
        // In batches, so that the server's lock table is never full.
        if n % 50 == 0 {
            writeln!(out, "{}BEGIN;", if n == 0 { "" } else { "COMMIT;\n" })?;
        }
        out.write_all(table(n, schemas).as_bytes())?;
    }
    writeln!(out, "COMMIT;\nANALYZE;")?;
    out.flush()
}

fn table(n: usize, schemas: usize) -> String {
    let (area, name) = (format!("area_{}", n % schemas), format!("entity_{n}"));
    let full = format!("{area}.{name}");
    let mut sql = String::new();
    let mut add = |line: String| {
        let _ = writeln!(sql, "{line}");
    };
    if n % 20 == 7 {
        add(format!(
            "CREATE TABLE {full} (id bigint NOT NULL, at timestamptz NOT NULL DEFAULT now(), kind text, n integer DEFAULT 0, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);"
        ));
        for year in 2022..2025 {
            add(format!(
                "CREATE TABLE {full}_{year} PARTITION OF {full} FOR VALUES FROM ('{year}-01-01') TO ('{}-01-01');",
                year + 1
            ));
        }
        add(format!("CREATE INDEX ON {full} (kind);"));
        return sql;
    }
    let id = match n % 5 {
        0 => "id uuid DEFAULT gen_random_uuid() PRIMARY KEY",
        1 => "id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
        _ => "id bigserial PRIMARY KEY",
    };
    add(format!(
        "CREATE TABLE {full} ({id}, tenant_id bigint NOT NULL, name text NOT NULL DEFAULT '', code varchar(40), \
         email {area}.email, status {area}.status NOT NULL DEFAULT 'new', amount numeric(12,2) DEFAULT 0, \
         quantity integer DEFAULT 1 CHECK (quantity > 0), data jsonb DEFAULT '{{}}', tags text[], flag boolean DEFAULT false, \
         parent_id bigint, updated_at timestamptz NOT NULL DEFAULT now(), column_{n} text{});",
        if n % 10 == 3 { ", total numeric GENERATED ALWAYS AS (amount * quantity) STORED" } else { "" }
    ));
    if n % 5 == 2 {
        add(format!("ALTER TABLE {full} ADD CONSTRAINT {name}_code_key UNIQUE (tenant_id, code);"));
    }
    if n >= schemas && !matches!(n % 5, 0) {
        // A table of the same schema with a number for a key.
        let target = (n - schemas * (1 + n % 3).min(n / schemas)) / schemas * schemas + n % schemas;
        if !target.is_multiple_of(5) && target % 20 != 7 {
            add(format!(
                "ALTER TABLE {full} ADD FOREIGN KEY (parent_id) REFERENCES {area}.entity_{target} ON DELETE CASCADE;"
            ));
        }
    }
    add(format!("CREATE INDEX ON {full} (tenant_id, updated_at DESC);"));
    if n.is_multiple_of(3) {
        add(format!("CREATE INDEX ON {full} (lower(name));"));
    }
    if n.is_multiple_of(7) {
        add(format!("CREATE INDEX ON {full} (status) WHERE flag;"));
    }
    if n.is_multiple_of(15) {
        add(format!(
            "CREATE TRIGGER touch BEFORE UPDATE ON {full} FOR EACH ROW EXECUTE FUNCTION {area}.touch();"
        ));
    }
    if n.is_multiple_of(25) {
        add(format!("ALTER TABLE {full} ENABLE ROW LEVEL SECURITY;"));
        add(format!(
            "CREATE POLICY tenant ON {full} USING (tenant_id = current_setting('app.tenant')::bigint);"
        ));
    }
    if n % 10 == 1 {
        add(format!(
            "CREATE VIEW {area}.view_{n} AS SELECT e.id, e.name, e.status, e.amount * e.quantity AS total, count(*) OVER (PARTITION BY e.tenant_id) AS n FROM {full} e WHERE e.flag AND e.status <> 'gone';"
        ));
    }
    if n % 20 == 2 {
        add(format!(
            "CREATE FUNCTION {area}.function_{n}(p bigint, q text DEFAULT 'x') RETURNS SETOF {full} LANGUAGE sql STABLE AS $$ SELECT * FROM {full} WHERE tenant_id = p $$;"
        ));
    }
    if n.is_multiple_of(4) {
        add(format!("COMMENT ON TABLE {full} IS 'entity number {n}';"));
        add(format!("COMMENT ON COLUMN {full}.name IS 'what it is called';"));
    }
    if n.is_multiple_of(2) {
        add(format!("GRANT SELECT, INSERT ON {full} TO pg_monitor;"));
    }
    sql
}
