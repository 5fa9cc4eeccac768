//! A plan whose run is broken off again and again is completed all the same, and nothing is done twice: at every boundary of
//! its statements and commits the client is killed, the connection is cut, or the server crashes; then the same command
//! again. The program has no hook for this: the test stands between it and the server, and counts what is sent.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test fails loudly

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use pgmend::connect::percent_encode;
use pgmend::plan_file::PlanFile;
use pgmend::scratch::{Cluster, ClusterOptions};
use postgres::config::Host;
use postgres::{Config, NoTls};

mod common;

use common::{binaries, expect, pgmend};

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    /// SIGKILL of the program.
    Kill,
    /// The network.
    Cut,
    /// SIGKILL of the server's process that serves the program: the server ends all others, and recovers from its log as
    /// after any crash. Killing processes loses nothing that was given to the operating system: fsync may be off.
    Crash,
}

const TABLES: usize = 6;

fn old() -> String {
    let mut sql = String::from("CREATE TYPE mood AS ENUM ('sad');");
    for n in 0..TABLES {
        sql += &format!(
            "CREATE TABLE \"T {n}\" (id integer, a integer, b text, c integer);
             INSERT INTO \"T {n}\" SELECT i, 1 + i % 7, 'row ' || i, i FROM generate_series(1, 60) i;
             CREATE INDEX gone_{n} ON \"T {n}\" (b, c);"
        );
    }
    sql += "CREATE TABLE part (k integer, v text) PARTITION BY RANGE (k);
        CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM (0) TO (100);
        CREATE TABLE part_2 PARTITION OF part FOR VALUES FROM (100) TO (200);
        INSERT INTO part SELECT i, 'v' FROM generate_series(0, 199) i;";
    sql
}

fn new() -> String {
    let mut sql = String::from("CREATE TYPE mood AS ENUM ('sad', 'glad');");
    for n in 0..TABLES {
        sql += &format!(
            "CREATE TABLE \"T {n}\" (id integer NOT NULL, a integer NOT NULL, b text, c integer,
                d timestamptz DEFAULT '2020-01-01 00:00:00+00', m mood DEFAULT 'glad',
                CONSTRAINT t_{n}_pkey PRIMARY KEY (id), CONSTRAINT a_{n} CHECK (a > 0));
             CREATE INDEX b_{n} ON \"T {n}\" (b);
             CREATE UNIQUE INDEX c_{n} ON \"T {n}\" (c, b);
             COMMENT ON TABLE \"T {n}\" IS 'number {n}';"
        );
    }
    for n in 1..TABLES {
        sql +=
            &format!("ALTER TABLE \"T {n}\" ADD CONSTRAINT to_{n} FOREIGN KEY (a) REFERENCES \"T 0\" (id);");
    }
    sql += "CREATE TABLE part (k integer, v text) PARTITION BY RANGE (k);
        CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM (0) TO (100);
        CREATE TABLE part_2 (k integer, v text);";
    sql
}

/// What must be the same before and after: every row of the columns that stay.
fn rows(config: &Config) -> Vec<String> {
    let mut client = connect(config);
    let mut all = Vec::new();
    for n in 0..TABLES {
        let sql = format!(
            "SELECT count(*) || md5(string_agg((id, a, b, c)::text, ',' ORDER BY id)) FROM \"T {n}\""
        );
        all.push(client.query_one(&sql, &[]).unwrap().get(0));
    }
    for table in ["part_1", "part_2"] {
        let sql = format!("SELECT count(*) || md5(string_agg((k, v)::text, ',' ORDER BY k)) FROM {table}");
        all.push(client.query_one(&sql, &[]).unwrap().get(0));
    }
    all
}

/// A server that has crashed takes a moment.
fn connect(config: &Config) -> postgres::Client {
    let since = Instant::now();
    loop {
        match config.connect(NoTls) {
            Ok(client) => return client,
            Err(error) if since.elapsed() > Duration::from_secs(30) => panic!("{error}"),
            Err(_) => std::thread::sleep(Duration::from_millis(50)),
        }
    }
}

