//! Flyway: `V<version>__<description>.sql`; the ledger has the CRC-32 of the lines.
//!
//! As Flyway's documentation ("Versioned migrations", "Script configuration", "Schema history table") and its sources
//! (`LoadableResource.checksum`, `PostgreSQLDatabase.getRawCreateScript`) are remembered: Flyway can not be had from the registries
//! that the tests use, so nothing of this was ever tried with it.

use sql_emit::literal;

use super::text::{header, script};
use super::{Draft, Entry, Existing, Format, Migration, Numbering};
use crate::error::Result;

pub(super) struct Flyway;

/// The CRC-32 of all lines without their ends, as a signed number. A line ends as Java's `BufferedReader.readLine` says: at
/// `\n`, `\r` or both.
fn checksum(text: &str) -> String {
    let mut hasher = crc32fast::Hasher::new();
    for line in text.split(['\n', '\r']) {
        hasher.update(line.as_bytes());
    }
    hasher.finalize().cast_signed().to_string()
}

impl Format for Flyway {
    fn directory(&self) -> &'static str {
        "sql"
    }

    fn table(&self) -> Option<&'static str> {
        Some("flyway_schema_history")
    }

    fn numbering(&self) -> Numbering {
        Numbering::Sequence(1)
    }

    /// Versions with dots or underscores (`1.2`, `1_2`) are known by their first number: the next one comes after it.
    fn parse(&self, file: &str) -> Option<Existing> {
        let (version, name) = file.strip_suffix(".sql")?.strip_prefix('V')?.split_once("__")?;
        version.starts_with(|c: char| c.is_ascii_digit()).then_some(())?;
        Some(Existing { version: version.replace('_', "."), name: name.to_owned() })
    }

    fn draft(&self, draft: Draft<'_>) -> Result<Migration> {
        let Draft { version, name, piece, .. } = draft;
        let text = format!("-- {}\n\n{}", header(&draft), script(piece));
        let file = format!("V{version}__{name}.sql");
        let mut settings = String::new();
        if piece.outside {
            settings += "executeInTransaction=false\n";
        }
        if text.contains("${") {
            settings += "placeholderReplacement=false\n";
        }
        let entry = Entry {
            version: version.to_owned(),
            description: name.replace('_', " "),
            file: file.clone(),
            checksum: Some(checksum(&text)),
            after: None,
        };
        let mut files = vec![(file.clone(), text)];
        if !settings.is_empty() {
            files.push((format!("{file}.conf"), settings));
        }
        Ok(Migration { files, entry })
    }

    fn create(&self, table: &str) -> String {
        format!(
            "CREATE TABLE {table} (installed_rank integer NOT NULL, version varchar(50), description varchar(200) NOT NULL, \
             type varchar(20) NOT NULL, script varchar(1000) NOT NULL, checksum integer, installed_by varchar(100) NOT NULL, \
             installed_on timestamp NOT NULL DEFAULT now(), execution_time integer NOT NULL, success boolean NOT NULL, \
             CONSTRAINT flyway_schema_history_pk PRIMARY KEY (installed_rank)); \
             CREATE INDEX flyway_schema_history_s_idx ON {table} (success)"
        )
    }

    fn insert(&self, table: &str, entry: &Entry) -> String {
        let version = literal(&entry.version);
        format!(
            "INSERT INTO {table} (installed_rank, version, description, type, script, checksum, installed_by, execution_time, \
             success) SELECT coalesce((SELECT max(installed_rank) FROM {table}), 0) + 1, {version}, {}, 'SQL', {}, {}::integer, \
             CURRENT_USER, 0, true WHERE NOT EXISTS (SELECT FROM {table} WHERE version = {version})",
            literal(&entry.description),
            literal(&entry.file),
            literal(entry.checksum.as_deref().unwrap_or_default())
        )
    }

    fn claims(&self, table: &str) -> String {
        format!(
            "SELECT version::text, checksum::text, success::text FROM {table} WHERE version IS NOT NULL ORDER BY installed_rank"
        )
    }

    fn by_hand(&self, entry: &Entry) -> String {
        format!("flyway baseline -baselineVersion={} where it is the first", entry.version)
    }
}

#[cfg(test)]
mod tests {
    use super::checksum;

    #[test]
    fn ends_of_lines_do_not_count() {
        // CRC-32 of `123456789` is cbf43926: its check value, here as Java's int.
        assert_eq!(checksum("123\n456\r\n789"), "-873187034");
        assert_eq!(checksum("123456789\n"), "-873187034");
    }
}
