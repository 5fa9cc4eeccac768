//! What a change of each field of each kind costs is what the rules claim: the planted drifts are made and mended by plans, on
//! every server at hand, and each action is watched.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test fails loudly

use schema_diff::{Options, plan};
use schema_model::Schema;
use testkit::drift::{Drift, base, drifts, has_contrib};
use testkit::proof::{load, read};
use testkit::{TestDatabase, TestServer, claims, servers};

/// Drifts that no plan can mend, with the major and the reason; one that is mended must be struck.
const NOT_MENDED: &[(&str, u16, &str)] = &[
    ("table:d.parted_1", 18, "the name of a not-null constraint that a partition takes over is not kept"),
    ("table:d.parted_rest", 18, "the name of a not-null constraint that a partition takes over is not kept"),
];

fn loaded(server: &TestServer) -> TestDatabase {
    load(server, "claims", &base(server.major(), has_contrib(server))).unwrap_or_else(|e| panic!("{e}"))
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
    for server in servers() {
        let contrib = has_contrib(server);
        let mut database = loaded(server);
        let before = read(&database).unwrap_or_else(|e| panic!("{e}"));
        for drift in drifts.iter().filter(|d| d.applies_to(server.major()) && (contrib || !d.contrib)) {
            if drift.tablespace {
                continue;
            }
            let result = drifted(&database, drift)
                .and_then(|after| Ok(walk(&database, &before, &after)? && walk(&database, &after, &before)?));
            let known = NOT_MENDED
                .iter()
                .find(|(object, major, _)| *object == drift.object && *major == server.major());
            let result = match (result, known) {
                (Err(_), Some(_)) if drift.field.as_deref() == Some("partition_of") => Ok(false),
                (Ok(true), Some((_, _, reason))) if drift.field.as_deref() == Some("partition_of") => {
                    Err(format!("it is mended, so strike it from the list (which says: {reason})"))
                }
                (result, _) => result,
            };
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