/// What is sent, by its place: statement and commit in turn, twice each (before it is sent on, and after).
struct Script {
    texts: Vec<String>,
}

impl Script {
    fn of(file: &PlanFile) -> Self {
        let mut texts = Vec::new();
        for group in file.statements.chunk_by(|a, b| a.group == b.group) {
            texts.extend(group.iter().map(|statement| statement.sql.clone()));
            if !group[0].outside {
                texts.push("COMMIT".into());
            }
        }
        Self { texts }
    }

    fn points(&self) -> usize {
        2 * self.texts.len()
    }

    /// The place of a text that comes at or after another one.
    fn place(&self, sql: &str, from: usize) -> Option<usize> {
        (from..self.texts.len()).find(|at| self.texts[*at] == sql)
    }
}

/// What the proxy is to do, and whether it did.
struct Trap {
    script: Arc<Script>,
    /// The point from which on it strikes.
    point: usize,
    fault: Fault,
    admin: Config,
    database: String,
    sprung: AtomicBool,
    /// Where the run is.
    at: Mutex<usize>,
    child: Mutex<Option<Child>>,
}

impl Trap {
    /// Told of a statement before it is sent on. `send` sends it.
    fn meet(&self, sql: &str, send: &mut dyn FnMut(), cut: &dyn Fn()) {
        let place = {
            let mut at = self.at.lock().unwrap();
            let place = self.script.place(sql, *at);
            if let Some(place) = place {
                *at = place + 1;
            }
            place
        };
        match place {
            Some(place) if 2 * place >= self.point && !self.sprung.swap(true, Ordering::SeqCst) => {
                self.strike(cut)
            }
            Some(place) if 2 * place + 1 >= self.point && !self.sprung.swap(true, Ordering::SeqCst) => {
                send();
                self.strike(cut);
            }
            _ => send(),
        }
    }

    fn strike(&self, cut: &dyn Fn()) {
        match self.fault {
            Fault::Kill => {
                self.child.lock().unwrap().as_mut().expect("a child").kill().unwrap();
                cut();
            }
            Fault::Cut => cut(),
            Fault::Crash => {
                let mut client = connect(&self.admin);
                let sql = "SELECT pid FROM pg_stat_activity WHERE datname = $1 AND backend_type = 'client backend' \
                           ORDER BY backend_start LIMIT 1";
                let pid: i32 = client.query_one(sql, &[&self.database]).unwrap().get(0);
                let killed = Command::new("kill").args(["-9", &pid.to_string()]).status().unwrap();
                assert!(killed.success());
            }
        }
    }
}

/// Stands between the program and the server until the value goes.
struct Proxy {
    port: u16,
    end: Arc<AtomicBool>,
}

impl Proxy {
    fn start(server: PathBuf, trap: Arc<Trap>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let end = Arc::new(AtomicBool::new(false));
        let ended = end.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                if ended.load(Ordering::SeqCst) {
                    return;
                }
                let (server, trap) = (server.clone(), trap.clone());
                std::thread::spawn(move || pass(stream.unwrap(), &server, &trap));
            }
        });
        Self { port, end }
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.end.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(("127.0.0.1", self.port));
    }
}

fn pass(client: TcpStream, server: &Path, trap: &Trap) {
    let Ok(server) = UnixStream::connect(server) else { return };
    client.set_nodelay(true).unwrap();
    let (mut from, mut to) = (client.try_clone().unwrap(), server.try_clone().unwrap());
    let back = {
        let (mut from, mut to) = (server.try_clone().unwrap(), client.try_clone().unwrap());
        std::thread::spawn(move || {
            let _ = std::io::copy(&mut from, &mut to);
            let _ = to.shutdown(Shutdown::Both);
        })
    };
    let cut = || {
        let _ = client.shutdown(Shutdown::Both);
        let _ = server.shutdown(Shutdown::Both);
    };
    // The first message has no type.
    let mut typed = false;
    loop {
        let mut head = vec![0; if typed { 5 } else { 4 }];
        if from.read_exact(&mut head).is_err() {
            break;
        }
        let length = u32::from_be_bytes(head[head.len() - 4..].try_into().unwrap()) as usize;
        let mut body = vec![0; length - 4];
        if from.read_exact(&mut body).is_err() {
            break;
        }
        let query = typed && head[0] == b'Q';
        typed = true;
        let message = [head, body.clone()].concat();
        let mut send = || {
            let _ = to.write_all(&message);
        };
        if query {
            let sql = String::from_utf8_lossy(&body[..body.len() - 1]).into_owned();
            trap.meet(&sql, &mut send, &cut);
        } else {
            send();
        }
    }
    cut();
    let _ = back.join();
}

