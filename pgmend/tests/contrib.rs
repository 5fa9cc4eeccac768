//! All extensions that a server carries, installed at once: what is theirs is no difference, and nothing of it is asked for.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test fails loudly

use schema_diff::{Options, plan};
use schema_model::{DiagnosticKind, ObjectKind};
use testkit::proof::{apply, differences, load, read};
use testkit::{TestDatabase, TestServer, servers};

/// Installs what can be: some need a library that is not there, or a setting of the server. In the order of their names.
fn install(database: &TestDatabase) -> Vec<String> {
    let mut client = database.connect();
    let rows = client
        .query(
            "SELECT name::text FROM pg_catalog.pg_available_extensions WHERE installed_version IS NULL \
             ORDER BY name COLLATE \"C\"",
            &[],
        )
        .unwrap_or_else(|e| panic!("{e}"));
    rows.iter()
        .map(|row| row.get::<_, String>(0))
        .filter(|name| {
            let made = client.batch_execute(&format!("CREATE EXTENSION IF NOT EXISTS \"{name}\" CASCADE"));
            if let Err(error) = &made {
                println!(
                    "{name}: {}",
                    error.as_db_error().map_or(error.to_string(), |db| db.message().into())
                );
            }
            made.is_ok()
        })
        .collect()
}

fn on(server: &TestServer) {
    let everything = load(server, "contrib", "").unwrap();
    let installed = install(&everything);
    let again = load(server, "again", "").unwrap();
    assert_eq!(install(&again), installed);
    let read_whole = pg_introspect::read(&mut everything.connect(), &pg_introspect::Options::default())
        .unwrap_or_else(|e| panic!("{e}"));
    // That extensions have members is said of each; everything else would be something that nobody takes for theirs.
    let mut others = read_whole.diagnostics;
    others.retain(|diagnostic| diagnostic.kind != DiagnosticKind::ExtensionMember);
    assert_eq!(others, [], "on {}", server.major());
    let to = read_whole.schema;
    assert_eq!(differences(&to, &read(&again).unwrap()), "", "on {}", server.major());
    assert_eq!(to.of_kind(ObjectKind::Extension).count(), installed.len());
    // From nothing there is nothing to do but to install them.
    let empty = load(server, "empty", "").unwrap();
    let from = read(&empty).unwrap();
    let there = plan(&from, &to, &Options::default()).unwrap();
    let made: Vec<String> = there.actions.iter().map(|action| action.id.to_string()).collect();
    let others = made.iter().filter(|id| !id.contains("extension:") && !id.starts_with("schema:")).count();
    assert_eq!(others, 0, "on {}: {made:#?}", server.major());
    apply(&empty, &there, &from, &to).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(differences(&read(&empty).unwrap(), &to), "", "on {}", server.major());
    println!(
        "PostgreSQL {}: {} extensions at once, {} objects in the model",
        server.major(),
        installed.len(),
        to.len()
    );
}

#[test]
fn all_extensions_at_once_are_no_difference() {
    for server in servers() {
        on(server);
    }
}
