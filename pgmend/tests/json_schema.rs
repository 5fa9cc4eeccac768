//! The committed JSON Schemas are those of today, and what the program prints keeps to them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test fails loudly

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

fn committed(name: &str, today: &Value) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema").join(name);
    let today = serde_json::to_string_pretty(today).unwrap() + "\n";
    if std::env::var_os("PGMEND_BLESS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &today).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == today, "run the tests once with PGMEND_BLESS=1 and look at the change of {path:?}");
    serde_json::from_str(&committed).unwrap()
}

fn report_schema() -> Value {
    committed("report.v1.schema.json", &pgmend::json_schema::report())
}

fn verification_schema() -> Value {
    committed("verification.v1.schema.json", &pgmend::json_schema::verification())
}

fn plan_schema() -> Value {
    committed("plan.v1.schema.json", &pgmend::json_schema::plan())
}

fn journal_schema() -> Value {
    committed("journal.v1.schema.json", &pgmend::json_schema::journal())
}

fn certificate_schema() -> Value {
    committed("certificate.v1.schema.json", &pgmend::json_schema::certificate())
}

#[track_caller]
fn keeps_to(schema: &Value, document: &Value) {
    let validator = jsonschema::validator_for(schema).expect("a schema");
    let errors: Vec<String> =
        validator.iter_errors(document).map(|e| format!("{}: {e}", e.instance_path)).collect();
    assert!(errors.is_empty(), "{}\n{document:#}", errors.join("\n"));
}

fn run(arguments: &[&str]) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_pgmend"))
        .args(arguments)
        .env_remove("DATABASE_URL")
        .output()
        .expect("the program runs");
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|e| panic!("{arguments:?}: {e}\n{}", String::from_utf8_lossy(&output.stderr)))
}

fn fixture(name: &str) -> String {
    let path: PathBuf =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../schema-model/testdata/wire/v1").join(name);
    path.to_str().expect("UTF-8").to_owned()
}

#[test]
fn a_diff_keeps_to_its_schema() {
    let schema = report_schema();
    let (one, other) = (fixture("analytics.json"), fixture("odd-names.json"));
    // Missing, different and extra objects; and nothing at all.
    for (from, to) in [(&one, &other), (&other, &one), (&one, &one)] {
        let report = run(&["diff", from, to, "--format", "json"]);
        assert_eq!(report["in_sync"], from == to);
        keeps_to(&schema, &report);
    }
    let wrong: Value = serde_json::json!({"format": 2, "in_sync": true});
    assert!(!jsonschema::is_valid(&schema, &wrong), "a schema that takes everything says nothing");
}

#[test]
fn check_verify_and_plan_keep_to_theirs() {
    let (report, verification, plan) = (report_schema(), verification_schema(), plan_schema());
    let database = testkit::server().database("schemas");
    database.execute(
        "CREATE TYPE mood AS ENUM ('a'); CREATE TABLE t (i integer, m mood, name varchar(5)); CREATE TABLE gone ();",
    );
    let url = database.url();
    let model = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("schemas-{}.json", std::process::id()));
    let expected = model.to_str().expect("UTF-8");
    std::fs::write(&model, run(&["inspect", &url, "--format", "json"]).to_string()).expect("a file");
    database
        .execute("DROP TABLE gone; CREATE TABLE more (); ALTER TABLE t DROP i, ALTER name TYPE varchar(9);");
    let found = run(&["check", "--expected", expected, "--database", &url, "--format", "json"]);
    assert_eq!(found["in_sync"], false);
    keeps_to(&report, &found);
    let found = run(&["verify", "--expected", expected, "--database", &url, "--format", "json"]);
    assert_eq!(found["verified"], false);
    keeps_to(&verification, &found);
    for mode in ["repair", "sync"] {
        let found =
            run(&["plan", "--expected", expected, "--database", &url, "--mode", mode, "--format", "json"]);
        assert_eq!(found["mode"], mode);
        keeps_to(&plan, &found);
    }
    std::fs::remove_file(&model).expect("the file goes");
}

#[test]
fn a_certificate_keeps_to_its_schema() {
    let schema = certificate_schema();
    let server = testkit::server();
    let (there, made) = (server.database("certificate"), server.database("certificate_goal"));
    there.execute("CREATE TABLE t (i integer)");
    made.execute("CREATE TABLE t (i integer, j integer)");
    let model = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("proof-{}.json", std::process::id()));
    std::fs::write(&model, run(&["inspect", &made.url(), "--format", "json"]).to_string()).expect("a file");
    let expected = model.to_str().expect("UTF-8");
    let certificate = run(&["prove", "--expected", expected, "--database", &there.url(), "--format", "json"]);
    assert_eq!(certificate["verdict"], "proven");
    keeps_to(&schema, &certificate);
    assert!(!jsonschema::is_valid(&schema, &serde_json::json!({"format": 1, "verdict": "proven"})));
    std::fs::remove_file(&model).expect("the file goes");
}

#[test]
fn a_journal_keeps_to_its_schema() {
    let schema = journal_schema();
    let server = testkit::server();
    let (there, made) = (server.database("journal"), server.database("journal_goal"));
    made.execute("CREATE TABLE t (i integer); CREATE TABLE \"T \"\"2\" ();");
    let place = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let model = place.join(format!("journal-{}.json", std::process::id()));
    let journal = place.join(format!("journal-{}.jsonl", std::process::id()));
    std::fs::write(&model, run(&["inspect", &made.url(), "--format", "json"]).to_string()).expect("a file");
    let (expected, lines) = (model.to_str().expect("UTF-8"), journal.to_str().expect("UTF-8"));
    let applied = Command::new(env!("CARGO_BIN_EXE_pgmend"))
        .args(["apply", "--expected", expected, "--database", &there.url(), "--journal", lines])
        .status()
        .expect("the program runs");
    assert!(applied.success());
    let text = std::fs::read_to_string(&journal).expect("a journal");
    let events: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert!(events.len() > 4, "{text}");
    for event in &events {
        keeps_to(&schema, event);
    }
    assert!(!jsonschema::is_valid(&schema, &serde_json::json!({"time": "", "event": "none"})));
    for path in [model, journal] {
        std::fs::remove_file(path).expect("the file goes");
    }
}
