//! Whether there is room for what a plan writes anew.

use postgres::Client;

use crate::error::{Error, Result, server_message};
use crate::numbers;
use crate::plan_file::PlanFile;

/// Below this nobody needs to be told.
const WORTH_SAYING: u64 = 1_000_000_000;

/// Bytes that a plan needs beside what is there, and bytes that are free.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Space {
    /// Tables that are rewritten, with their indexes; and new indexes, taken to be as large as their table at most. The old
    /// files are there until the transaction ends.
    pub needed: u64,
    /// What is free where the database is, as far as it can be seen from here: the server tells nobody.
    pub free: Option<u64>,
}

impl Space {
    pub(super) fn look(client: &mut Client, file: &PlanFile) -> Result<Self> {
        let builds = |object: &str| object.starts_with("index:") || object.starts_with("constraint:");
        let needed = file
            .hazards
            .iter()
            .map(|hazard| match hazard.rewrites {
                true => hazard.bytes.saturating_add(hazard.index_bytes),
                false if builds(&hazard.object) => hazard.bytes,
                false => 0,
            })
            .fold(0u64, u64::saturating_add);
        Ok(Self { needed, free: if needed == 0 { None } else { free(client)? } })
    }

    /// That there is too little room, where that is known.
    pub fn shortage(&self) -> Option<String> {
        let free = self.free.filter(|free| *free < self.needed)?;
        Some(format!(
            "up to {} are written anew, and {} are free where the database is: make room, or go in smaller steps",
            numbers::bytes(self.needed),
            numbers::bytes(free)
        ))
    }

    pub(super) fn note(&self) -> Option<String> {
        if let Some(short) = self.shortage() {
            return Some(short);
        }
        let seen = match self.free {
            Some(free) => format!("{} are free", numbers::bytes(free)),
            None => "how much is free can't be seen from here".into(),
        };
        (self.needed >= WORTH_SAYING).then(|| {
            format!("up to {} are written anew beside what is there; {seen}", numbers::bytes(self.needed))
        })
    }
}

/// Only on the same machine, by a role that may know the place of the database: everything else would be a guess.
fn free(client: &mut Client) -> Result<Option<u64>> {
    let query = "SELECT CASE WHEN pg_catalog.inet_server_addr() IS NULL \
                   AND pg_catalog.pg_has_role('pg_read_all_settings', 'USAGE') \
                 THEN pg_catalog.current_setting('data_directory') END, \
                 (SELECT t.oid = 1663 FROM pg_catalog.pg_tablespace t \
                  JOIN pg_catalog.pg_database d ON d.dattablespace = t.oid WHERE d.datname = pg_catalog.current_database())";
    let row = client
        .query_one(query, &[])
        .map_err(|e| Error::failed(format!("free space: {}", server_message(&e))))?;
    let (directory, default): (Option<String>, Option<bool>) = (row.get(0), row.get(1));
    let Some(directory) = directory.filter(|_| default == Some(true)) else { return Ok(None) };
    Ok(free_at(&directory))
}

/// A directory of the same name on another machine would tell of that one: over a socket there is only one.
#[cfg(unix)]
fn free_at(directory: &str) -> Option<u64> {
    let found = rustix::fs::statvfs(directory).ok()?;
    Some(found.f_bavail.saturating_mul(found.f_frsize))
}

#[cfg(not(unix))]
fn free_at(_: &str) -> Option<u64> {
    None
}
