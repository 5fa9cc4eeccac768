//! Planted drifts, as data: `testkit/drift/drifts.toml` on top of `base.sql` and its companions.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::TestServer;

/// One change of one property of one object.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Drift {
    /// The kind's word.
    pub kind: String,
    /// The field that must be found changed.
    #[serde(default)]
    pub field: Option<String>,
    /// Which part of the field.
    #[serde(default)]
    pub what: Option<String>,
    /// Instead of a field: `add` or `remove`.
    #[serde(default)]
    pub change: Option<String>,
    /// The object's id.
    pub object: String,
    /// What is there before, made in the same transaction: what the databases of a cluster share is no database's to hold.
    #[serde(default)]
    pub before: Option<String>,
    /// What plants it.
    pub sql: String,
    /// The oldest major version that can.
    #[serde(default)]
    pub min_major: Option<u16>,
    /// The newest.
    #[serde(default)]
    pub max_major: Option<u16>,
    /// It needs the contrib extensions.
    #[serde(default)]
    pub contrib: bool,
    /// It needs a full build: see [`is_full`].
    #[serde(default)]
    pub full: bool,
    /// It needs a tablespace called `pgmend_space`.
    #[serde(default)]
    pub tablespace: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    drift: Vec<Drift>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("drift")
}

fn text(file: &str) -> String {
    let path = folder().join(file);
    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path:?}: {e}"))
}

impl Drift {
    /// Whether a server of this major version, and built so, can have it.
    pub fn applies_to(&self, server: &TestServer) -> bool {
        let major = server.major();
        (is_full(server) || !self.full)
            && self.min_major.is_none_or(|min| major >= min)
            && self.max_major.is_none_or(|max| major <= max)
    }
}

/// All planted drifts.
pub fn drifts() -> Vec<Drift> {
    toml::from_str::<File>(&text("drifts.toml")).unwrap_or_else(|e| panic!("drifts.toml: {e}")).drift
}

/// Whether a server carries the contrib extensions.
pub fn has_contrib(server: &TestServer) -> bool {
    let database = server.database("contrib");
    let rows = database
        .connect()
        .query("SELECT 1 FROM pg_catalog.pg_available_extensions WHERE name IN ('citext', 'hstore', 'btree_gist')", &[])
        .unwrap_or_else(|e| panic!("{e}"));
    rows.len() == 3
}

/// Whether a server has what not every build of PostgreSQL has.
pub fn is_full(server: &TestServer) -> bool {
    // The embedded server is no full build, and the only one that there is for one connection.
    server.many_connections()
}

/// What a server is loaded with before anything is planted.
pub fn base(server: &TestServer, contrib: bool) -> String {
    let major = server.major();
    let mut all = text("base.sql");
    for since in [15, 17, 18] {
        if major >= since {
            all += &text(&format!("base.{since}.sql"));
        }
    }
    if is_full(server) {
        all += &text("base.full.sql");
    }
    if contrib {
        all += &text("base.contrib.sql");
    }
    all
}
