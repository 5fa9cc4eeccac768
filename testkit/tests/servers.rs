//! The test servers keep what their documentation says.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test fails loudly
#![cfg(unix)]

use testkit::servers::ROLES;
use testkit::{server, servers};

#[test]
fn every_server_gives_empty_utf8_databases_that_go_with_their_value() {
    for server in servers() {
        let database = server.database("Odd hint – \"ü\"");
        let mut client = database.connect();
        let row = client
            .query_one(
                "SELECT current_setting('server_version_num')::int4 / 10000,
                        current_setting('server_encoding'),
                        (SELECT count(*) FROM pg_class WHERE oid >= 16384),
                        current_database()::text",
                &[],
            )
            .unwrap();
        assert_eq!(row.get::<_, i32>(0), i32::from(server.major()), "{server}");
        assert_eq!(row.get::<_, String>(1), "UTF8", "{server}");
        assert_eq!(row.get::<_, i64>(2), 0, "{server}");
        let name = row.get::<_, String>(3);
        assert_eq!(name, database.name());
        drop(client);
        drop(database);
        if server.many_connections() {
            let mut client = server.maintenance().connect(postgres::NoTls).unwrap();
            let left = client.query("SELECT 1 FROM pg_database WHERE datname = $1", &[&name]).unwrap();
            assert!(left.is_empty(), "{server}: {name} is still there");
        }
    }
}

#[test]
fn the_fixed_roles_are_there_and_are_no_superusers() {
    for server in servers() {
        let database = server.database("roles");
        for role in ROLES {
            let row = database
                .connect()
                .query_one("SELECT rolsuper, rolcanlogin FROM pg_roles WHERE rolname = $1", &[&role])
                .unwrap();
            assert!(!row.get::<_, bool>(0), "{server}: {role}");
            assert_eq!(row.get::<_, bool>(1), role == "pgmend_limited", "{server}");
        }
    }
}

#[test]
fn a_url_leads_to_the_same_database() {
    let database = server().database("url");
    let mut client = postgres::Client::connect(&database.url(), postgres::NoTls).unwrap();
    let row = client.query_one("SELECT current_database()::text, current_user::text", &[]).unwrap();
    assert_eq!(row.get::<_, String>(0), database.name());
    assert_eq!(row.get::<_, String>(1), "postgres");
}

#[test]
fn the_limited_role_may_log_in() {
    for server in servers() {
        if !server.many_connections() {
            continue;
        }
        let database = server.database("limited");
        let row = database.connect_as("pgmend_limited").query_one("SELECT current_user::text", &[]).unwrap();
        assert_eq!(row.get::<_, String>(0), "pgmend_limited");
    }
}

/// What a killed test left is gone when the next process comes: this one has looked already, so the next one is started.
#[test]
fn databases_of_dead_processes_are_swept() {
    const VICTIM: &str = "PGMEND_TEST_VICTIM";
    let server = server();
    if std::env::var_os(VICTIM).is_some() {
        server.database("none_is_needed");
        return;
    }
    if server.binaries().is_none() {
        return;
    }
    let mut client = server.maintenance().connect(postgres::NoTls).unwrap();
    // No process has so high a number.
    let name = format!("pgmend_test_2147483646_{}_left", std::process::id());
    client.batch_execute(&format!("CREATE DATABASE {name}")).unwrap();
    let status = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "databases_of_dead_processes_are_swept"])
        .env(VICTIM, "1")
        .status()
        .unwrap();
    assert!(status.success());
    let left = client.query("SELECT FROM pg_database WHERE datname = $1", &[&name]).unwrap();
    assert!(left.is_empty(), "{name} is still there");
}
