//! Alembic: Python files in `versions/`, each with its revision and the one before; the ledger has the newest revision.
//!
//! Sources: alembic 1.18, `script/revision.py` (heads), `runtime/migration.py` (the table; `autocommit_block`, which commits what
//! went before), `ddl/impl.py` and SQLAlchemy 2.0, `sql/ddl.py` (`DDL`: its text is taken as it is but for percent signs;
//! `text()`, which a string would become, takes `:name` for a parameter).

use std::collections::BTreeSet;
use std::path::Path;

use sha2::{Digest, Sha256};
use sql_emit::literal;

use super::text::{header, no_way_down, statements};
use super::{Draft, Entry, Existing, Format, Migration, Numbering};
use crate::error::{Error, Result};

pub(super) struct Alembic;

/// A revision file: the revision, and those before it.
struct Revision {
    id: String,
    before: Vec<String>,
}

/// The strings of an assignment at the beginning of a line, `name = …` or `name: annotation = …`; nothing if there is none.
fn assigned(text: &str, name: &str) -> Option<Vec<String>> {
    let mut rest = text;
    loop {
        let at = rest.find(name)?;
        let begins = at == 0 || rest[..at].ends_with('\n');
        let after = &rest[at + name.len()..];
        rest = after;
        let after = after.trim_start_matches([' ', '\t']);
        if !begins || !after.starts_with([':', '=']) {
            continue;
        }
        let value = after.split_once('=')?.1.trim_start_matches([' ', '\t']);
        // A tuple may go over several lines.
        let end = if value.starts_with(['(', '[']) { value.find([')', ']']) } else { value.find('\n') };
        let mut value = &value[..end.unwrap_or(value.len())];
        let mut strings = Vec::new();
        while let Some(from) = value.find(['\'', '"']) {
            let (quote, inner) = value[from..].split_at(1);
            let Some((string, left)) = inner.split_once(quote) else { break };
            strings.push(string.to_owned());
            value = left;
        }
        return Some(strings);
    }
}

