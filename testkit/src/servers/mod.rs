//! The servers that tests run on.
//!
//! In this order, the first of each major counts:
//!
//! 1. `PGMEND_TEST_SERVERS`, a comma separated list of URLs of superusers (or the word `embedded`);
//! 2. server programs on this machine: `PATH`, `pg_config`, `/usr/lib/postgresql/*/bin`…;
//! 3. the [cache](crate::cache), which `cargo run -p pgmend-xtask -- servers` fills with 14 to 18;
//! 4. when none of these has any server, the one that is embedded in the `pgmend` program.
//!
//! What was found, and what was not, is printed once per test program. `PGMEND_REQUIRE_SERVERS=14,15,16,17,18`
//! turns a missing one into a failure.
//!
//! A server made from programs is shared by every test process of this user, and ends by itself a few seconds after
//! the last of them, however that ended. `cargo run -p pgmend-xtask -- servers start` keeps it up.

mod database;
mod discover;
mod embedded;
mod shared;

use std::sync::OnceLock;

pub use database::TestDatabase;
pub use shared::{pin, unpin};

use discover::Source;
use pgmend::scratch::Binaries;

/// The majors that pgmend supports.
pub const SUPPORTED: [u16; 5] = [14, 15, 16, 17, 18];

/// Roles that exist on every test server; the last one may log in, none is a superuser.
pub const ROLES: [&str; 4] = ["pgmend_owner", "pgmend_reader", "pgmend_writer", "pgmend_limited"];

/// Where a test server comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Named by `PGMEND_TEST_SERVERS`.
    Given,
    /// Programs installed on this machine.
    Installed,
    /// Programs in the cache.
    Cached,
    /// The server inside the `pgmend` program: one connection at a time, one instance per database.
    Embedded,
}

/// A server on which tests may make databases.
#[derive(Debug)]
pub struct TestServer {
    major: u16,
    kind: Kind,
    source: Source,
    running: OnceLock<shared::Running>,
}

/// Every server at hand, the oldest first. Panics if there is none, or if a required one is missing.
pub fn servers() -> &'static [TestServer] {
    static SERVERS: OnceLock<Vec<TestServer>> = OnceLock::new();
    SERVERS.get_or_init(discover::discover)
}

/// One server, the newest at hand, for tests to which the major makes no difference.
pub fn server() -> &'static TestServer {
    servers().last().expect("discovery finds one or panics")
}

/// The server of a major, if it is at hand.
pub fn server_of(major: u16) -> Option<&'static TestServer> {
    servers().iter().find(|server| server.major == major)
}

impl TestServer {
    fn new(major: u16, kind: Kind, source: Source) -> Self {
        Self { major, kind, source, running: OnceLock::new() }
    }

    /// The major version.
    pub fn major(&self) -> u16 {
        self.major
    }

    /// Where it comes from.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Whether a database of it serves several connections at once. The embedded one does not.
    pub fn many_connections(&self) -> bool {
        self.kind != Kind::Embedded
    }

    /// The programs it was made from, when it was made from programs.
    pub fn binaries(&self) -> Option<&Binaries> {
        match &self.source {
            Source::Programs(binaries) => Some(binaries),
            Source::Url(_) | Source::Embedded(_) => None,
        }
    }

    /// A new empty database, dropped with the value. The hint becomes part of its name.
    pub fn database(&self, hint: &str) -> TestDatabase {
        match &self.source {
            Source::Embedded(program) => TestDatabase::embedded(program),
            _ => TestDatabase::create(self.running().config(), hint, self.major),
        }
    }

    /// How to reach its maintenance database as superuser.
    ///
    /// Panics for the embedded server, which lives as long as one database of it.
    pub fn maintenance(&self) -> &postgres::Config {
        self.running().config()
    }

    fn running(&self) -> &shared::Running {
        self.running.get_or_init(|| match &self.source {
            Source::Url(config) => shared::Running::given(config.as_ref().clone()),
            Source::Programs(binaries) => shared::Running::start(binaries),
            Source::Embedded(_) => {
                panic!("the embedded server has no maintenance database: ask it for a database of its own")
            }
        })
    }
}

impl std::fmt::Display for TestServer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let kind = match self.kind {
            Kind::Given => "given",
            Kind::Installed => "installed",
            Kind::Cached => "from the cache",
            Kind::Embedded => "embedded",
        };
        write!(f, "PostgreSQL {} ({kind})", self.major)
    }
}
