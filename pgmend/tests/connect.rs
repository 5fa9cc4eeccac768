//! Connections to real servers, and what is said when there is none.
#![cfg(unix)]
#![allow(clippy::unwrap_used)]

use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::{Duration, Instant};

use pgmend::connect::{Environment, Target, percent_encode};
use pgmend::scratch::{Cluster, ClusterOptions};

mod common;

const PASSWORD: &str = "it's a \"s3cret\": 50%/ü";

/// A cluster that asks for [`PASSWORD`], on a port of this machine.
fn cluster() -> Option<(Cluster, u16)> {
    let options = ClusterOptions::new().tcp_with_password(PASSWORD);
    let cluster = Cluster::start(&common::binaries()?, &options).unwrap();
    let port = cluster.tcp_port().unwrap();
    Some((cluster, port))
}

fn nothing() -> Environment {
    Environment::empty().user("somebody")
}

fn parse(text: &str) -> Target {
    Target::parse_in(text, &nothing()).unwrap()
}

fn answer(target: &Target, question: &str) -> String {
    let mut client = target.connect().unwrap();
    client.query_one(question, &[]).unwrap().get(0)
}

fn write_private(path: &Path, text: &str) {
    std::fs::write(path, text).unwrap();
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)).unwrap();
}

#[test]
fn nobody_answers() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let directory = tempfile::tempdir().unwrap();
    for text in [
        format!("postgresql://alice:s3cret@127.0.0.1:{free}/shop"),
        format!("host={} dbname=shop user=alice password=s3cret", directory.path().display()),
        "postgresql://alice:s3cret@no-such-host.invalid/shop".to_owned(),
    ] {
        let error = parse(&text).connect().err().unwrap();
        assert!(error.is_unreachable(), "{error:?}");
        assert!(!error.is_authentication() && !error.is_missing_database());
        let said = error.to_string();
        assert!(said.contains("alice") && said.contains("shop"), "{said}");
        assert!(!format!("{error:?}{error}").contains("s3cret"), "{error:?}");
    }
}

#[test]
fn somebody_who_says_nothing_is_given_up() {
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = silent.local_addr().unwrap().port();
    let start = Instant::now();
    let target = parse(&format!("postgresql://u@127.0.0.1:{port}/d?connect_timeout=1&sslmode=disable"));
    let error = target.connect().err().unwrap();
    assert!(error.is_unreachable(), "{error:?}");
    assert!(error.to_string().contains("within 1 second"), "{error}");
    assert!(start.elapsed() < Duration::from_secs(10));
}

#[test]
fn passwords() {
    let Some((_cluster, port)) = cluster() else {
        return;
    };
    let url = |password: &str| format!("postgresql://postgres{password}@127.0.0.1:{port}/postgres");
    let right = parse(&url(&format!(":{}", percent_encode(PASSWORD))));
    assert_eq!(answer(&right, "SELECT current_user::text"), "postgres");
    assert!(!format!("{right} {right:?}").contains("s3cret"));

    let wrong = parse(&url(":n0t-it")).connect().err().unwrap();
    assert!(wrong.is_authentication(), "{wrong:?}");
    assert_eq!(wrong.code().unwrap().code(), "28P01");
    assert!(!format!("{wrong} {wrong:?}").contains("n0t-it"));
    assert!(wrong.to_string().contains(&format!("postgresql://postgres@127.0.0.1:{port}/postgres")));

    let none = parse(&url("")).connect().err().unwrap();
    assert!(none.is_authentication(), "{none:?}");
    assert!(none.hints().iter().any(|hint| hint.contains("PGPASSWORD")), "{none:?}");
}

#[test]
fn databases_and_roles_that_do_not_exist() {
    let Some((_cluster, port)) = cluster() else {
        return;
    };
    let password = percent_encode(PASSWORD);
    let target = parse(&format!("postgresql://postgres:{password}@127.0.0.1:{port}/no%20such"));
    let error = target.connect().err().unwrap();
    assert!(error.is_missing_database() && !error.is_unreachable(), "{error:?}");
    assert!(error.to_string().contains("no such"), "{error}");
    let target = parse(&format!("postgresql://nobody:{password}@127.0.0.1:{port}/postgres"));
    assert!(target.connect().err().unwrap().is_authentication());
}

#[test]
fn odd_names_arrive() {
    let Some((cluster, _)) = cluster() else {
        return;
    };
    let database = "Weird \"Name😀 /?&= %";
    let user = "O'Brien \"x\"@home:1";
    let mut client = cluster.config("postgres").connect(postgres::NoTls).unwrap();
    let quote = |name: &str| format!("\"{}\"", name.replace('"', "\"\""));
    client.batch_execute(&format!("CREATE ROLE {} LOGIN PASSWORD 'ü:@/'", quote(user))).unwrap();
    client.batch_execute(&format!("CREATE DATABASE {}", quote(database))).unwrap();
    let socket = cluster.socket_directory();
    let port = cluster.tcp_port().unwrap();
    let url = format!(
        "postgresql://{}:{}@/{}?host={}&port={port}",
        percent_encode(user),
        percent_encode("ü:@/"),
        percent_encode(database),
        percent_encode(&socket.to_string_lossy())
    );
    let keywords = format!(
        "host='{}' port={port} user='{}' password='ü:@/' dbname='{}'",
        socket.display(),
        user.replace('\'', "\\'"),
        database
    );
    for text in [url, keywords] {
        let target = parse(&text);
        assert_eq!(answer(&target, "SELECT current_database()::text"), database);
        assert_eq!(answer(&target, "SELECT current_user::text"), user);
        let again = parse(&format!("{target}")).with_database(database);
        assert_eq!((again.user(), again.database()), (user, database));
    }
}

