//! The way back from a plan: the whole of it, half of it, and what stands in it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test fails loudly

use std::path::{Path, PathBuf};

use pgmend::plan_file::{DatabaseIdentity, MadeFor, PlanFile};
use postgres::Client;
use schema_diff::{Options, Plan, Strategy, plan};
use schema_model::Schema;
use sql_emit::Script;
use testkit::corpus::{self, Case, Direction};
use testkit::proof::{differences, options, read};
use testkit::{TestDatabase, TestServer, server, servers};

mod common;

use common::{Ran, expect, pgmend};

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("rollback-{}-{name}", std::process::id()))
}

/// A database and the plan file that leads to another schema.
fn planned(server: &TestServer, name: &str, old: &str, new: &str, more: &[&str]) -> (TestDatabase, String) {
    let (there, made) = (server.database("there"), server.database("made"));
    there.execute(old);
    made.execute(new);
    let model = file(&format!("{name}-{}.json", server.major()));
    let to = file(&format!("{name}-{}.plan", server.major()));
    let (model, to) = (model.to_str().unwrap().to_owned(), to.to_str().unwrap().to_owned());
    let _ = std::fs::remove_file(format!("{to}.rollback"));
    expect(&pgmend(&["inspect", &made.url(), "-o", &model]), 0, &[]);
    let url = there.url();
    let arguments = ["plan", "--database", &url, "--expected", &model, "--mode", "sync", "-o", &to];
    expect(&pgmend(&[&arguments, more].concat()), 2, &[]);
    (there, to)
}

fn rollback(database: &TestDatabase, plan: &str, more: &[&str]) -> Ran {
    pgmend(&[&["rollback", plan, "--database", &database.url()], more].concat())
}

fn one(database: &TestDatabase, query: &str) -> String {
    database.connect().query_one(query, &[]).unwrap().get(0)
}

const OLD: &str = r#"
    CREATE TYPE mood AS ENUM ('sad', 'so so');
    CREATE TABLE "Odd ""T" (id integer PRIMARY KEY, "Gone 💔" text, m mood DEFAULT 'sad', old_name varchar(20));
    INSERT INTO "Odd ""T" SELECT n, 'v' || n, 'sad', 'n' || n FROM generate_series(1, 5) n;
    CREATE VIEW v AS SELECT id, old_name FROM "Odd ""T";
    CREATE TABLE other (a integer, b text);
    INSERT INTO other VALUES (1, 'x'), (2, NULL);
    COMMENT ON TABLE other IS 'stays';
    CREATE TABLE bye (i integer);
"#;
const NEW: &str = r#"
    CREATE TYPE mood AS ENUM ('sad', 'so so', 'glad');
    CREATE TABLE "Odd ""T" (id integer PRIMARY KEY, m mood DEFAULT 'sad', new_name text, extra integer DEFAULT 7);
    CREATE VIEW v AS SELECT id, new_name AS old_name FROM "Odd ""T";
    CREATE TABLE other (a integer, b text NOT NULL);
    CREATE TABLE fresh (i integer PRIMARY KEY);
    CREATE INDEX on_b ON other (b);
"#;

fn forth() -> [&'static str; 8] {
    [
        "--allow",
        "drop-column",
        "--allow",
        "drop-table",
        "--rename",
        r#"column:public."Odd ""T".old_name=new_name"#,
        "--fill",
        "public.other.b='filled'",
    ]
}

