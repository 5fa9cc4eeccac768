//! Behind a real pgbouncer in transaction mode: it is noticed, one plan at a time is applied, and what needs a session is
//! refused.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test fails loudly

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use postgres::config::Host;
use postgres::{Config, NoTls};
use testkit::servers;

mod common;

use common::{expect, pgmend};

/// A pgbouncer that ends with its value.
struct Pooler {
    child: Child,
    port: u16,
}

impl Drop for Pooler {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn program() -> Option<PathBuf> {
    let places = ["/usr/sbin/pgbouncer", "/usr/bin/pgbouncer", "/usr/local/bin/pgbouncer"];
    let found = places.iter().map(PathBuf::from).find(|path| path.exists());
    if found.is_none() {
        let missing = "no pgbouncer at hand (Debian package pgbouncer): nothing was tried behind a pooler";
        assert!(std::env::var_os("PGMEND_REQUIRE_POOLER").is_none(), "{missing}");
        eprintln!("{missing}");
    }
    found
}

/// It refuses to run as root, and shares nothing with anybody: its place is readable by all.
fn start(program: &Path, server: &Config) -> Pooler {
    let Some(Host::Unix(socket)) = server.get_hosts().first() else { panic!("a server on a socket") };
    let server_port = server.get_ports().first().copied().unwrap_or(5432);
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let place = std::env::temp_dir().join(format!("pgmend-pooler-{}-{port}", std::process::id()));
    std::fs::create_dir(&place).unwrap();
    std::fs::write(place.join("users"), "\"postgres\" \"\"\n").unwrap();
    let settings = format!(
        "[databases]\n* = host={} port={server_port} user=postgres\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\n\
         unix_socket_dir =\nauth_type = any\nauth_file = {}\npool_mode = transaction\nlogfile =\npidfile =\n\
         ignore_startup_parameters = extra_float_digits,options\n",
        socket.display(),
        place.join("users").display()
    );
    let path = place.join("pgbouncer.ini");
    std::fs::write(&path, settings).unwrap();
    let mut command = Command::new(program);
    if is_root() {
        // The server's socket belongs to its account.
        command = Command::new("setpriv");
        command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]).arg(program);
    }
    let child = command.arg(&path).stderr(Stdio::null()).stdout(Stdio::null()).spawn().unwrap();
    let pooler = Pooler { child, port };
    let since = Instant::now();
    while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(since.elapsed() < Duration::from_secs(10), "pgbouncer does not answer");
        std::thread::sleep(Duration::from_millis(50));
    }
    pooler
}

fn is_root() -> bool {
    let output = Command::new("id").arg("-u").output().expect("id runs");
    String::from_utf8_lossy(&output.stdout).trim() == "0"
}

#[test]
fn a_transaction_pooler() {
    let Some(program) = program() else { return };
    let Some(server) = servers().iter().rev().find(|server| server.binaries().is_some()) else {
        eprintln!("no server on a socket at hand: nothing was tried behind a pooler");
        return;
    };
    let (there, made) = (server.database("there"), server.database("made"));
    there.execute("CREATE TABLE t (i integer)");
    made.execute("CREATE TABLE t (i integer, more text); CREATE INDEX by_i ON t (i)");
    let pooler = start(&program, there.config());
    let through = format!("postgresql://postgres@127.0.0.1:{}/{}?sslmode=disable", pooler.port, there.name());
    let expected = made.url();
    // What runs outside of transactions is refused, and says what to do.
    let online = ["apply", "--expected", &expected, "--database", &through, "--strategy", "online"];
    expect(&pgmend(&online), 3, &["transaction pooler", "1 statement", "directly"]);
    // Somebody else has the lock, whichever way they came.
    let mut other = there.config().connect(NoTls).unwrap();
    other.batch_execute("SELECT pg_advisory_lock(123589519306340)").unwrap();
    let plain = ["apply", "--expected", &expected, "--database", &through, "--lock-timeout", "0.5"];
    expect(&pgmend(&plain), 3, &["another pgmend", "pid"]);
    other.batch_execute("SELECT pg_advisory_unlock_all()").unwrap();
    expect(&pgmend(&plain), 0, &["applied"]);
    expect(&pgmend(&["check", "--expected", &expected, "--database", &there.url()]), 0, &["in sync"]);
    // Nothing is stranded on a session that the pooler keeps.
    let locks = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' \
                 AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
    let since = Instant::now();
    while other.query_one(locks, &[]).unwrap().get::<_, i64>(0) > 0 {
        assert!(since.elapsed() < Duration::from_secs(10), "a lock is stranded");
        std::thread::sleep(Duration::from_millis(50));
    }
}
