//! Sends statements: several in one round trip, and one by one to find out which of them failed.

use postgres::{SimpleQueryMessage, Transaction};

use crate::Error;
use crate::catalog::Catalog;
use crate::row::Row;
use crate::statement::{Scope, Statement};

/// What is sent before the statements.
#[derive(Default)]
pub(crate) struct Prefix {
    pub(crate) sql: String,
    /// How many results it gives.
    pub(crate) results: usize,
}

/// Sends the statements in one round trip and takes in their rows. The results of `prefix` are none of theirs.
pub(crate) fn run(
    tx: &mut Transaction<'_>,
    statements: &[&Statement],
    prefix: &Prefix,
    suffix: &str,
    scope: &Scope,
    catalog: &mut Catalog,
) -> Result<(), Error> {
    let mut text = prefix.sql.clone();
    for statement in statements {
        text.push_str(&scope.expand(statement.sql));
        text.push_str(";\n");
    }
    text.push_str(suffix);
    let messages = tx.simple_query(&text).map_err(Error::server)?;
    let mut next = statements.iter();
    let mut current = None;
    let mut skip = prefix.results;
    for message in messages {
        match message {
            SimpleQueryMessage::RowDescription(_) if skip > 0 => skip -= 1,
            SimpleQueryMessage::RowDescription(_) => current = next.next(),
            SimpleQueryMessage::Row(row) => {
                let Some(statement) = current else { continue };
                let mut row = Row::new(&row, statement.name);
                (statement.decode)(catalog, &mut row).map_err(|e| e.during(statement.name))?;
                row.end()?;
            }
            _ => current = None,
        }
    }
    Ok(())
}
