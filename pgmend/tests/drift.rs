//! Every planted drift is found, and an untouched copy shows none.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test fails loudly

use std::collections::BTreeSet;

use schema_diff::compare;
use schema_model::{ObjectId, ObjectKind, Schema};
use testkit::drift::{Drift, base, drifts, has_contrib};
use testkit::proof::{differences, load};
use testkit::{TestServer, servers};

fn read_in(transaction: &mut postgres::Transaction<'_>) -> Schema {
    pg_introspect::introspect(transaction, &pg_introspect::Options::default().with_cluster())
        .unwrap_or_else(|e| panic!("{e}"))
        .schema
}

/// Whether the drift shows where it was planted.
fn found(drift: &Drift, before: &Schema, after: &Schema) -> Result<(), String> {
    let id: ObjectId = drift.object.parse().map_err(|e| format!("{e}"))?;
    let delta = compare(before, after);
    let shows = match (drift.change.as_deref(), &drift.field) {
        (Some("add"), _) => delta.added.contains(&id),
        (Some("remove"), _) => delta.removed.contains(&id),
        (_, Some(field)) => delta.changed.iter().any(|c| c.id == id && c.fields.contains(&field.as_str())),
        _ => return Err("it says neither what changes nor whether something comes or goes".into()),
    };
    if shows { Ok(()) } else { Err(format!("not found; what was:\n{}", differences(before, after))) }
}

fn plant(client: &mut postgres::Client, drift: &Drift, before: &Schema) -> Result<(), String> {
    let mut transaction = client
        .build_transaction()
        .isolation_level(postgres::IsolationLevel::RepeatableRead)
        .start()
        .map_err(|e| e.to_string())?;
    let run = |transaction: &mut postgres::Transaction<'_>, sql: &str| {
        transaction.batch_execute(sql).map_err(|e| {
            format!("can't be planted: {}", e.as_db_error().map_or(e.to_string(), |db| db.to_string()))
        })
    };
    let own = match &drift.before {
        Some(sql) => {
            run(&mut transaction, sql)?;
            Some(read_in(&mut transaction))
        }
        None => None,
    };
    run(&mut transaction, &drift.sql)?;
    let after = read_in(&mut transaction);
    transaction.rollback().map_err(|e| e.to_string())?;
    found(drift, own.as_ref().unwrap_or(before), &after)
}

/// A tablespace inside the data directory, which any server of our own can have; it stays with the throwaway server.
fn make_tablespace(client: &mut postgres::Client) -> bool {
    let exists = |client: &mut postgres::Client| {
        let rows = client.query("SELECT 1 FROM pg_catalog.pg_tablespace WHERE spcname = 'pgmend_space'", &[]);
        rows.is_ok_and(|rows| !rows.is_empty())
    };
    if exists(client) {
        return true;
    }
    let made = client
        .batch_execute("SET allow_in_place_tablespaces = true")
        .and_then(|()| client.batch_execute("CREATE TABLESPACE pgmend_space LOCATION ''"));
    if let Err(error) = &made {
        println!("no tablespace to plant drifts with: {error}");
    }
    // Another test may have been faster.
    made.is_ok() || exists(client)
}

fn on(server: &TestServer, drifts: &[Drift]) -> (usize, Vec<String>) {
    let contrib = has_contrib(server);
    let sql = base(server, contrib);
    let database = load(server, "drift", &sql).unwrap_or_else(|e| panic!("{e}"));
    let mut client = database.connect();
    let tablespace = make_tablespace(&mut client);
    let options = pg_introspect::Options::default().with_cluster();
    let before = pg_introspect::read(&mut client, &options).unwrap_or_else(|e| panic!("{e}")).schema;
    let (mut planted, mut failures) = (0, Vec::new());
    let applicable = drifts.iter().filter(|d| d.applies_to(server) && (contrib || !d.contrib));
    for drift in applicable.filter(|d| tablespace || !d.tablespace) {
        planted += 1;
        if let Err(failure) = plant(&mut client, drift, &before) {
            let part = drift.field.as_deref().or(drift.change.as_deref()).unwrap_or_default();
            failures.push(format!("{} {} {part}: {failure}", server.major(), drift.object));
            // A failed statement leaves the transaction; a lost connection would leave everything.
            if client.is_closed() {
                client = database.connect();
            }
        }
    }
    (planted, failures)
}

#[test]
fn every_planted_drift_is_found() {
    let drifts = drifts();
    let mut all = Vec::new();
    for server in servers() {
        let (planted, failures) = on(server, &drifts);
        println!("PostgreSQL {}: {planted} drifts planted, {} not found", server.major(), failures.len());
        assert!(planted > 100, "few drifts apply to {}: {planted}", server.major());
        all.extend(failures);
    }
    assert!(all.is_empty(), "{} drifts:\n{}", all.len(), all.join("\n"));
}

#[test]
fn an_untouched_copy_shows_none() {
    for server in servers() {
        let sql = base(server, has_contrib(server));
        let read = || {
            let database = load(server, "copy", &sql).unwrap_or_else(|e| panic!("{e}"));
            testkit::proof::read(&database).unwrap_or_else(|e| panic!("{e}"))
        };
        let (one, two) = (read(), read());
        assert_eq!(differences(&one, &two), "", "on PostgreSQL {}", server.major());
        assert!(one.len() > 200, "the base is rich: {}", one.len());
    }
}

#[test]
fn every_field_of_every_kind_has_a_drift() {
    let planted: BTreeSet<(String, String)> =
        drifts().into_iter().filter_map(|drift| Some((drift.kind, drift.field.or(drift.change)?))).collect();
    let mut missing = Vec::new();
    for kind in ObjectKind::ALL {
        // An owner comes and goes with its object, and there always is a database. No transaction takes a tablespace back:
        // `cluster.rs` sees them come and go.
        let lasts = matches!(kind, ObjectKind::Owner | ObjectKind::Database | ObjectKind::Tablespace);
        let whole: &[&str] = if lasts { &[] } else { &["add", "remove"] };
        let parts = kind.fields().into_iter().chain(whole.iter().copied());
        for part in parts {
            // PostgreSQL can't move a tablespace.
            if (*kind, part) == (ObjectKind::Tablespace, "location") {
                continue;
            }
            if !planted.contains(&(kind.word().to_owned(), part.to_owned())) {
                missing.push(format!("{} {part}", kind.word()));
            }
        }
    }
    assert!(missing.is_empty(), "no drift is planted for: {}", missing.join(", "));
}