/// The plan is run with a fault at each point in turn until it is through. Gives back how many there were.
fn torment(
    admin: &Config,
    name: &str,
    strategy: &str,
    fault: Fault,
    step: usize,
    url: &str,
    goal: &str,
) -> usize {
    let place = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let plan = place.join(format!("fault-{name}-{}.json", std::process::id())).to_str().unwrap().to_owned();
    let journal = format!("{plan}.journal");
    let how = ["--strategy", strategy, "--mode", "sync"];
    let planned = pgmend(&[&["plan", "--expected", goal, "--database", url, "-o", &plan], &how[..]].concat());
    expect(&planned, 2, &[]);
    let file = PlanFile::from_json(&plan, &std::fs::read_to_string(&plan).unwrap()).unwrap();
    assert!(file.statements.len() >= 60, "{} statements", file.statements.len());
    let mut database = admin.clone();
    database.dbname(name);
    let before = rows(&database);
    let script = Arc::new(Script::of(&file));
    let Some(Host::Unix(directory)) = admin.get_hosts().first() else { panic!("a server on a socket") };
    let port = admin.get_ports().first().copied().unwrap_or(5432);
    let socket = directory.join(format!(".s.PGSQL.{port}"));
    let mut faults = 0;
    let mut early = 0;
    let mut point = 0;
    loop {
        let trap = Arc::new(Trap {
            script: script.clone(),
            point,
            fault,
            admin: admin.clone(),
            database: name.to_owned(),
            sprung: AtomicBool::new(false),
            at: Mutex::new(0),
            child: Mutex::new(None),
        });
        drop(connect(&database));
        let proxy = Proxy::start(socket.clone(), trap.clone());
        let through = format!("postgresql://postgres@127.0.0.1:{}/{name}?sslmode=disable", proxy.port);
        let child = {
            let mut slot = trap.child.lock().unwrap();
            let child = Command::new(env!("CARGO_BIN_EXE_pgmend"))
                .args(["apply", &plan, "--database", &through, "--lock-timeout", "10"])
                .env_remove("DATABASE_URL")
                .stdout(Stdio::null())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap();
            slot.insert(child).stderr.take().unwrap()
        };
        let mut said = String::new();
        let mut child = child;
        child.read_to_string(&mut said).unwrap();
        let status = trap.child.lock().unwrap().take().unwrap().wait().unwrap();
        // The server took the connection before it had noticed that it must recover: once more, as anybody would.
        let recovering =
            said.contains("the database system is") || said.contains("crash of another server process");
        if !trap.sprung.load(Ordering::SeqCst) && fault == Fault::Crash && recovering && early < 150 {
            early += 1;
            std::thread::sleep(Duration::from_millis(200));
            continue;
        }
        early = 0;
        if !trap.sprung.load(Ordering::SeqCst) {
            assert!(
                status.success(),
                "{fault:?} {strategy}: after {faults} faults, at point {point}:\n{said}"
            );
            break;
        }
        faults += 1;
        // A cut right after the last commit was sent may come too late to be noticed.
        let last = point + 1 >= script.points();
        assert!(!status.success() || last, "{fault:?} {strategy} at point {point}: not noticed\n{said}");
        assert!(
            fault == Fault::Kill || status.code().is_some_and(|code| code != 3),
            "{fault:?} {strategy} at point {point}: refused\n{said}"
        );
        if faults % 2 == 0 {
            // It may be lost as well.
            let _ = std::fs::remove_file(&journal);
        }
        point += step;
    }
    let check = pgmend(&["check", "--expected", goal, "--database", url]);
    expect(&check, 0, &["in sync"]);
    let mut client = connect(&database);
    let left = "SELECT count(*) FROM pg_class c LEFT JOIN pg_index i ON i.indexrelid = c.oid \
                WHERE NOT i.indisvalid OR c.relname LIKE '%\\_\\_new'";
    assert_eq!(client.query_one(left, &[]).unwrap().get::<_, i64>(0), 0);
    assert_eq!(rows(&database), before);
    expect(&pgmend(&["apply", &plan, "--database", url]), 0, &["done already"]);
    println!(
        "{strategy} {fault:?}: {} statements, {} points, {faults} faults, all recovered",
        file.statements.len(),
        script.points()
    );
    faults
}

