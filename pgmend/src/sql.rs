//! SQL as a source: files in order, loaded into a scratch database by the server itself.

use std::io::Read;
use std::path::{Path, PathBuf};

use postgres::Client;
use postgres::error::{ErrorPosition, SqlState};

use crate::error::{Error, Result, server_message};

/// One piece of SQL and what it is called.
#[derive(Clone, Debug)]
pub struct SqlText {
    /// The file's name, or `standard input`.
    pub name: String,
    /// The text.
    pub text: String,
}

fn read(path: &Path) -> Result<SqlText> {
    let bytes = std::fs::read(path)
        .map_err(|e| Error::failed(format!("{} can't be read", path.display())).caused_by(e))?;
    let text = String::from_utf8(bytes)
        .map_err(|e| Error::failed(format!("{} is not UTF-8", path.display())).caused_by(e.utf8_error()))?;
    Ok(SqlText { name: path.display().to_string(), text })
}

fn collect(directory: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    let unreadable =
        |e: std::io::Error| Error::failed(format!("{} can't be read", directory.display())).caused_by(e);
    let mut entries: Vec<PathBuf> = std::fs::read_dir(directory)
        .map_err(unreadable)?
        .map(|entry| entry.map(|e| e.path()))
        .collect::<std::io::Result<_>>()
        .map_err(unreadable)?;
    entries.sort();
    for entry in entries {
        if entry.is_dir() {
            collect(&entry, files)?;
        } else if entry.extension().is_some_and(|e| e.eq_ignore_ascii_case("sql")) {
            files.push(entry);
        }
    }
    Ok(())
}

/// The SQL of a file, or of a directory: its `.sql` files in order of their paths.
///
/// # Errors
///
/// What can't be read, and a directory without SQL.
pub fn files(path: &Path) -> Result<Vec<SqlText>> {
    if !path.is_dir() {
        return Ok(vec![read(path)?]);
    }
    let mut files = Vec::new();
    collect(path, &mut files)?;
    if files.is_empty() {
        return Err(Error::failed(format!("there is no .sql file in {}", path.display())));
    }
    files.iter().map(|file| read(file)).collect()
}

/// The SQL of standard input.
///
/// # Errors
///
/// Input that can't be read or is not UTF-8.
pub fn standard_input() -> Result<Vec<SqlText>> {
    let mut text = String::new();
    std::io::stdin()
        .read_to_string(&mut text)
        .map_err(|e| Error::failed("standard input can't be read").caused_by(e))?;
    Ok(vec![SqlText { name: "standard input".into(), text }])
}

/// Loads SQL into a database.
///
/// # Errors
///
/// The server's message, with file and line.
pub fn load(client: &mut Client, texts: &[SqlText]) -> Result<()> {
    for text in texts {
        // pg_dump frames its scripts with two commands of psql's; nothing else of psql's is understood.
        let sql = without_restrict(&text.text);
        client.batch_execute(&sql).map_err(|error| at_line(text, &sql, &error))?;
        // A script may leave a transaction open or change the session; the next one starts afresh.
        for afresh in ["ROLLBACK", "DISCARD ALL"] {
            client
                .batch_execute(afresh)
                .map_err(|e| Error::failed(format!("{}: {}", text.name, server_message(&e))))?;
        }
    }
    Ok(())
}

/// Blanks `\restrict` and `\unrestrict` lines, so that all others keep their numbers.
fn without_restrict(text: &str) -> String {
    if !text.contains("restrict ") {
        return text.to_owned();
    }
    text.split_inclusive('\n')
        .map(|line| {
            let psql = line.starts_with("\\restrict ") || line.starts_with("\\unrestrict ");
            if psql { "\n" } else { line }
        })
        .collect()
}

fn at_line(text: &SqlText, sql: &str, error: &postgres::Error) -> Error {
    let position = error.as_db_error().and_then(|db| match db.position() {
        Some(ErrorPosition::Original(at)) => usize::try_from(*at).ok(),
        _ => None,
    });
    let line = position.map(|at| 1 + sql.chars().take(at.saturating_sub(1)).filter(|c| *c == '\n').count());
    let place = match line {
        Some(line) => format!("{}:{line}", text.name),
        None => text.name.clone(),
    };
    let mut message = format!("{place}: {}", server_message(error));
    let offending = line.and_then(|line| sql.lines().nth(line - 1)).unwrap_or_default();
    if offending.trim_start().starts_with('\\') {
        message += "\n  (lines that begin with a backslash are commands of psql: take them out)";
    } else if !offending.trim().is_empty() {
        message += &format!("\n  line: {}", offending.trim_end());
    }
    if error.code() == Some(&SqlState::ACTIVE_SQL_TRANSACTION) {
        message += "\n  (the statements of one file run in one transaction: give this one a file of its own)";
    } else if error.code() == Some(&SqlState::UNSAFE_NEW_ENUM_VALUE_USAGE) {
        message += "\n  (the statements of one file run in one transaction: put what uses the label into a later file)";
    }
    Error::failed(message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pg_dumps_frame_is_blanked() {
        let dump = "\\restrict abc\nSELECT 1;\n\\unrestrict abc\n";
        assert_eq!(without_restrict(dump), "\nSELECT 1;\n\n");
        assert_eq!(without_restrict("SELECT 'a \\restrict b';\n"), "SELECT 'a \\restrict b';\n");
    }
}
