//! sqlx: `<version>_<description>.sql`, or `.up.sql` and `.down.sql`; the ledger has the SHA-384 of the file.
//!
//! Sources: sqlx-core 0.9, `migrate/source.rs` (names, `-- no-transaction` as the first words, the description with blanks for
//! underscores), `migrate/migration.rs` (the checksum); sqlx-postgres 0.9, `migrate.rs` (the table, the columns that it fills).

use std::path::Path;

use sha2::{Digest, Sha384};
use sql_emit::literal;

use super::text::{header, numbered, refusal, script};
use super::{Draft, Entry, Existing, Format, Migration, Numbering};
use crate::error::Result;

pub(super) struct Sqlx;

/// Whether the migrations there have ways down.
fn reversible(directory: &Path) -> bool {
    std::fs::read_dir(directory)
        .into_iter()
        .flatten()
        .flatten()
        .any(|file| file.file_name().to_string_lossy().ends_with(".up.sql"))
}

impl Format for Sqlx {
    fn directory(&self) -> &'static str {
        "migrations"
    }

    fn table(&self) -> Option<&'static str> {
        Some("_sqlx_migrations")
    }

    fn numbering(&self) -> Numbering {
        Numbering::Time
    }

    fn parse(&self, file: &str) -> Option<Existing> {
        if file.ends_with(".down.sql") {
            return None;
        }
        let (number, name) = numbered(file, ".up.sql").or_else(|| numbered(file, ".sql"))?;
        Some(Existing { version: number.parse::<i64>().ok()?.to_string(), name: name.to_owned() })
    }

    fn draft(&self, draft: Draft<'_>) -> Result<Migration> {
        let Draft { version, name, piece, .. } = draft;
        let mut text = String::new();
        if piece.outside {
            text += "-- no-transaction\n";
        }
        text += &format!("-- {}\n\n{}", header(&draft), script(piece));
        let checksum = Sha384::digest(&text).iter().map(|byte| format!("{byte:02x}")).collect();
        let (file, mut files) = match reversible(draft.directory) {
            true => (
                format!("{version}_{name}.up.sql"),
                vec![(format!("{version}_{name}.down.sql"), refusal(&draft))],
            ),
            false => (format!("{version}_{name}.sql"), Vec::new()),
        };
        files.insert(0, (file.clone(), text));
        let entry = Entry {
            version: version.to_owned(),
            description: name.replace('_', " "),
            file,
            checksum: Some(checksum),
            after: None,
        };
        Ok(Migration { files, entry })
    }

    fn create(&self, table: &str) -> String {
        format!(
            "CREATE TABLE IF NOT EXISTS {table} (version bigint PRIMARY KEY, description text NOT NULL, \
             installed_on timestamptz NOT NULL DEFAULT now(), success boolean NOT NULL, checksum bytea NOT NULL, \
             execution_time bigint NOT NULL)"
        )
    }

    fn insert(&self, table: &str, entry: &Entry) -> String {
        let version = literal(&entry.version);
        format!(
            "INSERT INTO {table} (version, description, success, checksum, execution_time) \
             SELECT {version}::bigint, {}, true, pg_catalog.decode({}, 'hex'), 0 \
             WHERE NOT EXISTS (SELECT FROM {table} WHERE version = {version}::bigint)",
            literal(&entry.description),
            literal(entry.checksum.as_deref().unwrap_or_default())
        )
    }

    fn claims(&self, table: &str) -> String {
        format!(
            "SELECT version::text, pg_catalog.encode(checksum, 'hex'), success::text FROM {table} ORDER BY version"
        )
    }

    fn by_hand(&self, _entry: &Entry) -> String {
        "let a role that may write it run this: sqlx itself has no way to mark a migration as applied".into()
    }
}
