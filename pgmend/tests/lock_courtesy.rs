//! A repair among other people's transactions: nobody waits for longer than the lock timeout because of it, it says who is in
//! its way, and it goes through when they are gone.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test fails loudly

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use testkit::servers;

mod common;

use common::{expect, pgmend};

const TIMEOUT: Duration = Duration::from_millis(500);
/// What a busy machine may add.
const MARGIN: Duration = Duration::from_millis(1500);

#[test]
fn others_wait_no_longer_than_the_lock_timeout() {
    for server in servers() {
        if !server.many_connections() {
            eprintln!("{server}: locks are waited for on servers of many connections");
            continue;
        }
        let (there, made) = (server.database("there"), server.database("made"));
        there.execute("CREATE TABLE busy (id integer); INSERT INTO busy VALUES (1)");
        made.execute("CREATE TABLE busy (id integer, more text); CREATE TABLE other (id integer)");
        let place = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let path = |what: &str| {
            let name = format!("courtesy-{what}-{}-{}", server.major(), std::process::id());
            place.join(name).to_str().expect("UTF-8").to_owned()
        };
        let (plan, log) = (path("plan.json"), path("log"));
        let url = there.url();
        let planned = pgmend(&["plan", "--expected", &made.url(), "--database", &url, "-o", &plan]);
        expect(&planned, 2, &[]);
        let mut config = there.config().clone();
        config.application_name("Nightly \"report\"");
        let mut blocker = config.connect(postgres::NoTls).expect("a connection");
        let pid: i32 = blocker.query_one("SELECT pg_backend_pid()", &[]).expect("a row").get(0);
        blocker.batch_execute("BEGIN; SELECT count(*) FROM busy WHERE id = 4711").expect("a lock");
        let end = AtomicBool::new(false);
        let (longest, ran) = std::thread::scope(|scope| {
            // Somebody who only reads, all along.
            let reader = scope.spawn(|| {
                let mut client = there.connect();
                let mut longest = Duration::ZERO;
                while !end.load(Ordering::SeqCst) {
                    let since = Instant::now();
                    client.query("SELECT id FROM busy", &[]).expect("rows");
                    longest = longest.max(since.elapsed());
                    std::thread::sleep(Duration::from_millis(5));
                }
                longest
            });
            let child = Command::new(env!("CARGO_BIN_EXE_pgmend"))
                .args(["apply", &plan, "--database", &url, "--lock-timeout", "0.5", "--log", &log])
                .env_remove("DATABASE_URL")
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .expect("the program runs");
            std::thread::sleep(Duration::from_secs(4));
            blocker.batch_execute("COMMIT").expect("the end");
            let ran = child.wait_with_output().expect("it ends");
            end.store(true, Ordering::SeqCst);
            (reader.join().expect("a duration"), ran)
        });
        let said = String::from_utf8(ran.stderr).expect("UTF-8");
        println!("{server}: the longest wait of a reader was {longest:?}");
        assert_eq!(ran.status.code(), Some(0), "{said}");
        assert!(longest < TIMEOUT + MARGIN, "a reader waited for {longest:?}");
        for words in
            ["could not get its lock", &format!("pid {pid}"), "Nightly \"report\"", "idle in transaction"]
        {
            assert!(said.contains(words), "{words:?} is not in:\n{said}");
        }
        assert!(!said.contains("4711"), "a value of somebody's query:\n{said}");
        let kept = std::fs::read_to_string(&log).expect("a log");
        assert!(kept.contains("could not get its lock") && kept.contains("applied in"), "{kept}");
        let journal = std::fs::read_to_string(format!("{plan}.journal")).expect("a journal");
        let events: Vec<serde_json::Value> =
            journal.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        assert_eq!(events[0]["event"], "begin");
        assert!(events.iter().any(|event| event["event"] == "retry"), "{journal}");
        let failed = events.iter().find(|event| event["outcome"] == "failed").expect("a failure");
        assert_eq!((&failed["sqlstate"], &failed["blockers"][0]["pid"]), (&"55P03".into(), &pid.into()));
        assert_eq!(events.last().expect("a line")["outcome"], "done");
        let check = ["check", "--expected", &made.url(), "--database", &url];
        expect(&pgmend(&check), 0, &["in sync"]);

        // Without a retry it says what to do, and nothing has happened.
        there.execute("DROP TABLE other; ALTER TABLE busy DROP more");
        let mut blocker = there.connect();
        blocker.batch_execute("BEGIN; SELECT count(*) FROM busy").expect("a lock");
        let how = ["--lock-timeout", "0.3", "--retries", "0"];
        let refused = pgmend(&[&["apply", "--expected", &made.url(), "--database", &url], &how[..]].concat());
        expect(&refused, 1, &["--lock-timeout", "in the way: pid", "the database is as it was"]);
    }
}

#[test]
fn ctrl_c_cancels_the_statement_and_frees_the_lock() {
    for server in servers().iter().rev().take(1) {
        if !server.many_connections() {
            eprintln!("{server}: locks are waited for on servers of many connections");
            continue;
        }
        let (there, made) = (server.database("there"), server.database("made"));
        there.execute("CREATE TABLE busy (id integer)");
        made.execute("CREATE TABLE busy (id integer, more text)");
        let mut blocker = there.connect();
        blocker.batch_execute("BEGIN; SELECT count(*) FROM busy").expect("a lock");
        let child = Command::new(env!("CARGO_BIN_EXE_pgmend"))
            .args(["apply", "--expected", &made.url(), "--database", &there.url(), "--lock-timeout", "60"])
            .env_remove("DATABASE_URL")
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        let waits = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() \
                     AND wait_event_type = 'Lock'";
        let mut watch = there.connect();
        let since = Instant::now();
        while watch.query_one(waits, &[]).expect("a row").get::<_, i64>(0) == 0 {
            assert!(since.elapsed() < Duration::from_secs(30), "it never waited");
            std::thread::sleep(Duration::from_millis(20));
        }
        let interrupted = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
        assert!(interrupted.expect("kill runs").success());
        let ran = child.wait_with_output().expect("it ends");
        let said = String::from_utf8(ran.stderr).expect("UTF-8");
        assert_eq!(ran.status.code(), Some(1), "{said}");
        assert!(said.contains("interrupted at statement 1 of 1") && said.contains("as it was"), "{said}");
        let locks = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' \
                     AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
        let since = Instant::now();
        while watch.query_one(locks, &[]).expect("a row").get::<_, i64>(0) > 0 {
            assert!(since.elapsed() < Duration::from_secs(10), "the lock is still held");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}
