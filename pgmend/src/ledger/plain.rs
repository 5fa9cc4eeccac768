//! Numbered SQL files, and no ledger: for psql, and for tools of one's own.

use super::text::{BODIES, header, numbered, script};
use super::{Draft, Entry, Existing, Format, Migration, Numbering};
use crate::error::Result;

pub(super) struct Plain;

impl Format for Plain {
    fn directory(&self) -> &'static str {
        "migrations"
    }

    fn table(&self) -> Option<&'static str> {
        None
    }

    fn numbering(&self) -> Numbering {
        Numbering::Sequence(4)
    }

    fn parse(&self, file: &str) -> Option<Existing> {
        let (number, name) = numbered(file, ".sql")?;
        Some(Existing { version: number.to_owned(), name: name.to_owned() })
    }

    fn draft(&self, draft: Draft<'_>) -> Result<Migration> {
        let Draft { version, name, piece, .. } = draft;
        let body = script(piece);
        let text = match piece.outside {
            true => format!("-- {}\n-- It runs outside of a transaction.\n\n{body}", header(&draft)),
            false => format!("-- {}\n\nBEGIN;\n\n{body}\nCOMMIT;\n", header(&draft)),
        };
        debug_assert!(!piece.routines || piece.outside || text.contains(BODIES));
        let file = format!("{version}_{name}.sql");
        let entry = Entry::new(version, name, &file);
        Ok(Migration { files: vec![(file, text)], entry })
    }

    fn create(&self, _table: &str) -> String {
        String::new()
    }

    fn insert(&self, _table: &str, _entry: &Entry) -> String {
        String::new()
    }

    fn claims(&self, _table: &str) -> String {
        String::new()
    }

    fn by_hand(&self, _entry: &Entry) -> String {
        String::new()
    }
}
