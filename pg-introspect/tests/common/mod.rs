//! Servers and databases for these tests.
#![allow(dead_code)] // every test binary uses a part

use pg_introspect::postgres::Client;
use testkit::{TestDatabase, TestServer};

/// The servers that serve several connections at once.
pub(crate) fn servers() -> impl Iterator<Item = &'static TestServer> {
    testkit::servers().iter().filter(|server| server.many_connections())
}

/// Roles and tablespaces are of the whole server, and tests run side by side: they stay.
pub(crate) fn role_exists(client: &mut Client, role: &str, options: &str) {
    let sql = format!(
        "DO $$ BEGIN CREATE ROLE \"{role}\" {options}; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
    );
    client.batch_execute(&sql).unwrap();
}

/// Runs a file: what is between `-- 15+` and `-- end` only from 15 on.
pub(crate) fn load(database: &TestDatabase, file: &str) {
    let mut client = database.connect();
    for role in ["introspect_reader", "introspect_writer", "introspect_owner", "introspect Weird \"\"Role"] {
        role_exists(&mut client, role, "NOLOGIN");
    }
    let mut kept = true;
    let mut sql = String::new();
    for line in file.lines() {
        if let Some(since) = line.strip_prefix("-- ").and_then(|rest| rest.strip_suffix('+')) {
            kept = since.parse::<u16>().is_ok_and(|since| since <= database.major());
        } else if line == "-- end" {
            kept = true;
        } else if kept {
            sql.push_str(line);
            sql.push('\n');
        }
    }
    database.execute(&sql.replace("introspect_database", database.name()));
}