#[test]
fn back_to_the_start_and_honest_about_what_is_gone() {
    for server in [servers().first().unwrap(), servers().last().unwrap()] {
        let (there, plan) = planned(server, "whole", OLD, NEW, &forth());
        let before = read(&there).unwrap();
        let said = PlanFile::from_json("plan", &std::fs::read_to_string(&plan).unwrap()).unwrap();
        let steps = said.way_back.unwrap().steps;
        let lost = |object: &str| steps.iter().find(|s| s.object == object).and_then(|s| s.lost.clone());
        assert_eq!(lost(r#"column:public."Odd ""T"."Gone 💔""#).as_deref(), Some("its values"), "{steps:?}");
        assert_eq!(lost("table:public.bye").as_deref(), Some("its rows"), "{steps:?}");
        // Nothing of it is there yet.
        expect(&rollback(&there, &plan, &[]), 0, &["nothing of the plan is there"]);
        expect(&pgmend(&["apply", &plan, "--database", &there.url()]), 0, &["applied"]);
        there.execute("INSERT INTO fresh VALUES (1), (2)");
        // What others made meanwhile stays, and is no obstacle.
        there.execute("CREATE TABLE meanwhile (i integer)");
        expect(&rollback(&there, &plan, &[]), 3, &["drop-table=public.fresh", "drop-column"]);
        let yes = ["--allow", "drop-table", "--allow", "drop-column", "--allow", "change-values"];
        expect(&rollback(&there, &plan, &[&yes[..], &["--dry-run"]].concat()), 0, &["rolled back"]);
        assert_eq!(one(&there, "SELECT count(*)::text FROM fresh"), "2");
        let sql = rollback(&there, &plan, &[&yes[..], &["--sql"]].concat());
        expect(&sql, 0, &["DROP TABLE public.fresh", "RENAME COLUMN new_name TO old_name"]);
        let back = rollback(&there, &plan, &yes);
        expect(&back, 0, &["applied", "not its values", "not its rows"]);
        there.execute("DROP TABLE meanwhile");
        assert_eq!(differences(&read(&there).unwrap(), &before), "");
        assert_eq!(
            one(&there, r#"SELECT string_agg(old_name, ',' ORDER BY id) FROM "Odd ""T""#),
            "n1,n2,n3,n4,n5"
        );
        expect(&rollback(&there, &plan, &yes), 0, &["nothing of the plan is there"]);
        assert!(!Path::new(&format!("{plan}.rollback")).exists());
    }
}

#[test]
fn a_label_in_use_stands_in_the_way() {
    let old = "CREATE TYPE mood AS ENUM ('sad'); CREATE TABLE t (i integer, m mood);";
    let new = "CREATE TYPE mood AS ENUM ('sad', 'glad'); CREATE TABLE t (i integer, m mood);";
    let (there, plan) = planned(server(), "label", old, new, &[]);
    expect(&pgmend(&["apply", &plan, "--database", &there.url()]), 0, &[]);
    there.execute("INSERT INTO t VALUES (1, 'glad')");
    let yes = ["--allow", "change-values"];
    expect(&rollback(&there, &plan, &yes), 3, &["glad", "1 row"]);
    let mapped = [&yes[..], &["--map-label", "public.mood.glad=sad"]].concat();
    expect(&rollback(&there, &plan, &mapped), 0, &["applied"]);
    assert_eq!(one(&there, "SELECT m::text FROM t"), "sad");
}

#[test]
fn nothing_of_others_is_taken_along() {
    let (there, plan) = planned(
        server(),
        "others",
        "CREATE TABLE a (i integer);",
        "CREATE TABLE a (i integer, j integer); CREATE TABLE b (i integer);",
        &[],
    );
    expect(&pgmend(&["apply", &plan, "--database", &there.url()]), 0, &[]);
    let yes = ["--allow", "drop-table", "--allow", "drop-column"];
    there.execute("CREATE VIEW theirs AS SELECT j FROM a; CREATE INDEX theirs_too ON b (i)");
    expect(
        &rollback(&there, &plan, &yes),
        3,
        &["view:public.theirs stands on", "index:public.b.theirs_too stands on", "nothing was changed"],
    );
    there.execute("DROP VIEW theirs; DROP INDEX theirs_too; ALTER TABLE a ALTER j TYPE bigint");
    expect(&rollback(&there, &plan, &yes), 3, &["changed since", "column:public.a.j"]);
    there.execute("ALTER TABLE a ALTER j TYPE integer");
    expect(&rollback(&there, &plan, &yes), 0, &["applied"]);
    // To the embedded server each database is a server of its own, and all are called alike.
    if server().many_connections() {
        let elsewhere = server().database("elsewhere");
        expect(&rollback(&elsewhere, &plan, &yes), 3, &["another database"]);
    }
}

/// A plan of several transactions that fails in the middle says how to go back, and does.
#[test]
fn a_plan_that_failed_half_way_goes_back() {
    let old =
        "CREATE TABLE t (i integer, j integer); INSERT INTO t SELECT n, n FROM generate_series(1, 50) n;";
    let new = "CREATE TABLE t (i integer NOT NULL, j integer, CONSTRAINT positive CHECK (j > 0));
               CREATE INDEX on_i ON t (i); CREATE UNIQUE INDEX on_j ON t (j);";
    for server in [servers().first().unwrap(), servers().last().unwrap()] {
        let (there, plan) = planned(server, "half", old, new, &["--strategy", "online"]);
        let before = read(&there).unwrap();
        there.execute("INSERT INTO t VALUES (51, 50)");
        let failed =
            pgmend(&["apply", &plan, "--database", &there.url(), "--skip-preflight", "--probe-limit", "0"]);
        expect(&failed, 4, &["pgmend rollback"]);
        assert_ne!(differences(&read(&there).unwrap(), &before), "");
        expect(&rollback(&there, &plan, &[]), 0, &["applied"]);
        assert_eq!(differences(&read(&there).unwrap(), &before), "");
        assert_eq!(one(&there, "SELECT count(*)::text FROM t"), "51");
    }
}

const KEEP_OLD: &str = r#"
    CREATE TYPE mood AS ENUM ('sad', 'glad');
    CREATE TABLE "Odd ""T" ("K 1" integer, k2 text, "Gone 💔" mood, must integer NOT NULL, d text DEFAULT 'd', t numeric(8,2),
        old_name text, PRIMARY KEY ("K 1", k2));
    INSERT INTO "Odd ""T" SELECT n, 'k' || n, CASE WHEN n > 1 THEN 'glad'::mood END, n * 10, 'x' || n, n + 0.25, 'n' || n
        FROM generate_series(1, 5) n;
    CREATE TABLE gone (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, m mood, twice bigint GENERATED ALWAYS AS (id * 2) STORED);
    INSERT INTO gone (m) VALUES ('sad'), (NULL), ('glad');
    CREATE TABLE part (k integer, v text) PARTITION BY RANGE (k);
    CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM (0) TO (10);
    CREATE TABLE part_2 PARTITION OF part FOR VALUES FROM (10) TO (20);
    INSERT INTO part VALUES (1, 'a'), (11, 'b'), (12, NULL);
    ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC;
    ALTER DEFAULT PRIVILEGES GRANT USAGE ON SCHEMAS TO PUBLIC;
"#;
const KEEP_NEW: &str = r#"
    CREATE TABLE "Odd ""T" ("K 1" integer, k2 text, t integer, new_name text, PRIMARY KEY ("K 1", k2));
    ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC;
    ALTER DEFAULT PRIVILEGES GRANT USAGE ON SCHEMAS TO PUBLIC;
"#;

/// What a plan destroys is kept, is nobody else's to read, is no drift, and comes back.
#[test]
fn what_is_kept_comes_back() {
    let all = ["drop-column", "drop-table", "change-values", "drop-type", "drop-sequence"];
    let yes: Vec<&str> = all.iter().flat_map(|class| ["--allow", class]).collect();
    let more = ["--keep-dropped", "--rename", r#"column:public."Odd ""T".old_name=new_name"#];
    let odd = r#"SELECT string_agg(("K 1", k2, "Gone 💔", must, d, t, old_name)::text, ';' ORDER BY "K 1") FROM "Odd ""T""#;
    let others = "SELECT (SELECT string_agg(g::text, ';' ORDER BY id) FROM gone g) || (SELECT string_agg(p::text, ';' ORDER BY k) FROM part p)";
    for server in [servers().first().unwrap(), servers().last().unwrap()] {
        let (there, plan) = planned(server, "kept", KEEP_OLD, KEEP_NEW, &[&more[..], &yes].concat());
        let before = read(&there).unwrap();
        let (rows, rest) = (one(&there, odd), one(&there, others));
        let proof = pgmend(&["prove", &plan, "--database", &there.url()]);
        expect(&proof, 0, &["kept values are back: holds", "proven"]);
        expect(&pgmend(&["apply", &plan, "--database", &there.url()]), 0, &["applied"]);
        let kept = "SELECT count(*)::text FROM pg_class WHERE relnamespace = 'pgmend_kept'::regnamespace AND relkind = 'r'";
        assert_eq!(one(&there, kept), "6");
        let readable = "SELECT count(*)::text FROM pg_class c, aclexplode(c.relacl) a
            WHERE relnamespace = 'pgmend_kept'::regnamespace AND a.grantee <> c.relowner";
        assert_eq!(one(&there, readable), "0");
        let usable = "SELECT count(*)::text FROM pg_namespace n, aclexplode(n.nspacl) a
            WHERE nspname = 'pgmend_kept' AND a.grantee <> n.nspowner";
        assert_eq!(one(&there, usable), "0");
        // It is no drift.
        let model = plan.replace(".plan", ".json");
        let check = pgmend(&["check", "--expected", &model, "--database", &there.url()]);
        expect(&check, 0, &["left out: 6 tables of the schema pgmend_kept"]);
        let back = rollback(&there, &plan, &[&yes[..], &["--probe-limit", "5"]].concat());
        expect(&back, 0, &["applied", "DROP SCHEMA pgmend_kept CASCADE"]);
        assert_eq!(one(&there, odd), rows);
        assert_eq!(one(&there, others), rest);
        there.execute("INSERT INTO gone (m) VALUES ('sad')");
        there.execute("DELETE FROM gone WHERE id = 4; DROP SCHEMA pgmend_kept CASCADE");
        assert_eq!(differences(&read(&there).unwrap(), &before), "");
    }
}

/// Tables and keys that are renamed in the same plan.
#[test]
fn what_is_kept_of_renamed_tables_comes_back() {
    let old = "CREATE SCHEMA app; CREATE TABLE app.old (k integer PRIMARY KEY, v text NOT NULL); INSERT INTO app.old VALUES (1, 'a'), (2, 'b');";
    let new = "CREATE SCHEMA app2; CREATE TABLE app2.new (key integer CONSTRAINT old_pkey PRIMARY KEY);";
    let more = [
        "--keep-dropped",
        "--allow",
        "drop-column",
        "--rename",
        "schema:app=app2",
        "--rename",
        "table:app.old=new",
        "--rename",
        "column:app.old.k=key",
    ];
    let (there, plan) = planned(server(), "moved", old, new, &more);
    expect(
        &pgmend(&["prove", &plan, "--database", &there.url()]),
        0,
        &["kept values are back: holds", "proven"],
    );
    expect(&pgmend(&["apply", &plan, "--database", &there.url()]), 0, &["applied"]);
    there.execute("INSERT INTO app2.new VALUES (3)");
    // A row that came in since has no value.
    expect(&rollback(&there, &plan, &[]), 1, &["contains null values", "everything was rolled back"]);
    expect(&rollback(&there, &plan, &["--fill", "app.old.v='none'"]), 0, &["applied"]);
    assert_eq!(one(&there, "SELECT string_agg(v, ',' ORDER BY k) FROM app.old"), "a,b,none");
}

#[test]
fn what_can_not_be_kept_is_refused() {
    let old =
        "CREATE TABLE no_key (i integer, j integer); CREATE TABLE moving (i integer PRIMARY KEY, j integer);";
    let new = "CREATE TABLE no_key (i integer); CREATE TABLE moving (i bigint PRIMARY KEY);";
    let (there, made) = (server().database("there"), server().database("made"));
    there.execute(old);
    made.execute(new);
    let refused = pgmend(&[
        "plan",
        "--database",
        &there.url(),
        "--expected",
        &made.url(),
        "--mode",
        "sync",
        "--allow",
        "drop-column",
        "--keep-dropped",
    ]);
    expect(
        &refused,
        3,
        &["table:public.no_key has no primary key", "the primary key of table:public.moving changes"],
    );
}

/// The plan of a case in the form of a plan file.
fn plan_file(
    client: &mut Client,
    plan: &Plan,
    from: &Schema,
    to: &Schema,
    strategy: Strategy,
) -> (PlanFile, Script) {
    let script = sql_emit::emit(plan, from, to, &sql_emit::Options::default());
    let oid: u32 = client
        .query_one("SELECT oid FROM pg_database WHERE datname = current_database()", &[])
        .unwrap()
        .get(0);
    let database = DatabaseIdentity { name: String::new(), oid, version_num: from.server.version_num };
    let made_for = MadeFor {
        database,
        mode: "sync",
        strategy,
        expected: "",
        selector: "",
        owners: true,
        owned: from,
        hazards: &[],
        findings: &[],
        kept: &[],
    };
    (PlanFile::new(made_for, (from, to), plan, &script), script)
}

/// Runs the first groups of a script.
fn run(client: &mut Client, script: &Script, groups: usize) -> Result<(), String> {
    let mut send = |sql: &str| client.batch_execute(sql).map_err(|e| format!("{sql}: {e:?}"));
    for setting in sql_emit::SESSION {
        send(setting)?;
    }
    for group in script.groups().take(groups) {
        let within = group.in_transaction();
        if within {
            send("BEGIN")?;
        }
        for statement in group.statements {
            send(&statement.sql)?;
        }
        if within {
            send("COMMIT")?;
        }
    }
    Ok(())
}

/// Forward by so many groups, and back.
fn there_and_back(
    server: &TestServer,
    case: &Case,
    strategy: Strategy,
    groups: usize,
) -> Result<usize, String> {
    let (start, goal) = (server.database("start"), server.database("goal"));
    start.execute(&case.a);
    goal.execute(&case.b);
    if let (Some(seed), false) = (&case.seed, case.expected.seed.forward_only) {
        start.execute(seed);
    }
    let (from, to) = (read(&start)?, read(&goal)?);
    let forth =
        plan(&from, &to, &options(case.way(Direction::Forward), strategy)?).map_err(|e| e.to_string())?;
    let mut client = start.connect();
    let (file, script) = plan_file(&mut client, &forth, &from, &to, strategy);
    let all = script.groups().count();
    if script.is_empty() || (groups == 1 && all == 1) {
        return Ok(0);
    }
    run(&mut client, &script, groups.min(all))?;
    let now = read(&start)?;
    // As it is after its way through a file.
    let file = PlanFile::from_json("the plan", &file.to_json()).map_err(|e| e.to_string())?;
    let (way, states) = (file.way_back.unwrap(), file.states.unwrap());
    let target = way.target(&states, &now).map_err(|e| e.to_string())?;
    let back = case.way(Direction::Backward);
    let said: Options = options(back, Strategy::PLAIN)?;
    let known = way.options(&now).map_err(|e| e.to_string())?;
    let labels = known
        .labels
        .clone()
        .into_iter()
        .chain(said.labels.clone().into_iter().filter(|l| !known.labels.contains(l)));
    let labels: Vec<_> = labels.collect();
    let how = known.with_labels(labels).with_fills(said.fills);
    let planned = plan(&now, &target, &how).map_err(|e| e.to_string())?;
    if let Some(remark) = planned.refused.first() {
        return match &back.refused {
            Some(_) => Ok(all),
            None => Err(format!("refused: {}: {}", remark.id, remark.reason)),
        };
    }
    let script = sql_emit::emit(&planned, &now, &target, &sql_emit::Options::default());
    run(&mut client, &script, usize::MAX).map_err(|e| format!("{e}\n{}", script.to_sql(&planned)))?;
    let left = differences(&read(&start)?, &from);
    if left.is_empty() { Ok(all) } else { Err(format!("{left}\n{}", script.to_sql(&planned))) }
}

/// Every case of the corpus goes back to where it began, from its end and from between its transactions.
#[test]
fn the_corpus_goes_back() {
    let server = server();
    if !server.many_connections() {
        eprintln!("the corpus is not walked back on {server}: it starts anew for every database");
        return;
    }
    let only = std::env::var("PGMEND_CASE").unwrap_or_default();
    let cases: Vec<Case> =
        corpus::cases().into_iter().filter(|case| is_walked(server, case, &only)).collect();
    let halves = cases.split_at(cases.len() / 2);
    let results = std::thread::scope(|scope| {
        let other = scope.spawn(|| walk(server, halves.1));
        [walk(server, halves.0), other.join().unwrap()]
    });
    let walked: usize = results.iter().map(|(walked, _)| walked).sum();
    let failures: Vec<String> = results.into_iter().flat_map(|(_, failures)| failures).collect();
    assert!(walked > 0);
    eprintln!("{walked} ways back");
    assert!(failures.is_empty(), "{} of {walked} ways back:\n{}", failures.len(), failures.join("\n"));
}

fn is_walked(server: &TestServer, case: &Case, only: &str) -> bool {
    case.applies_to(server.major())
        && case.name.contains(only)
        && case.expected.extensions.is_empty()
        && case.expected.forward.refused.is_none()
}

fn walk(server: &TestServer, cases: &[Case]) -> (usize, Vec<String>) {
    let (mut walked, mut failures) = (0, Vec::new());
    for case in cases {
        let mut go = |strategy: Strategy, groups: usize| {
            walked += 1;
            match there_and_back(server, case, strategy, groups) {
                Ok(all) => all,
                Err(why) => {
                    failures.push(format!("{} ({strategy}, {groups}): {why}", case.name));
                    0
                }
            }
        };
        go(Strategy::PLAIN, usize::MAX);
        let all = go(Strategy::ONLINE, 1);
        for groups in 2..all.min(6) {
            go(Strategy::ONLINE, groups);
        }
    }
    (walked, failures)
}

/// A rollback of several transactions that fails in the middle is taken up by its own plan beside the other one.
#[test]
fn a_rollback_that_broke_off_goes_on() {
    let old =
        "CREATE TABLE t (i integer, j integer); INSERT INTO t SELECT n, n FROM generate_series(1, 50) n;
               CREATE INDEX on_i ON t (i); CREATE UNIQUE INDEX on_j ON t (j);";
    let new = "CREATE TABLE t (i integer, j integer);";
    let (there, plan) = planned(server(), "broken", old, new, &[]);
    let before = read(&there).unwrap();
    expect(&pgmend(&["apply", &plan, "--database", &there.url()]), 0, &["applied"]);
    there.execute("INSERT INTO t VALUES (51, 50)");
    let online = ["--strategy", "online", "--probe-limit", "0"];
    expect(&rollback(&there, &plan, &online), 4, &["run the same rollback again"]);
    assert!(Path::new(&format!("{plan}.rollback")).exists());
    there.execute("DELETE FROM t WHERE i = 51");
    expect(&rollback(&there, &plan, &online), 0, &["a rollback broke off here", "applied"]);
    assert_eq!(differences(&read(&there).unwrap(), &before), "");
    assert!(!Path::new(&format!("{plan}.rollback")).exists());
}