fn url(config: &Config, name: &str) -> String {
    let Some(Host::Unix(directory)) = config.get_hosts().first() else { panic!("a server on a socket") };
    let port = config.get_ports().first().copied().unwrap_or(5432);
    format!("postgresql://postgres@/{name}?host={}&port={port}", percent_encode(&directory.to_string_lossy()))
}

/// PGMEND_FAULTS=all crashes the server at every point too; otherwise at every third.
#[test]
fn a_plan_that_is_broken_off_everywhere_is_completed() {
    // A crash takes all databases of a server: it is one of our own.
    let Some(binaries) = binaries() else { return };
    let all = std::env::var("PGMEND_FAULTS").is_ok_and(|value| value == "all");
    let quiet = Cluster::start(&binaries, &ClusterOptions::new()).unwrap();
    let crashing = Cluster::start(&binaries, &ClusterOptions::new()).unwrap();
    let goal = |cluster: &Cluster| {
        let admin = cluster.config("postgres");
        let mut client = connect(&admin);
        client.batch_execute("CREATE DATABASE goal").unwrap();
        client.batch_execute("CREATE DATABASE old").unwrap();
        connect(&cluster.config("goal")).batch_execute(&new()).unwrap();
        connect(&cluster.config("old")).batch_execute(&old()).unwrap();
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!(
            "fault-goal-{}-{}.json",
            cluster.process().unwrap_or(0),
            std::process::id()
        ));
        let path = path.to_str().unwrap().to_owned();
        expect(&pgmend(&["inspect", &url(&admin, "goal"), "-o", &path]), 0, &[]);
        path
    };
    let (calm, wild) = (goal(&quiet), goal(&crashing));
    let run = |cluster: &Cluster, goal: &str, strategy: &str, fault: Fault, step: usize| {
        let admin = cluster.config("postgres");
        let name = format!("{strategy}_{fault:?}").to_lowercase();
        connect(&admin).batch_execute(&format!("CREATE DATABASE {name} TEMPLATE old")).unwrap();
        let url = url(&admin, &name);
        torment(&admin, &name, strategy, fault, step, &url, goal)
    };
    let (step, crash_step) = (1, if all { 1 } else { 3 });
    let total: usize = std::thread::scope(|scope| {
        let jobs = [
            scope.spawn(|| run(&quiet, &calm, "online", Fault::Kill, step)),
            scope.spawn(|| run(&quiet, &calm, "online", Fault::Cut, step)),
            scope.spawn(|| {
                run(&quiet, &calm, "plain", Fault::Kill, step) + run(&quiet, &calm, "plain", Fault::Cut, step)
            }),
            scope.spawn(|| {
                run(&crashing, &wild, "online", Fault::Crash, crash_step)
                    + run(&crashing, &wild, "plain", Fault::Crash, crash_step)
            }),
        ];
        jobs.into_iter().map(|job| job.join().unwrap()).sum()
    });
    println!("{total} faults in all, all recovered");
}
