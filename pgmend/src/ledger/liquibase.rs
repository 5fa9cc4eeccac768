//! Liquibase, as formatted SQL: a file is a changelog with one change set; the ledger has its id, author and file.
//!
//! The file says by `logicalFilePath` how the ledger knows it, wherever it is run from. The checksum is left out: Liquibase
//! fills in one that is missing when it next runs (`ChangeLogSyncVisitor`, `UpToDateChangeSetStatus`).

use sql_emit::literal;

use super::text::{header, numbered, refuse_lines, script};
use super::{Draft, Entry, Existing, Format, Migration, Numbering};
use crate::error::Result;

pub(super) struct Liquibase;

/// The words after `--` that the parser of formatted SQL takes for its own, at the beginning of a line.
const MARKS: &[&str] =
    &["liquibase", "changeset", "rollback", "precondition", "comment", "validchecksum", "ignore", "property"];

fn is_mark(line: &str) -> bool {
    let Some(rest) = line.trim_start().strip_prefix("--") else { return false };
    let rest = rest.trim_start().to_ascii_lowercase();
    MARKS.iter().any(|mark| rest.starts_with(mark))
}

impl Format for Liquibase {
    fn directory(&self) -> &'static str {
        "db/changelog"
    }

    fn table(&self) -> Option<&'static str> {
        Some("databasechangelog")
    }

    fn numbering(&self) -> Numbering {
        Numbering::Sequence(4)
    }

    fn parse(&self, file: &str) -> Option<Existing> {
        let (version, name) = numbered(file, ".sql")?;
        Some(Existing { version: version.to_owned(), name: name.to_owned() })
    }

    fn draft(&self, draft: Draft<'_>) -> Result<Migration> {
        let Draft { version, name, piece, .. } = draft;
        refuse_lines("Liquibase", piece, is_mark)?;
        let file = format!("{version}_{name}.sql");
        let alone = if piece.outside { " runInTransaction:false" } else { "" };
        let text = format!(
            "--liquibase formatted sql logicalFilePath:{file}\n\n\
             --changeset pgmend:{version} splitStatements:false stripComments:false{alone}\n--comment: {}\n{}",
            header(&draft),
            script(piece)
        );
        let entry = Entry {
            version: version.to_owned(),
            description: header(&draft).to_owned(),
            file: file.clone(),
            checksum: None,
            after: None,
        };
        Ok(Migration { files: vec![(file, text)], entry })
    }

    fn create(&self, table: &str) -> String {
        format!(
            "CREATE TABLE {table} (id varchar(255) NOT NULL, author varchar(255) NOT NULL, filename varchar(255) NOT NULL, \
             dateexecuted timestamp NOT NULL, orderexecuted integer NOT NULL, exectype varchar(10) NOT NULL, md5sum varchar(35), \
             description varchar(255), comments varchar(255), tag varchar(255), liquibase varchar(20), contexts varchar(255), \
             labels varchar(255), deployment_id varchar(10))"
        )
    }

    fn insert(&self, table: &str, entry: &Entry) -> String {
        let (id, file) = (literal(&entry.version), literal(&entry.file));
        format!(
            "INSERT INTO {table} (id, author, filename, dateexecuted, orderexecuted, exectype, description, comments) \
             SELECT {id}, 'pgmend', {file}, pg_catalog.now(), coalesce((SELECT max(orderexecuted) FROM {table}), 0) + 1, \
             'EXECUTED', 'sql', {} WHERE NOT EXISTS (SELECT FROM {table} WHERE id = {id} AND author = 'pgmend' \
             AND filename = {file})",
            literal(&entry.description)
        )
    }

    fn claims(&self, table: &str) -> String {
        format!(
            "SELECT id::text, NULL::text, (exectype <> 'FAILED')::text FROM {table} ORDER BY orderexecuted"
        )
    }

    fn by_hand(&self, _entry: &Entry) -> String {
        "liquibase changelog-sync".into()
    }
}
