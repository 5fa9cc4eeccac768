//! What a selector leaves out is left alone, and is not forgotten: partitions that something else makes get what their table
//! gets.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test fails loudly

use schema_diff::{Options, Strategy, plan};
use schema_model::{Schema, Selector};
use testkit::proof::{apply, differences, load, read};
use testkit::{TestDatabase, servers};

const DAYS: &str = "CREATE TABLE log_p20240101 PARTITION OF log FOR VALUES FROM ('2024-01-01') TO ('2024-01-02'); \
     CREATE TABLE log_p20240102 PARTITION OF log FOR VALUES FROM ('2024-01-02') TO ('2024-01-03'); \
     INSERT INTO log (at, host, line) SELECT '2024-01-01 12:00'::timestamp + g * interval '1 minute', 'h', g::text \
     FROM generate_series(1, 1000) g;";

const ACTUAL: &str = "CREATE TABLE log (at timestamp NOT NULL, host text NOT NULL, line text) PARTITION BY RANGE (at); \
     CREATE TABLE log_rest PARTITION OF log FOR VALUES FROM ('2030-01-01') TO (MAXVALUE);";

const EXPECTED: &str = "CREATE TABLE log (at timestamp NOT NULL, host text NOT NULL, line text NOT NULL, seen boolean NOT NULL DEFAULT false, \
     PRIMARY KEY (at, host, line), CHECK (line <> '')) PARTITION BY RANGE (at); \
     CREATE TABLE log_rest PARTITION OF log FOR VALUES FROM ('2030-01-01') TO (MAXVALUE); \
     CREATE INDEX log_host ON log (host);";

fn selected(database: &TestDatabase, selector: &Selector) -> Schema {
    let mut schema = read(database).unwrap();
    selector.apply(&mut schema);
    schema
}

fn text(database: &TestDatabase, sql: &str) -> String {
    database.connect().query_one(sql, &[]).unwrap_or_else(|e| panic!("{e}")).get(0)
}

#[test]
fn partitions_that_no_model_shows_get_the_indexes_of_their_table() {
    let selector: Selector = include_str!("../presets/pg_partman.selector").parse().unwrap();
    for server in servers() {
        for strategy in [Strategy::PLAIN, Strategy::ONLINE] {
            let database = load(server, "days", &format!("{ACTUAL} {DAYS}")).unwrap();
            let wanted = load(server, "wanted", EXPECTED).unwrap();
            let (from, to) = (selected(&database, &selector), selected(&wanted, &selector));
            assert_eq!(from.all::<schema_model::Table>().count(), 2);
            let there = plan(&from, &to, &Options::default().with_strategy(strategy)).unwrap();
            apply(&database, &there, &from, &to).unwrap_or_else(|e| panic!("{e}"));
            let now = selected(&database, &selector);
            assert_eq!(differences(&now, &to), "", "on {}", server.major());
            let whole = "SELECT count(*) FILTER (WHERE i.indisvalid) || ' of ' || count(*) FROM pg_catalog.pg_index i \
                 JOIN pg_catalog.pg_class c ON c.oid = i.indrelid WHERE c.relname LIKE 'log%'";
            assert_eq!(text(&database, whole), "8 of 8", "on {}", server.major());
            assert_eq!(text(&database, "SELECT count(*)::text FROM log WHERE NOT seen"), "1000");
            // And back: what goes from the table goes from all partitions.
            let back = plan(&now, &from, &Options::default().with_strategy(strategy)).unwrap();
            apply(&database, &back, &now, &from).unwrap_or_else(|e| panic!("{e}"));
            assert_eq!(differences(&selected(&database, &selector), &from), "", "on {}", server.major());
            assert_eq!(text(&database, whole), "0 of 0", "on {}", server.major());
        }
    }
}