#[test]
fn the_environment_leads_as_in_libpq() {
    let Some((_cluster, port)) = cluster() else {
        return;
    };
    let home = tempfile::tempdir().unwrap();
    let variables = nothing()
        .home(home.path())
        .variable("PGHOST", "127.0.0.1")
        .variable("PGPORT", port.to_string())
        .variable("PGUSER", "postgres")
        .variable("PGDATABASE", "postgres")
        .variable("PGAPPNAME", "my app")
        .variable("PGOPTIONS", "-c work_mem=9MB");
    let with_password = variables.clone().variable("PGPASSWORD", PASSWORD);
    let target = Target::from_variables(&with_password).unwrap();
    assert_eq!(answer(&target, "SHOW application_name"), "my app");
    assert_eq!(answer(&target, "SHOW work_mem"), "9MB");

    let url = format!("postgresql://postgres@localhost:{port}/template1");
    let target = Target::from_variables(&with_password.variable("DATABASE_URL", &url)).unwrap();
    assert_eq!(answer(&target, "SELECT current_database()::text"), "template1");

    let escaped = PASSWORD.replace('\\', "\\\\").replace(':', "\\:");
    let passfile = home.path().join(".pgpass");
    write_private(&passfile, &format!("other:*:*:*:wrong\n127.0.0.1:{port}:postgres:postgres:{escaped}\n"));
    let target = Target::from_variables(&variables).unwrap();
    assert_eq!(answer(&target, "SELECT current_user::text"), "postgres");
    assert!(target.warnings().is_empty());
    assert!(target.with_database("template1").connect().err().unwrap().is_authentication());

    std::fs::set_permissions(&passfile, std::fs::Permissions::from_mode(0o640)).unwrap();
    let target = Target::from_variables(&variables).unwrap();
    assert!(target.warnings()[0].contains("chmod 0600"));
    let error = target.connect().err().unwrap();
    assert!(error.hints().iter().any(|hint| hint.contains("chmod 0600")), "{error:?}");

    let services = home.path().join("services");
    let text = format!(
        "[mine]\nhost=127.0.0.1\nport={port}\ndbname=template1\nuser=postgres\npassword={PASSWORD}\n"
    );
    write_private(&services, &text);
    let environment =
        nothing().variable("PGSERVICEFILE", services.to_string_lossy()).variable("PGDATABASE", "never");
    let target = Target::parse_in("service=mine", &environment).unwrap();
    assert_eq!(answer(&target, "SELECT current_database()::text"), "template1");
    assert_eq!(answer(&target, "SHOW application_name"), "pgmend");
}

#[test]
fn the_first_host_that_answers_counts_and_a_refusal_is_the_last_word() {
    let Some((_cluster, port)) = cluster() else {
        return;
    };
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let password = percent_encode(PASSWORD);
    let both = format!("127.0.0.1:{free},127.0.0.1:{port}");
    let target =
        parse(&format!("postgresql://postgres:{password}@{both}/postgres?target_session_attrs=primary"));
    assert_eq!(answer(&target, "SELECT inet_server_port()::text"), port.to_string());
    let standby =
        parse(&format!("postgresql://postgres:{password}@{both}/postgres?target_session_attrs=standby"));
    assert!(standby.connect().is_err());
    let wrong = parse(&format!("postgresql://postgres:no@127.0.0.1:{port},127.0.0.1:{free}/postgres"));
    assert!(wrong.connect().err().unwrap().is_authentication());
}

#[test]
fn a_statement_can_be_cancelled() {
    let Some((_cluster, port)) = cluster() else {
        return;
    };
    let password = percent_encode(PASSWORD);
    let target = parse(&format!("postgresql://postgres:{password}@127.0.0.1:{port}/postgres"));
    let mut client = target.connect().unwrap();
    let canceller = target.canceller(&client).unwrap();
    let start = Instant::now();
    let other = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(300));
        canceller.cancel().unwrap();
    });
    let error = client.simple_query("SELECT pg_sleep(60)").err().unwrap();
    other.join().unwrap();
    assert_eq!(error.code(), Some(&postgres::error::SqlState::QUERY_CANCELED));
    assert!(start.elapsed() < Duration::from_secs(30));
}

#[test]
fn client_programs_are_led_to_the_same_database() {
    let Some((_cluster, port)) = cluster() else {
        return;
    };
    let password = percent_encode(PASSWORD);
    let target =
        parse(&format!("postgresql://postgres:{password}@127.0.0.1:{port}/template1?application_name=a%20b"));
    let mut command = std::process::Command::new("/bin/sh");
    command
        .args(["-c", "echo \"$PGHOST|$PGPORT|$PGUSER|$PGDATABASE|$PGPASSWORD|$PGAPPNAME|$PGSERVICE\""])
        .env("PGSERVICE", "inherited");
    target.lead(&mut command);
    let output = command.env_remove("PGSERVICE").output().unwrap();
    assert_eq!(
        String::from_utf8(output.stdout).unwrap().trim(),
        format!("127.0.0.1|{port}|postgres|template1|{PASSWORD}|a b|")
    );
}
