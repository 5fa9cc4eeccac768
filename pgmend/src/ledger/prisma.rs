//! Prisma Migrate: a directory `<version>_<name>` with `migration.sql`; the ledger has the SHA-256 of that file.
//!
//! Sources: Prisma's schema engine (`migration.sql` is sent as it is, as one simple query, so that a single statement is in no
//! transaction; the table and its checksum).

use sha2::{Digest, Sha256};
use sql_emit::literal;

use super::text::{header, numbered, script};
use super::{Draft, Entry, Existing, Format, Migration, Numbering};
use crate::error::Result;

pub(super) struct Prisma;

impl Format for Prisma {
    fn directory(&self) -> &'static str {
        "prisma/migrations"
    }

    fn table(&self) -> Option<&'static str> {
        Some("_prisma_migrations")
    }

    fn numbering(&self) -> Numbering {
        Numbering::Time
    }

    /// Its migrations are directories, and known by their whole names.
    fn parse(&self, file: &str) -> Option<Existing> {
        let (version, name) = match numbered(file, "") {
            Some((version, name)) => (version, name),
            None if file.contains('.') => return None,
            None => (file, file),
        };
        Some(Existing { version: version.to_owned(), name: name.to_owned() })
    }

    fn draft(&self, draft: Draft<'_>) -> Result<Migration> {
        let Draft { version, name, piece, directory, .. } = draft;
        let text = format!("-- {}\n\n{}", header(&draft), script(piece));
        let checksum = Sha256::digest(&text).iter().map(|byte| format!("{byte:02x}")).collect();
        let folder = format!("{version}_{name}");
        let file = format!("{folder}/migration.sql");
        let mut files = vec![(file.clone(), text)];
        if !directory.join("migration_lock.toml").exists() {
            let lock = "# Prisma keeps this file by itself. It belongs into version control.\nprovider = \"postgresql\"\n";
            files.push(("migration_lock.toml".into(), lock.into()));
        }
        let entry = Entry {
            version: version.to_owned(),
            description: folder,
            file,
            checksum: Some(checksum),
            after: None,
        };
        Ok(Migration { files, entry })
    }

    fn create(&self, table: &str) -> String {
        format!(
            "CREATE TABLE IF NOT EXISTS {table} (id varchar(36) PRIMARY KEY NOT NULL, checksum varchar(64) NOT NULL, \
             finished_at timestamptz, migration_name varchar(255) NOT NULL, logs text, rolled_back_at timestamptz, \
             started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0)"
        )
    }

    fn insert(&self, table: &str, entry: &Entry) -> String {
        let name = literal(&entry.description);
        format!(
            "INSERT INTO {table} (id, checksum, migration_name, finished_at, applied_steps_count) \
             SELECT pg_catalog.gen_random_uuid()::text, {}, {name}, pg_catalog.now(), 1 WHERE NOT EXISTS (SELECT FROM {table} \
             WHERE migration_name = {name} AND finished_at IS NOT NULL AND rolled_back_at IS NULL)",
            literal(entry.checksum.as_deref().unwrap_or_default())
        )
    }

    fn claims(&self, table: &str) -> String {
        format!(
            "SELECT pg_catalog.split_part(migration_name, '_', 1), checksum::text, (finished_at IS NOT NULL)::text FROM {table} \
             WHERE rolled_back_at IS NULL ORDER BY migration_name"
        )
    }

    fn by_hand(&self, entry: &Entry) -> String {
        format!("prisma migrate resolve --applied {}", entry.description)
    }
}
