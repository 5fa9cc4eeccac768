//! What migrations of several tools have in common.

use sql_emit::literal;

use super::{Draft, Entry, Piece};
use crate::error::{Error, Result};

/// What stands at the head of a migration.
pub(super) fn header(draft: &Draft<'_>) -> &'static str {
    if draft.baseline {
        "Written by pgmend: the schema as it was when this history began."
    } else {
        "Written by pgmend: what the database lacked of the schema that it should have."
    }
}

/// Why there is no way down.
pub(super) fn no_way_down(draft: &Draft<'_>) -> &'static str {
    if draft.baseline {
        "this is where the history begins: there is no way down from it but dropping everything"
    } else {
        "pgmend wrote this migration without a way down: what it dropped can not come back by itself; use pgmend rollback with \
         the plan file, or plan the way back"
    }
}

/// A statement that fails, for tools that would take an empty way down for a good one.
pub(super) fn refusal(draft: &Draft<'_>) -> String {
    let why = no_way_down(draft);
    format!("DO $pgmend$ BEGIN RAISE EXCEPTION '{why}'; END $pgmend$;\n")
}

/// The session setting that routines need: their bodies may name what comes later. Local: it is gone with the transaction.
/// `search_path` is left as it is, for the tool finds its own ledger by it; all names are qualified.
pub(super) const BODIES: &str = "SET LOCAL check_function_bodies = off";

/// The statements of a piece one by one, each with its warnings as comments, ended by a semicolon and a line break.
pub(super) fn statements(piece: &Piece) -> Vec<String> {
    let setting = (piece.routines && !piece.outside).then(|| format!("{BODIES};\n"));
    let said = piece.statements.iter().map(|said| {
        let comments = said.warnings.iter().map(|warning| format!("-- {warning}\n"));
        let mut text: String = comments.collect();
        text += &said.sql;
        text += ";\n";
        text
    });
    setting.into_iter().chain(said).collect()
}

/// The statements of a piece as one script.
pub(super) fn script(piece: &Piece) -> String {
    statements(piece).join("\n")
}

/// Refuses a piece with a line that the tool would take for one of its own marks: bodies of functions have comments.
pub(super) fn refuse_lines(tool: &str, piece: &Piece, is_mark: impl Fn(&str) -> bool) -> Result<()> {
    for line in piece.statements.iter().flat_map(|said| said.sql.lines()) {
        if is_mark(line) {
            return Err(Error::refused(format!(
                "{tool} would take this line of a statement for a mark of its own: {:?}. Write it otherwise in the schema that is \
                 expected, or choose another tool",
                line.trim()
            )));
        }
    }
    Ok(())
}

/// Refuses a piece that runs outside of a transaction.
pub(super) fn refuse_outside(tool: &str, piece: &Piece) -> Result<()> {
    let Some(first) = piece.statements.first().filter(|_| piece.outside) else { return Ok(()) };
    Err(Error::refused(format!(
        "{tool} runs every migration inside of a transaction, and PostgreSQL refuses this there: {}. Make the plan with --strategy \
         plain, or apply it with pgmend and no --as",
        first.sql.lines().next().unwrap_or_default()
    )))
}

/// A file name that begins with a number and goes on with a name: `0001_first_things.sql`.
pub(super) fn numbered<'a>(file: &'a str, ending: &str) -> Option<(&'a str, &'a str)> {
    let (number, name) = file.strip_suffix(ending)?.split_once('_')?;
    let is_number = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    is_number.then_some((number, name))
}

/// Writes a version down in a ledger that has nothing else.
pub(super) fn insert_version(table: &str, entry: &Entry) -> String {
    let version = literal(&entry.version);
    format!(
        "INSERT INTO {table} (version) SELECT {version} WHERE NOT EXISTS (SELECT FROM {table} WHERE version = {version})"
    )
}

/// What such a ledger says.
pub(super) fn claim_versions(table: &str) -> String {
    format!("SELECT version::text, NULL::text, 'true'::text FROM {table} ORDER BY version")
}
