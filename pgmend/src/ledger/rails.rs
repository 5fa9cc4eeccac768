//! Rails: `<version>_<name>.rb`, a class of the same name; the ledger has versions alone.
//!
//! Sources: activerecord 6.1, `migration.rb` (names, `disable_ddl_transaction!`, `IrreversibleMigration`),
//! `schema_migration.rb` and `internal_metadata.rb` (the tables).

use std::path::Path;

use sql_emit::literal;

use super::text::{claim_versions, header, insert_version, no_way_down, numbered, statements};
use super::{Draft, Entry, Existing, Format, Migration, Numbering};
use crate::error::Result;

pub(super) struct Rails;

/// The oldest version of migrations' behaviour that every supported Rails still knows.
const OLDEST: (u32, u32) = (6, 1);

/// The newest version of Rails that a migration there was written for.
fn written_for(directory: &Path) -> (u32, u32) {
    let files = std::fs::read_dir(directory).into_iter().flatten().flatten();
    let version = |text: String| {
        let rest = text.split_once("ActiveRecord::Migration[")?.1;
        let (major, minor) = rest.split_once(']')?.0.split_once('.')?;
        Some((major.trim().parse().ok()?, minor.trim().parse().ok()?))
    };
    files
        .filter(|file| file.path().extension().is_some_and(|ending| ending == "rb"))
        .filter_map(|file| std::fs::read_to_string(file.path()).ok().and_then(version))
        .max()
        .unwrap_or(OLDEST)
}

/// `first_things` as Rails calls its class: `FirstThings`.
fn class(name: &str) -> String {
    name.split('_')
        .map(|word| {
            let mut letters = word.chars();
            letters
                .next()
                .map_or(String::new(), |first| first.to_ascii_uppercase().to_string() + letters.as_str())
        })
        .collect()
}

/// A text as Ruby has it: as it is, in a document that no line of it ends; with escapes if it has carriage returns, which
/// Ruby would leave out.
fn ruby(text: &str) -> (String, String) {
    if text.contains('\r') {
        let mut quoted = String::from("\"");
        for letter in text.chars() {
            match letter {
                '\r' => quoted += "\\r",
                '"' | '\\' | '#' => {
                    quoted.push('\\');
                    quoted.push(letter);
                }
                _ => quoted.push(letter),
            }
        }
        return (quoted + "\"", String::new());
    }
    let mut end = String::from("SQL");
    while text.lines().any(|line| line == end) {
        end.push('_');
    }
    (format!("<<'{end}'"), format!("{text}{end}\n"))
}

impl Format for Rails {
    fn directory(&self) -> &'static str {
        "db/migrate"
    }

    fn table(&self) -> Option<&'static str> {
        Some("schema_migrations")
    }

    fn numbering(&self) -> Numbering {
        Numbering::Time
    }

    fn parse(&self, file: &str) -> Option<Existing> {
        let (version, name) = numbered(file, ".rb")?;
        Some(Existing { version: version.to_owned(), name: name.to_owned() })
    }

    fn draft(&self, draft: Draft<'_>) -> Result<Migration> {
        let Draft { version, name, piece, directory, .. } = draft;
        let (major, minor) = written_for(directory);
        let mut text = format!(
            "# {}\nclass {} < ActiveRecord::Migration[{major}.{minor}]\n",
            header(&draft),
            class(name)
        );
        if piece.outside {
            text += "  disable_ddl_transaction!\n\n";
        }
        text += "  def up\n";
        for statement in statements(piece) {
            let (said, document) = ruby(&statement);
            text += &format!("    execute({said})\n{document}");
        }
        text += &format!(
            "  end\n\n  def down\n    raise ActiveRecord::IrreversibleMigration, {:?}\n  end\nend\n",
            no_way_down(&draft)
        );
        let file = format!("{version}_{name}.rb");
        let entry = Entry::new(version, name, &file);
        Ok(Migration { files: vec![(file, text)], entry })
    }

    fn create(&self, table: &str) -> String {
        format!("CREATE TABLE IF NOT EXISTS {table} (version varchar NOT NULL PRIMARY KEY)")
    }

    fn insert(&self, table: &str, entry: &Entry) -> String {
        insert_version(table, entry)
    }

    fn claims(&self, table: &str) -> String {
        claim_versions(table)
    }

    fn by_hand(&self, entry: &Entry) -> String {
        format!(
            "rails runner 'ActiveRecord::Base.connection.execute(\"INSERT INTO schema_migrations VALUES ({})\")'",
            literal(&entry.version)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_survive_ruby() {
        assert_eq!(class("add_missing_2"), "AddMissing2");
        assert_eq!(ruby("SELECT '#{x}\\n'\n"), ("<<'SQL'".into(), "SELECT '#{x}\\n'\nSQL\n".into()));
        assert_eq!(ruby("a\nSQL\n").0, "<<'SQL_'");
        assert_eq!(ruby("#{a}\r\n").0, "\"\\#{a}\\r\n\"");
    }
}
