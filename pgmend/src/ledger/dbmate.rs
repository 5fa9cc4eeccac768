//! dbmate: `<version>_<name>.sql` with `-- migrate:up` and `-- migrate:down`; the ledger has versions alone.
//!
//! Sources: dbmate 2, `pkg/dbmate/migration.go` (the marks, `transaction:false`), `pkg/driver/postgres` (the table).

use super::text::{claim_versions, header, insert_version, numbered, refusal, refuse_lines, script};
use super::{Draft, Entry, Existing, Format, Migration, Numbering};
use crate::error::Result;

pub(super) struct Dbmate;

/// A line that dbmate takes for a mark: `^--\s*migrate:(up|down)`.
fn is_mark(line: &str) -> bool {
    line.strip_prefix("--").is_some_and(|rest| rest.trim_start().starts_with("migrate:"))
}

impl Format for Dbmate {
    fn directory(&self) -> &'static str {
        "db/migrations"
    }

    fn table(&self) -> Option<&'static str> {
        Some("schema_migrations")
    }

    fn numbering(&self) -> Numbering {
        Numbering::Time
    }

    fn parse(&self, file: &str) -> Option<Existing> {
        let stem = file.strip_suffix(".sql")?;
        let digits = stem.bytes().take_while(u8::is_ascii_digit).count();
        let (version, name) = stem.split_at_checked(digits).filter(|(version, _)| !version.is_empty())?;
        let name = numbered(file, ".sql").map_or(name, |(_, name)| name);
        Some(Existing { version: version.to_owned(), name: name.to_owned() })
    }

    fn draft(&self, draft: Draft<'_>) -> Result<Migration> {
        let Draft { version, name, piece, .. } = draft;
        refuse_lines("dbmate", piece, is_mark)?;
        let option = if piece.outside { " transaction:false" } else { "" };
        let text = format!(
            "-- migrate:up{option}\n-- {}\n\n{}\n-- migrate:down\n{}",
            header(&draft),
            script(piece),
            refusal(&draft)
        );
        let file = format!("{version}_{name}.sql");
        let entry = Entry::new(version, name, &file);
        Ok(Migration { files: vec![(file, text)], entry })
    }

    fn create(&self, table: &str) -> String {
        format!("CREATE TABLE IF NOT EXISTS {table} (version varchar(128) PRIMARY KEY)")
    }

    fn insert(&self, table: &str, entry: &Entry) -> String {
        insert_version(table, entry)
    }

    fn claims(&self, table: &str) -> String {
        claim_versions(table)
    }

    fn by_hand(&self, _entry: &Entry) -> String {
        "let a role that may write it run this: dbmate itself has no way to mark a migration as applied"
            .into()
    }
}
