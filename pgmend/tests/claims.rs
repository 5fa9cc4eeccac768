//! What a change of each field of each kind costs is what the rules claim: the planted drifts are made and mended by plans, on
//! every server at hand, and each action is watched.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test fails loudly

use schema_diff::{Options, plan};
use schema_model::{ObjectId, Schema};
use testkit::drift::{Drift, base, drifts, has_contrib};
use testkit::proof::{load, read};
use testkit::{TestDatabase, TestServer, claims, servers};

fn loaded(server: &TestServer) -> TestDatabase {
    load(server, "claims", &base(server, has_contrib(server))).unwrap_or_else(|e| panic!("{e}"))
}

/// The schema with the drift, which is not left there.
fn drifted(database: &TestDatabase, drift: &Drift) -> Result<Schema, String> {
    let mut client = database.connect();
    let mut transaction = client
        .build_transaction()
        .isolation_level(postgres::IsolationLevel::RepeatableRead)
        .start()
        .map_err(|e| e.to_string())?;
    transaction.batch_execute(&drift.sql).map_err(|e| {
        format!("can't be planted: {}", e.as_db_error().map_or(e.to_string(), |db| db.to_string()))
    })?;
    pg_introspect::introspect(&mut transaction, &pg_introspect::Options::default())
        .map(|introspected| introspected.schema)
        .map_err(|e| e.to_string())
}

/// Goes from one schema to the other, if there is a plan.
fn walk(database: &TestDatabase, from: &Schema, to: &Schema) -> Result<bool, String> {
    let planned = plan(from, to, &Options::default()).map_err(|e| e.to_string())?;
    if !planned.refused.is_empty() || planned.actions.is_empty() {
        return Ok(false);
    }
    claims::check(database, &planned, from, to).map(|()| true)
}

#[test]
fn every_drift_costs_what_is_claimed() {
    let drifts = drifts();
    let mut failures = Vec::new();
    // The embedded server starts anew for every database.
    for server in servers().iter().filter(|server| server.many_connections()) {
        let contrib = has_contrib(server);
        let mut database = loaded(server);
        let before = read(&database).unwrap_or_else(|e| panic!("{e}"));
        for drift in drifts.iter().filter(|d| d.applies_to(server) && (contrib || !d.contrib)) {
            // A label can only be set where a module has registered its provider.
            if drift.tablespace || drift.kind == "security_label" {
                continue;
            }
            // What the databases of a cluster share is no relation, and others use it.
            if drift.object.parse::<ObjectId>().is_ok_and(|id| id.is_of_cluster()) {
                continue;
            }
            let after = drifted(&database, drift).or_else(|_| {
                // Some drifts name what PostgreSQL finds first, and it finds the older first: mended is not untouched.
                database = loaded(server);
                drifted(&database, drift)
            });
            let result = after
                .and_then(|after| Ok(walk(&database, &before, &after)? && walk(&database, &after, &before)?));
            let part = drift.field.as_deref().or(drift.change.as_deref()).unwrap_or_default();
            if let Err(failure) = &result {
                failures.push(format!("{} {} {part}: {failure}", server.major(), drift.object));
            }
            // What went only half of the way is not where the next one begins.
            if result != Ok(true) {
                database = loaded(server);
            }
        }
    }
    print!("{}", claims::summary());
    assert!(failures.is_empty(), "{} drifts:\n{}", failures.len(), failures.join("\n"));
}