fn revisions(directory: &Path) -> Result<Vec<(String, Revision)>> {
    let unreadable =
        |e: std::io::Error| Error::failed(format!("{} can't be read", directory.display())).caused_by(e);
    let mut found = Vec::new();
    for file in std::fs::read_dir(directory).map_err(unreadable)? {
        let path = file.map_err(unreadable)?.path();
        if path.extension().is_none_or(|ending| ending != "py") {
            continue;
        }
        let text = std::fs::read_to_string(&path)
            .map_err(|e| Error::failed(format!("{} can't be read", path.display())).caused_by(e))?;
        let Some(id) = assigned(&text, "revision").and_then(|ids| ids.into_iter().next()) else { continue };
        let before = assigned(&text, "down_revision").unwrap_or_default();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        found.push((name, Revision { id, before }));
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(found)
}

/// A text as a Python string of several lines.
fn python(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace("\"\"\"", "\\\"\\\"\\\"").replace('\r', "\\r");
    format!("\"\"\"\n{text}\"\"\"")
}

impl Format for Alembic {
    fn directory(&self) -> &'static str {
        "alembic/versions"
    }

    fn table(&self) -> Option<&'static str> {
        Some("alembic_version")
    }

    fn numbering(&self) -> Numbering {
        Numbering::Contents
    }

    /// Its files are known by what is in them.
    fn parse(&self, _file: &str) -> Option<Existing> {
        None
    }

    fn existing(&self, directory: &Path) -> Result<Vec<Existing>> {
        let mut left = revisions(directory)?;
        let mut ordered: Vec<Existing> = Vec::with_capacity(left.len());
        // Each after those before it; what is before none that is there comes first.
        while !left.is_empty() {
            let ids: BTreeSet<String> = left.iter().map(|(_, revision)| revision.id.clone()).collect();
            let (ready, waiting): (Vec<_>, Vec<_>) = left
                .into_iter()
                .partition(|(_, revision)| revision.before.iter().all(|id| !ids.contains(id)));
            if ready.is_empty() {
                let names: Vec<&str> = waiting.iter().map(|(name, _)| name.as_str()).collect();
                return Err(Error::failed(format!(
                    "{}: the revisions go in a circle: {}",
                    directory.display(),
                    names.join(", ")
                )));
            }
            ordered.extend(ready.into_iter().map(|(name, revision)| {
                let stem = name.strip_suffix(".py").unwrap_or(&name);
                let name = stem.split_once('_').map_or(stem, |(_, name)| name);
                Existing { version: revision.id, name: name.to_owned() }
            }));
            left = waiting;
        }
        Ok(ordered)
    }

    fn head(&self, directory: &Path, _existing: &[Existing]) -> Result<Option<String>> {
        let all = revisions(directory)?;
        let before: BTreeSet<&String> = all.iter().flat_map(|(_, revision)| &revision.before).collect();
        let heads: Vec<&str> = all
            .iter()
            .map(|(_, revision)| &revision.id)
            .filter(|id| !before.contains(id))
            .map(|id| id.as_str())
            .collect();
        match heads.as_slice() {
            [] => Ok(None),
            [head] => Ok(Some((*head).to_owned())),
            _ => Err(Error::refused(format!(
                "{} has several heads: {}. A repair comes after one: join them first (alembic merge heads)",
                directory.display(),
                heads.join(", ")
            ))),
        }
    }

    fn draft(&self, draft: Draft<'_>) -> Result<Migration> {
        let Draft { name, after, piece, .. } = draft;
        let mut body = String::new();
        let (mut indent, mut commits) = ("    ", "");
        if piece.outside {
            body += "    # It runs outside of a transaction; what went before is committed.\n    with op.get_context().autocommit_block():\n";
            indent = "        ";
        } else if !draft.first {
            commits = "    # What went before is committed: it may have to be, and a failure here then leaves it.\n    \
                       with op.get_context().autocommit_block():\n        pass\n";
        }
        for statement in statements(piece) {
            body += &format!("{indent}_run({})\n", python(&statement));
        }
        let down = after.map_or("None".to_owned(), |id| format!("\"{id}\""));
        let code = format!(
            "down_revision = {down}\nbranch_labels = None\ndepends_on = None\n\n\n\
             def _run(sql):\n    # DDL takes its text as it is, but for percent signs; text() would take :name for a parameter.\n    \
             op.execute(sa.DDL(sql.replace(\"%\", \"%%\")))\n\n\n\
             def upgrade():\n{commits}{body}\n\ndef downgrade():\n    raise NotImplementedError(\n        {:?}\n    )\n",
            no_way_down(&draft)
        );
        let digest = Sha256::digest(format!("{name}\n{code}"));
        let revision: String = digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
        let text = format!(
            "\"\"\"{}\n\nRevision ID: {revision}\nRevises: {}\n\"\"\"\n\nimport sqlalchemy as sa\nfrom alembic import op\n\n\
             revision = \"{revision}\"\n{code}",
            header(&draft),
            after.unwrap_or_default()
        );
        let file = format!("{revision}_{name}.py");
        let entry = Entry {
            version: revision,
            description: name.to_owned(),
            file: file.clone(),
            checksum: None,
            after: after.map(str::to_owned),
        };
        Ok(Migration { files: vec![(file, text)], entry })
    }

    fn create(&self, table: &str) -> String {
        format!(
            "CREATE TABLE IF NOT EXISTS {table} (version_num varchar(32) NOT NULL, \
             CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
        )
    }

    fn insert(&self, table: &str, entry: &Entry) -> String {
        let version = literal(&entry.version);
        match &entry.after {
            Some(after) => {
                format!("UPDATE {table} SET version_num = {version} WHERE version_num = {}", literal(after))
            }
            None => {
                format!(
                    "INSERT INTO {table} (version_num) SELECT {version} WHERE NOT EXISTS (SELECT FROM {table})"
                )
            }
        }
    }

    fn claims(&self, table: &str) -> String {
        format!("SELECT version_num::text, NULL::text, 'true'::text FROM {table} ORDER BY version_num")
    }

    fn by_hand(&self, entry: &Entry) -> String {
        format!("alembic stamp {}", entry.version)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn assignments_are_found() {
        let text = "\"\"\"revision of things\"\"\"\nfrom typing import Union\n\nrevision: str = \"1a\"\n\
                    down_revision: Union[str, None] = (\n    'x',\n    \"y\",\n)\nbranch_labels = None\n";
        assert_eq!(assigned(text, "revision"), Some(vec!["1a".into()]));
        assert_eq!(assigned(text, "down_revision"), Some(vec!["x".into(), "y".into()]));
        assert_eq!(assigned(text, "branch_labels"), Some(Vec::new()));
        assert_eq!(assigned("x = 1", "revision"), None);
    }

    #[test]
    fn texts_survive_python() {
        assert_eq!(python("a \"\"\" \\n\r\n"), "\"\"\"\na \\\"\\\"\\\" \\\\n\\r\n\"\"\"");
    }
}
