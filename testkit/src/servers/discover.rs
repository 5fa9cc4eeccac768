//! Which servers are at hand.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

use pgmend::scratch::Binaries;

use super::{Kind, SUPPORTED, TestServer, embedded};
use crate::cache;

/// What a server is made from.
#[derive(Debug)]
pub(super) enum Source {
    Url(Box<postgres::Config>),
    Programs(Binaries),
    /// The path of the `pgmend` program.
    Embedded(PathBuf),
}

const ADVICE: &str =
    "run `cargo run -p pgmend-xtask -- servers` to fetch PostgreSQL 14 to 18, or set PGMEND_TEST_SERVERS";

pub(super) fn discover() -> Vec<TestServer> {
    let given = std::env::var("PGMEND_TEST_SERVERS").unwrap_or_default();
    let only_embedded = given.trim() == "embedded";
    let mut found: BTreeMap<u16, TestServer> = BTreeMap::new();
    if !only_embedded {
        for url in given.split(',').map(str::trim).filter(|u| !u.is_empty()) {
            let server = from_url(url);
            found.entry(server.major()).or_insert(server);
        }
        for (kind, binaries) in programs() {
            let major = binaries.major();
            found.entry(major).or_insert_with(|| TestServer::new(major, kind, Source::Programs(binaries)));
        }
    }
    if found.is_empty() {
        let program = embedded::program().unwrap_or_else(|| {
            panic!(
                "there is no PostgreSQL server to test with: {ADVICE}; or build the program that has one \
                 inside with `cargo build -p pgmend`"
            )
        });
        let server = TestServer::new(embedded::MAJOR, Kind::Embedded, Source::Embedded(program));
        found.insert(server.major(), server);
    }
    report(&found);
    require(&found);
    found.into_values().collect()
}

fn programs() -> Vec<(Kind, Binaries)> {
    let installed = Binaries::on_this_machine().into_iter().map(|binaries| (Kind::Installed, binaries));
    let cached = cache::server_directories().into_iter().map(|directory| {
        let binaries = Binaries::in_directory(&directory)
            .unwrap_or_else(|error| panic!("the cache is damaged: {error}; remove it and {ADVICE}"));
        (Kind::Cached, binaries)
    });
    installed.chain(cached).filter(|(_, binaries)| SUPPORTED.contains(&binaries.major())).collect()
}

fn from_url(url: &str) -> TestServer {
    let config: postgres::Config = url
        .parse()
        .unwrap_or_else(|error| panic!("PGMEND_TEST_SERVERS holds something that is no URL: {error}"));
    let number: i32 = config
        .connect(postgres::NoTls)
        .and_then(|mut client| client.query_one("SELECT current_setting('server_version_num')::int4", &[]))
        .unwrap_or_else(|error| {
            panic!("a server of PGMEND_TEST_SERVERS does not answer ({:?}): {error}", config.get_hosts())
        })
        .get(0);
    let major = u16::try_from(number / 10_000).expect("a major fits");
    TestServer::new(major, Kind::Given, Source::Url(Box::new(config)))
}

/// Past the capturing of the test harness, for it is true of all tests of the program.
fn report(found: &BTreeMap<u16, TestServer>) {
    let names: Vec<_> = found.values().map(ToString::to_string).collect();
    let missing = missing(found, &SUPPORTED);
    let mut line = format!("test servers: {}", names.join(", "));
    if !missing.is_empty() {
        line.push_str(&format!("; not at hand: {} ({ADVICE})", missing.join(", ")));
    }
    // A test must not fail because nobody reads its output.
    let _ = writeln!(std::io::stderr(), "{line}");
}

fn require(found: &BTreeMap<u16, TestServer>) {
    let Ok(list) = std::env::var("PGMEND_REQUIRE_SERVERS") else {
        return;
    };
    let wanted: Vec<u16> = list
        .split(',')
        .map(str::trim)
        .filter(|major| !major.is_empty())
        .map(|major| {
            major.parse().unwrap_or_else(|_| {
                panic!("PGMEND_REQUIRE_SERVERS is a list of majors like 14,15: {major:?} is none")
            })
        })
        .collect();
    let missing = missing(found, &wanted);
    assert!(
        missing.is_empty(),
        "PGMEND_REQUIRE_SERVERS asks for PostgreSQL {}, which is not at hand: {ADVICE}",
        missing.join(", ")
    );
    let embedded = found.values().any(|server| server.kind() == Kind::Embedded);
    assert!(
        !embedded,
        "PGMEND_REQUIRE_SERVERS asks for real servers, and only the embedded one is at hand: {ADVICE}"
    );
}

fn missing(found: &BTreeMap<u16, TestServer>, wanted: &[u16]) -> Vec<String> {
    wanted.iter().filter(|major| !found.contains_key(major)).map(ToString::to_string).collect()
}
