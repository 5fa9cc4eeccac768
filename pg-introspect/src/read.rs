//! The way in.

use postgres::error::SqlState;
use postgres::{Client, IsolationLevel, Transaction};
use schema_model::{Introspected, Name, Origins, Server};

use crate::batch::{LOCK_WAIT, Sender};
use crate::build::Builder;
use crate::catalog::{self, Catalog};
use crate::error::ErrorKind;
use crate::statement::{self, Batch, Extent, Scope, Statement};
use crate::{Error, Options, kinds};

const SAVEPOINT: &str = "pg_introspect";

/// Reads the schema on a snapshot of its own, and again on a new one if other sessions change it meanwhile.
///
/// # Errors
///
/// See [`Error`]'s predicates.
pub fn read(client: &mut Client, options: &Options) -> Result<Introspected, Error> {
    let mut left = options.attempts.max(1);
    loop {
        left -= 1;
        let mut tx = client
            .build_transaction()
            .isolation_level(IsolationLevel::RepeatableRead)
            .read_only(true)
            .start()
            .map_err(Error::server)?;
        match introspect(&mut tx, options) {
            Err(error) if error.is_skew() && left > 0 => {}
            result => return result,
        }
    }
}

/// Reads the schema as the transaction's snapshot has it.
///
/// The transaction must be `REPEATABLE READ` or `SERIALIZABLE`; it needs to write nothing. Its settings are left as they
/// were, and it is of use after an error as well. The server's deparse functions read the newest catalog, whatever the
/// snapshot: if another session changes it meanwhile, the result is an error that [`is_skew`](Error::is_skew), and a new
/// snapshot is needed. [`read`] does that.
///
/// # Errors
///
/// See [`Error`]'s predicates.
pub fn introspect(tx: &mut Transaction<'_>, options: &Options) -> Result<Introspected, Error> {
    let result = read_all(tx, options);
    if result.is_err() {
        // If this fails as well, the connection is gone, and the error at hand says so.
        let _ = tx.batch_execute(&end());
    }
    result
}

/// Frees the locks and puts the settings back.
fn end() -> String {
    format!("ROLLBACK TO SAVEPOINT {SAVEPOINT}; RELEASE SAVEPOINT {SAVEPOINT};")
}

fn read_all(tx: &mut Transaction<'_>, options: &Options) -> Result<Introspected, Error> {
    let all = all_statements();
    let mut catalog = Catalog {
        schemas: options.schemas.clone(),
        include_members: options.include_extension_members,
        include_ledgers: options.include_ledgers,
        ..Catalog::default()
    };
    let extent = if options.schemas.is_none() { Extent::All } else { Extent::Some };
    let scope = Scope { major: 0, extent, cluster: options.cluster, namespaces: Vec::new() };
    let mut sender = Sender::new(tx, scope, options.lock_timeout);
    let steps = Batch::ALL.len() as u32 + 1;
    for (done, this) in (0..).zip(Batch::ALL) {
        options.report(done, steps, this.word());
        let wanted = |s: &&Statement| s.batch == this && (this == Batch::Facts || sender.scope.wants(s));
        let statements: Vec<&Statement> = all.iter().copied().filter(wanted).collect();
        match this {
            Batch::Facts => {
                let wait = match options.lock_timeout {
                    limit if limit.is_zero() => LOCK_WAIT,
                    limit => limit.min(LOCK_WAIT),
                };
                let settings = statement::settings(options.statement_timeout, wait);
                let settings = format!("SAVEPOINT {SAVEPOINT};\n{settings}");
                sender.first(&settings, this, &statements, &mut catalog)?;
                check(&catalog)?;
                sender.scope.major = catalog.facts.major();
                let read = catalog.namespaces.iter().filter(|row| row.read);
                sender.scope.namespaces = read.map(|row| row.oid).collect();
            }
            Batch::Names => {
                sender.send(this, &statements, "", &mut catalog)?;
                catalog.settle_names();
            }
            Batch::Texts => sender.send(this, &statements, "", &mut catalog)?,
            Batch::Columns => {
                sender.send(this, &statements, "", &mut catalog)?;
                catalog.settle_texts()?;
            }
            Batch::Rest => sender.send(this, &statements, &end(), &mut catalog)?,
        }
    }
    options.report(steps - 1, steps, "model");
    let origins = if options.origins { database(tx)? } else { None };
    let introspected = model(catalog, options.cluster, origins)?;
    options.report(steps, steps, "done");
    Ok(introspected)
}

/// Which database this is. `None` where the role may not know: equal numbers would then prove nothing.
fn database(tx: &mut Transaction<'_>) -> Result<Option<Origins>, Error> {
    let mut inner = tx.transaction().map_err(Error::server)?;
    let result = inner.query_one(include_str!("origin.sql"), &[]);
    match result {
        Ok(row) => {
            let (system_identifier, oid): (String, u32) = (row.get(0), row.get(1));
            inner.commit().map_err(Error::server)?;
            Ok(Some(Origins::new(system_identifier, oid)))
        }
        Err(error) if error.code() == Some(&SqlState::INSUFFICIENT_PRIVILEGE) => {
            inner.rollback().map_err(Error::server)?;
            Ok(None)
        }
        Err(error) => Err(Error::server(error)),
    }
}

/// Names what was read.
fn model(catalog: Catalog, cluster: bool, origins: Option<Origins>) -> Result<Introspected, Error> {
    let mut server = Server::new(catalog.facts.version_num);
    server.database = Some(Name::from(catalog.facts.database.as_str()));
    server.encoding = Some(Name::from(catalog.facts.encoding.as_str()));
    server.cluster = cluster;
    let mut out = Builder::new(server, origins);
    kinds::build(&catalog, &mut out)?;
    catalog.build_depends(&mut out)?;
    catalog.build_coverage(&mut out);
    catalog.report_left_out(&mut out);
    drop(catalog);
    Ok(out.finish())
}

/// Every statement once, shared ones where they are first named.
fn all_statements() -> Vec<&'static Statement> {
    let mut all: Vec<&'static Statement> = Vec::new();
    for statement in catalog::STATEMENTS.iter().copied().chain(kinds::statements()) {
        if !all.iter().any(|known| known.name == statement.name) {
            all.push(statement);
        }
    }
    all
}

fn check(catalog: &Catalog) -> Result<(), Error> {
    let facts = &catalog.facts;
    if facts.major() < 14 {
        return Err(Error::new(ErrorKind::UnsupportedVersion { version_num: facts.version_num }));
    }
    if !matches!(facts.isolation.as_str(), "repeatable read" | "serializable") {
        return Err(Error::new(ErrorKind::Isolation { found: facts.isolation.clone() }));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_statements_is_small_and_fixed() {
        let all = all_statements();
        assert!(all.len() <= 70, "{}", all.len());
        let names: std::collections::BTreeSet<_> = all.iter().map(|s| s.name).collect();
        assert_eq!(names.len(), all.len());
    }
}
