//! How many statements and round trips a reading takes, counted on the wire.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test fails loudly

mod common;

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::net::UnixStream;
use std::sync::{Arc, Mutex};

use common::servers;
use pg_introspect::postgres::config::Host;
use pg_introspect::postgres::{Config, NoTls};
use pg_introspect::{Options, read};
use testkit::TestDatabase;

/// The texts of the simple queries that went to the server, and how many other messages there were.
#[derive(Default)]
struct Seen {
    queries: Vec<String>,
    others: usize,
}

/// Passes one connection on to the database's server and takes notes.
fn wiretap(database: &TestDatabase) -> (Config, Arc<Mutex<Seen>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let mut config = Config::new();
    config.host("127.0.0.1").port(listener.local_addr().unwrap().port()).dbname(database.name());
    config.user(database.config().get_user().unwrap());
    if let Some(password) = database.config().get_password() {
        config.password(password);
    }
    let seen = Arc::new(Mutex::new(Seen::default()));
    let notes = Arc::clone(&seen);
    let port = database.config().get_ports().first().copied().unwrap_or(5432);
    let host = database.config().get_hosts()[0].clone();
    std::thread::spawn(move || {
        let (client, _) = listener.accept().unwrap();
        match host {
            Host::Tcp(name) => {
                let server = TcpStream::connect((name, port)).unwrap();
                pass_on(client, server.try_clone().unwrap(), server, &notes);
            }
            Host::Unix(directory) => {
                let server = UnixStream::connect(directory.join(format!(".s.PGSQL.{port}"))).unwrap();
                pass_on(client, server.try_clone().unwrap(), server, &notes);
            }
        }
    });
    (config, seen)
}

fn pass_on(
    mut client: TcpStream,
    mut from: impl Read + Send + 'static,
    mut to: impl Write,
    seen: &Mutex<Seen>,
) {
    let mut back = client.try_clone().unwrap();
    std::thread::spawn(move || std::io::copy(&mut from, &mut back));
    let mut started = false;
    loop {
        // The first message has no letter.
        let mut letter = [0; 1];
        if started && client.read_exact(&mut letter).is_err() {
            return;
        }
        let mut length = [0; 4];
        if client.read_exact(&mut length).is_err() {
            return;
        }
        let mut body = vec![0; u32::from_be_bytes(length) as usize - 4];
        client.read_exact(&mut body).unwrap();
        let mut seen = seen.lock().unwrap();
        match letter[0] {
            b'Q' => seen.queries.push(String::from_utf8(body[..body.len() - 1].to_vec()).unwrap()),
            _ => seen.others += 1,
        }
        drop(seen);
        if started {
            to.write_all(&letter).unwrap();
        }
        to.write_all(&length).unwrap();
        if to.write_all(&body).is_err() {
            return;
        }
        started = true;
    }
}

/// Everything that was sent for a database with so many tables, without the oids in it.
fn sent(database: &TestDatabase, tables: usize) -> Vec<String> {
    database.execute(&format!(
        "DO $$ BEGIN FOR n IN 1..{tables} LOOP EXECUTE format('CREATE TABLE t%s (id serial PRIMARY KEY, a text DEFAULT %L CHECK (a <> %L), b integer GENERATED ALWAYS AS (id + 1) STORED);
         CREATE INDEX ON t%1$s (lower(a)); CREATE VIEW v%1$s AS SELECT id FROM t%1$s; COMMENT ON TABLE t%1$s IS %L', n, 'x', 'y', 'z'); END LOOP; END $$"
    ));
    let (config, seen) = wiretap(database);
    let mut client = config.connect(NoTls).unwrap();
    let before = seen.lock().unwrap().others;
    let read = read(&mut client, &Options::new()).unwrap();
    assert_eq!(read.schema.all::<schema_model::Table>().count(), tables);
    let seen = seen.lock().unwrap();
    assert_eq!(seen.others, before, "only simple queries are sent");
    seen.queries
        .iter()
        .map(|query| query.split('\'').map(|part| if part.starts_with('{') { "…" } else { part }).collect())
        .collect()
}

#[test]
fn the_same_is_sent_for_any_number_of_tables() {
    for server in servers() {
        let few = sent(&server.database("few"), 3);
        let many = sent(&server.database("many"), 100);
        assert_eq!(few, many);
        // BEGIN, five batches, ROLLBACK.
        assert_eq!(few.len(), 7, "{few:#?}");
        let statements: usize = few.iter().map(|query| query.matches(";\n").count()).sum();
        assert!((30..=70).contains(&statements), "{statements}");
    }
}
