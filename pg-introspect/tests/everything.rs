//! Everything that the model knows, read back from real servers, object by object.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test fails loudly

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use common::{load, servers};
use pg_introspect::{Options, read};
use schema_model::{Introspected, MemberName, ObjectId, ObjectKind, Rule, Schema};
use testkit::{TestDatabase, TestServer};

/// A database with one of everything.
fn everything(server: &TestServer) -> TestDatabase {
    let database = server.database("everything");
    let mut client = database.connect();
    // Of the whole server, and tests run side by side: it stays.
    let space = client.query_opt("SELECT 1 FROM pg_tablespace WHERE spcname = 'introspect_space'", &[]);
    if space.unwrap().is_none() {
        client.batch_execute("SET allow_in_place_tablespaces = on").unwrap();
        let _ = client.batch_execute("CREATE TABLESPACE introspect_space LOCATION ''");
    }
    load(&database, include_str!("everything.sql"));
    client.batch_execute("CREATE UNIQUE INDEX CONCURRENTLY doubles_n ON app.doubles (n)").unwrap_err();
    database
}

/// One line an object, an edge and a diagnostic.
fn lines(read: &Introspected, superuser: &str) -> String {
    let json: serde_json::Value = serde_json::from_str(&read.schema.to_json()).unwrap();
    let mut out = String::new();
    for kind in ObjectKind::ALL {
        for entry in json.get(kind.array()).and_then(|array| array.as_array()).into_iter().flatten() {
            let mut entry = entry.clone();
            let id = entry.as_object_mut().unwrap().remove("id").unwrap();
            // Which versions there are depends on the host.
            if *kind == ObjectKind::Extension {
                entry["version"] = "…".into();
            }
            writeln!(out, "{} {entry}", id.as_str().unwrap()).unwrap();
        }
    }
    for edge in read.schema.dependencies() {
        writeln!(out, "{} -> {} {:?}", edge.from, edge.to, edge.why).unwrap();
    }
    for diagnostic in &read.diagnostics {
        let text = match diagnostic.kind {
            schema_model::DiagnosticKind::ExtensionMember => diagnostic.object.clone(),
            _ => diagnostic.to_string(),
        };
        writeln!(out, "{:?}: {text}", diagnostic.kind).unwrap();
    }
    out.replace(&format!("\"{superuser}\""), "\"superuser\"")
        .replace(&format!("role {superuser}"), "role superuser")
}

/// Compares with the file, or writes it if `PGMEND_BLESS` is set.
fn golden(name: &str, text: &str) {
    let path = format!("{}/tests/golden/{name}.txt", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("PGMEND_BLESS").is_some() {
        std::fs::write(&path, text).unwrap();
        return;
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    for (n, (found, expected)) in text.lines().zip(expected.lines()).enumerate() {
        assert_eq!(found, expected, "line {} of {path}", n + 1);
    }
    assert_eq!(text.lines().count(), expected.lines().count(), "lines of {path}");
}

#[test]
fn every_object_is_read_back() {
    let mut values: BTreeMap<(ObjectKind, &str), BTreeSet<String>> = BTreeMap::new();
    let mut majors = BTreeSet::new();
    for server in servers() {
        let database = everything(server);
        let read = read(&mut database.connect(), &Options::new()).unwrap();
        majors.insert(server.major());
        golden(
            &format!("everything-{}", server.major()),
            &lines(&read, database.config().get_user().unwrap()),
        );
        assert_eq!(Schema::from_json(&read.schema.to_json()).unwrap(), read.schema);
        for (id, object) in read.schema.objects() {
            for field in id.kind().fields() {
                let value = object.value(field).unwrap().to_string();
                values.entry((id.kind(), field)).or_default().insert(value);
            }
        }
    }
    // Every field of every kind has more than one value somewhere, so that none is made up.
    if majors.contains(&18) {
        // What the databases of a cluster share is looked at where a cluster is one test's own: `pgmend/tests/cluster.rs`.
        let kinds = ObjectKind::ALL.iter().filter(|kind| !kind.is_of_cluster());
        let fields = kinds.flat_map(|kind| kind.fields().into_iter().map(|f| (*kind, f)));
        let dull: Vec<_> = fields.filter(|key| values.get(key).map_or(0, BTreeSet::len) < 2).collect();
        assert!(dull.is_empty(), "everything.sql has at most one value of {dull:?}");
    }
}

#[test]
fn reading_twice_gives_the_same_bytes() {
    for server in servers() {
        let database = everything(server);
        let mut client = database.connect();
        let first = read(&mut client, &Options::new()).unwrap();
        let second = read(&mut client, &Options::new()).unwrap();
        assert_eq!(first.schema.to_json(), second.schema.to_json());
        assert_eq!(first.diagnostics, second.diagnostics);
    }
}

#[test]
fn what_no_kind_claims_is_listed() {
    for server in servers() {
        let database = server.database("unmodelled");
        load(&database, include_str!("unmodelled.sql"));
        let read = read(&mut database.connect(), &Options::new()).unwrap();
        let text = lines(&read, database.config().get_user().unwrap())
            .replace(database.name(), "introspect_database");
        golden(&format!("unmodelled-{}", server.major()), &text);
    }
}

#[test]
fn members_and_ledgers_are_read_when_asked_for() {
    for server in servers() {
        let database = server.database("asked");
        database.execute(
            "CREATE EXTENSION citext; CREATE TABLE public._sqlx_migrations (version bigint PRIMARY KEY)",
        );
        let mut client = database.connect();
        let plain = read(&mut client, &Options::new()).unwrap();
        assert_eq!(plain.schema.all::<schema_model::Table>().count(), 0);
        assert_eq!(plain.schema.all::<schema_model::Function>().count(), 0);
        let all = Options::new().with_extension_members().with_ledgers();
        let all = read(&mut client, &all).unwrap();
        assert_eq!(all.schema.all::<schema_model::Table>().count(), 1);
        assert!(all.schema.all::<schema_model::Function>().count() > 20);
        assert!(all.diagnostics.iter().all(|d| d.kind.is_gap()), "{:?}", all.diagnostics);
    }
}

/// The name of a view's own rule on another: older minor releases rename to it, newer ones refuse that too.
#[test]
fn a_rule_with_the_name_of_a_views_own_is_one_of_its_table() {
    for server in servers() {
        let database = server.database("rule");
        database.execute(
            "CREATE TABLE t (a integer); CREATE TABLE log (a integer); CREATE VIEW v AS SELECT a FROM t;
             CREATE RULE one AS ON INSERT TO t DO ALSO INSERT INTO log VALUES (NEW.a)",
        );
        let name = if database.connect().batch_execute("ALTER RULE one ON t RENAME TO \"_RETURN\"").is_ok() {
            "_RETURN"
        } else {
            println!("{server} gives no other rule the name of a view's own");
            "one"
        };
        let schema = read(&mut database.connect(), &Options::new()).unwrap().schema;
        let rules: Vec<_> = schema.all::<Rule>().map(|(id, _)| id.clone()).collect();
        assert_eq!(rules, [MemberName::new("public", "t", name)]);
        let table: ObjectId = "table:public.t".parse().unwrap();
        assert!(schema.dependencies().all(|d| d.from != table), "{schema:?}");
    }
}
