//! refinery: `V<version>__<name>.sql`; the ledger has the SipHash-1-3 of name, version and text.
//!
//! Sources: refinery-core 0.9 and 0.10, `util.rs` (names), `runner.rs` (the checksum, as Rust hashes a `str`, an `i32` and a
//! `str`), `traits/mod.rs` (the table, times as RFC 3339), `drivers/postgres.rs` (every migration in a transaction).

use std::hash::{Hash, Hasher};

use siphasher::sip::SipHasher13;
use sql_emit::literal;

use super::text::{header, refuse_outside, script};
use super::{Draft, Entry, Existing, Format, Migration, Numbering};
use crate::error::{Error, Result};

pub(super) struct Refinery;

impl Format for Refinery {
    fn directory(&self) -> &'static str {
        "migrations"
    }

    fn table(&self) -> Option<&'static str> {
        Some("refinery_schema_history")
    }

    fn numbering(&self) -> Numbering {
        Numbering::Sequence(1)
    }

    fn parse(&self, file: &str) -> Option<Existing> {
        let stem = file.strip_suffix(".sql").or_else(|| file.strip_suffix(".rs"))?;
        let (number, name) = stem.strip_prefix(['V', 'U'])?.split_once("__")?;
        Some(Existing { version: number.parse::<i64>().ok()?.to_string(), name: name.to_owned() })
    }

    fn draft(&self, draft: Draft<'_>) -> Result<Migration> {
        let Draft { version, name, piece, .. } = draft;
        refuse_outside("refinery", piece)?;
        let number: i32 = version.parse().map_err(|_| {
            Error::refused(format!(
                "refinery counts by 32 bits, and {version} is more: name another with --number (versions of 64 bits, a feature of \
                 refinery's, have other checksums, which pgmend does not write)"
            ))
        })?;
        let text = format!("-- {}\n\n{}", header(&draft), script(piece));
        let mut hasher = SipHasher13::new();
        name.hash(&mut hasher);
        number.hash(&mut hasher);
        text.hash(&mut hasher);
        let file = format!("V{version}__{name}.sql");
        let entry = Entry {
            version: version.to_owned(),
            description: name.to_owned(),
            file: file.clone(),
            checksum: Some(hasher.finish().to_string()),
            after: None,
        };
        Ok(Migration { files: vec![(file, text)], entry })
    }

    fn create(&self, table: &str) -> String {
        format!(
            "CREATE TABLE IF NOT EXISTS {table} (version integer PRIMARY KEY, name varchar(255), applied_on varchar(255), \
             checksum varchar(255))"
        )
    }

    fn insert(&self, table: &str, entry: &Entry) -> String {
        let version = literal(&entry.version);
        format!(
            "INSERT INTO {table} (version, name, applied_on, checksum) SELECT {version}::integer, {}, \
             pg_catalog.to_char(pg_catalog.now() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"'), {} \
             WHERE NOT EXISTS (SELECT FROM {table} WHERE version = {version}::integer)",
            literal(&entry.description),
            literal(entry.checksum.as_deref().unwrap_or_default())
        )
    }

    fn claims(&self, table: &str) -> String {
        format!("SELECT version::text, checksum::text, 'true'::text FROM {table} ORDER BY version")
    }

    fn by_hand(&self, entry: &Entry) -> String {
        format!("refinery migrate --fake -t {}", entry.version)
    }
}
