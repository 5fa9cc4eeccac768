//! A witness that shares no code with the rest: `pg_dump --schema-only` of a database, brought into a form in which equal
//! schemas have equal dumps.
//!
//! What goes: comments, `SET`, lines for `psql`, the order of statements, the order of storage parameters, the name of the
//! database, and, on request, the order of columns. What a `SET` means for a later statement (tablespace, access method,
//! who grants) is noted at that statement. Everything else stays as it is.

pub(crate) mod lexical;
mod normal;
mod program;
mod statements;

use std::fmt;

pub use program::PgDump;

/// What a dump contains.
#[derive(Debug, Clone)]
pub struct DumpOptions {
    column_order: bool,
    arguments: Vec<String>,
}

impl Default for DumpOptions {
    /// Everything.
    fn default() -> Self {
        Self { column_order: true, arguments: Vec::new() }
    }
}

impl DumpOptions {
    /// Tables and composite types with the same columns in another order count as equal.
    #[must_use]
    pub fn without_column_order(mut self) -> Self {
        self.column_order = false;
        self
    }

    /// Adds an argument of `pg_dump`, such as `--no-owner`.
    #[must_use]
    pub fn argument(mut self, argument: impl Into<String>) -> Self {
        self.arguments.push(argument.into());
        self
    }
}

/// The statements of a dump in their normal form.
///
/// ```
/// use pgmend::witness::{Dump, DumpOptions};
///
/// let one = Dump::parse("CREATE TABLE a (x integer);\nCREATE TABLE b ();", "d", &DumpOptions::default());
/// let two = Dump::parse("-- b\nCREATE TABLE b ();\nCREATE TABLE a (x bigint);", "d", &DumpOptions::default());
/// assert_eq!(one.difference(&two), ["- CREATE TABLE a (x integer)", "+ CREATE TABLE a (x bigint)"]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dump(Vec<String>);

impl Dump {
    /// Brings the output of `pg_dump --schema-only` of the database of this name into its normal form.
    pub fn parse(output: &str, database: &str, options: &DumpOptions) -> Self {
        Self(normal::normalize(output, database, options))
    }

    /// The statements, sorted.
    pub fn statements(&self) -> &[String] {
        &self.0
    }

    /// What only one of two dumps says, line by line: `- ` before the lines of this one's statements, `+ ` before the
    /// other's. Of two statements that begin alike, only the lines that differ, below the first line of both, which has two
    /// spaces before it. Empty if the dumps are equal.
    pub fn difference(&self, other: &Self) -> Vec<String> {
        let (ours, mut theirs) = (only(&self.0, &other.0), only(&other.0, &self.0));
        let mut lines = Vec::new();
        for statement in ours {
            let first = |text: &str| text.lines().next().map(str::to_owned);
            let head = first(statement).filter(|head| head.len() < statement.len());
            let like = theirs.iter().position(|other| head.is_some() && first(other) == head);
            match (head, like.map(|at| theirs.remove(at))) {
                (Some(head), Some(other)) => {
                    let list = |text: &'_ str| text.lines().map(str::to_owned).collect::<Vec<_>>();
                    let (one, two) = (list(statement), list(other));
                    lines.push(format!("  {head}"));
                    lines.extend(
                        one.iter().filter(|line| !two.contains(line)).map(|line| format!("- {line}")),
                    );
                    lines.extend(
                        two.iter().filter(|line| !one.contains(line)).map(|line| format!("+ {line}")),
                    );
                    if lines.last().is_some_and(|line| line.starts_with("  ")) {
                        lines.push("- (the same lines in another order, or another number of times)".into());
                    }
                }
                _ => lines.extend(statement.lines().map(|line| format!("- {line}"))),
            }
        }
        for statement in theirs {
            lines.extend(statement.lines().map(|line| format!("+ {line}")));
        }
        lines
    }
}

/// The statements of one sorted list that the other has not, or less often.
fn only<'a>(one: &'a [String], other: &[String]) -> Vec<&'a str> {
    let mut rest = other.iter().peekable();
    let mut found = Vec::new();
    for statement in one {
        while rest.next_if(|next| *next < statement).is_some() {}
        if rest.next_if(|next| *next == statement).is_none() {
            found.push(statement.as_str());
        }
    }
    found
}

impl fmt::Display for Dump {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for statement in &self.0 {
            writeln!(f, "{statement};")?;
        }
        Ok(())
    }
}

/// The single statements of a dump, for who loads it: without comments between them and without lines for `psql`.
pub fn statements_of(dump: &str) -> Vec<String> {
    statements::statements(dump)
        .into_iter()
        // A setting of 17, which `pg_dump` turns off whatever the server knows.
        .filter(|statement| !statement.starts_with(&["SET", "transaction_timeout"]))
        .map(|statement| statement.text)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn difference(one: &str, other: &str) -> Vec<String> {
        let parse = |text| Dump::parse(text, "", &DumpOptions::default());
        parse(one).difference(&parse(other))
    }

    #[test]
    fn only_what_differs_is_shown() {
        let one = "CREATE TABLE t (\n    a text,\n    b text\n);\nCREATE VIEW v AS\n SELECT 1;";
        let other = "CREATE TABLE t (\n    a text,\n    c text\n);\nCREATE VIEW w AS\n SELECT 1;";
        assert_eq!(
            difference(one, other),
            [
                "  CREATE TABLE t (",
                "-     b text",
                "+     c text",
                "- CREATE VIEW v AS",
                "-  SELECT 1",
                "+ CREATE VIEW w AS",
                "+  SELECT 1"
            ]
        );
        assert!(difference(one, one).is_empty());
        assert_eq!(difference("SELECT 1; SELECT 1;", "SELECT 1;"), ["- SELECT 1"]);
        let (one, other) = (
            "CREATE TYPE e AS ENUM (\n 'a',\n 'b',\n 'c'\n);",
            "CREATE TYPE e AS ENUM (\n 'b',\n 'a',\n 'c'\n);",
        );
        assert_eq!(difference(one, other).len(), 2, "the order of labels means something");
    }
}
