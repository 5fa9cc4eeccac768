//! Sends statements: several in one round trip; one by one only to find out which of them failed.

use std::time::{Duration, Instant};

use postgres::error::SqlState;
use postgres::{SimpleQueryMessage, Transaction};

use crate::Error;
use crate::catalog::{Catalog, Unreadable};
use crate::intern::FIRST_NORMAL_OID;
use crate::row::Row;
use crate::statement::{Batch, Scope, Statement};

/// What was read so far ends here when a batch fails. It is inside the savepoint that ends the whole reading, so that
/// going back to it keeps the settings.
const SAVEPOINT: &str = "pg_introspect_batch";

/// For how long the server waits for a lock at a time. Between two times all locks of the batch are given back: with less
/// than `deadlock_timeout` (one second on a stock server) no other session is ever cancelled because of ours.
pub(crate) const LOCK_WAIT: Duration = Duration::from_millis(750);

/// Sends statements on a snapshot.
pub(crate) struct Sender<'t, 'c> {
    tx: &'t mut Transaction<'c>,
    pub(crate) scope: Scope,
    /// For how long to wait for locks in all. Zero is no limit.
    patience: Duration,
}

impl<'t, 'c> Sender<'t, 'c> {
    pub(crate) fn new(tx: &'t mut Transaction<'c>, scope: Scope, patience: Duration) -> Self {
        Self { tx, scope, patience }
    }

    /// Sends `settings`, a statement with one result, and then the statements, in one round trip.
    pub(crate) fn first(
        &mut self,
        settings: &str,
        batch: Batch,
        statements: &[&Statement],
        catalog: &mut Catalog,
    ) -> Result<(), Error> {
        let text = format!("{settings}SAVEPOINT {SAVEPOINT};\n{}", self.text(statements));
        let messages = self.tx.simple_query(&text).map_err(|e| Error::server(e).during(batch.word()))?;
        let results = messages
            .into_iter()
            .skip_while(|message| !matches!(message, SimpleQueryMessage::RowDescription(_)))
            .skip(1)
            .skip_while(|message| !matches!(message, SimpleQueryMessage::RowDescription(_)));
        decode(results, statements, catalog)
    }

    /// Sends the statements in one round trip and takes in their rows. The result of `last`, which has none, is waited for.
    pub(crate) fn send(
        &mut self,
        batch: Batch,
        statements: &[&Statement],
        last: &str,
        catalog: &mut Catalog,
    ) -> Result<(), Error> {
        let text = format!("{}{last}", self.text(statements));
        let mut refused: Option<Instant> = None;
        loop {
            let error = match self.tx.simple_query(&text) {
                Ok(messages) => return decode(messages, statements, catalog),
                Err(error) => Error::server(error).during(batch.word()),
            };
            if error.is_connection() {
                return Err(error);
            }
            self.back()?;
            if error.is_lock_timeout() {
                let waited = refused.get_or_insert_with(Instant::now).elapsed() + LOCK_WAIT;
                if !self.patience.is_zero() && waited >= self.patience {
                    return Err(self.name_holders(error));
                }
                continue;
            }
            if error.is_cancelled() {
                return Err(error);
            }
            self.one_by_one(statements, catalog)?;
            return self.tx.batch_execute(last).map_err(Error::server);
        }
    }

    fn text(&self, statements: &[&Statement]) -> String {
        statements.iter().map(|statement| self.scope.expand(statement.sql) + ";\n").collect()
    }

    fn back(&mut self) -> Result<(), Error> {
        self.tx.batch_execute(&format!("ROLLBACK TO SAVEPOINT {SAVEPOINT}")).map_err(Error::server)
    }

    /// Something in the batch failed, and the driver does not say what. What the role may not read is noted, where the
    /// rest is of use without it.
    fn one_by_one(&mut self, statements: &[&Statement], catalog: &mut Catalog) -> Result<(), Error> {
        for statement in statements {
            let text = self.scope.expand(statement.sql);
            match self.tx.simple_query(&text) {
                Ok(messages) => decode(messages, &[statement], catalog)?,
                Err(error) => {
                    let denied = error.code() == Some(&SqlState::INSUFFICIENT_PRIVILEGE);
                    let message = error.as_db_error().map_or_else(String::new, |e| e.message().to_owned());
                    // The name comes last in every language that the server speaks.
                    let object = message.rsplit(' ').next().unwrap_or_default().to_owned();
                    let error = Error::server(error).during(statement.name);
                    if error.is_connection() {
                        return Err(error);
                    }
                    self.back()?;
                    if error.is_lock_timeout() {
                        return Err(self.name_holders(error));
                    }
                    if error.is_skew() {
                        return Err(self.name_gone(error, &message));
                    }
                    if !denied {
                        return Err(error);
                    }
                    if !statement.optional {
                        return Err(error.about(object));
                    }
                    catalog.unreadable.push(Unreadable { name: statement.name, catalog: object, message });
                }
            }
        }
        Ok(())
    }

    /// Says who held the lock. If nobody does any more, or it can't be told, the error stays as it is.
    fn name_holders(&mut self, error: Error) -> Error {
        let Ok(messages) = self.tx.simple_query(include_str!("holders.sql")) else {
            return error;
        };
        let mut first = None;
        let mut holders = Vec::new();
        for message in messages {
            let SimpleQueryMessage::Row(row) = message else { continue };
            let field = |at: usize| row.try_get(at).ok().flatten().unwrap_or_default();
            let name = field(0).to_owned();
            let does = if field(2) == "t" { "holds" } else { "waits for" };
            let program = match field(3) {
                "" => String::new(),
                program => format!(" ({program})"),
            };
            holders.push(format!("process {}{program} {does} ACCESS EXCLUSIVE on {name}", field(1)));
            first.get_or_insert(name);
        }
        let more = holders.len().saturating_sub(3);
        holders.truncate(3);
        let mut text = holders.join(", ");
        if more > 0 {
            text.push_str(&format!(" and {more} more"));
        }
        error.lock_timeout(text, first)
    }

    /// The server speaks of oids; the snapshot still knows the name.
    fn name_gone(&mut self, error: Error, message: &str) -> Error {
        let numbers = message.split(|c: char| !c.is_ascii_digit());
        let Some(oid) = numbers.filter_map(|n| n.parse::<u32>().ok()).rfind(|n| *n >= FIRST_NORMAL_OID)
        else {
            return error;
        };
        let text = include_str!("gone.sql").replace("{oid}", &oid.to_string());
        let Ok(messages) = self.tx.simple_query(&text) else {
            return error;
        };
        let name = messages.iter().find_map(|message| match message {
            SimpleQueryMessage::Row(row) => row.try_get(0).ok().flatten(),
            _ => None,
        });
        match name {
            Some(name) => error.about(name),
            None => error.about(format!("object with the oid {oid}")),
        }
    }
}

/// Takes in the results of the statements in order. Each row is freed before the next is looked at.
fn decode(
    messages: impl IntoIterator<Item = SimpleQueryMessage>,
    statements: &[&Statement],
    catalog: &mut Catalog,
) -> Result<(), Error> {
    let mut next = statements.iter();
    let mut current = None;
    for message in messages {
        match message {
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
