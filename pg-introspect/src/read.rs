//! The way in.

use postgres::{Client, IsolationLevel, Transaction};
use schema_model::{Introspected, Name, Server};

use crate::batch::Prefix;
use crate::build::Builder;
use crate::catalog::{self, Catalog};
use crate::error::ErrorKind;
use crate::statement::{Batch, Scope, Statement};
use crate::{Error, Options, batch, kinds, statement};

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
/// were. The server's deparse functions read the newest catalog, whatever the snapshot: if another session changes it
/// meanwhile, the result is an error that [`is_skew`](Error::is_skew), and a new snapshot is needed. [`read`] does that.
///
/// # Errors
///
/// See [`Error`]'s predicates.
pub fn introspect(tx: &mut Transaction<'_>, options: &Options) -> Result<Introspected, Error> {
    let result = read_all(tx, options);
    if result.is_err() {
        // After an error, the transaction is of use again. If this fails as well, the connection is gone, and the error
        // above says so.
        let _ =
            tx.batch_execute(&format!("ROLLBACK TO SAVEPOINT {SAVEPOINT}; RELEASE SAVEPOINT {SAVEPOINT}"));
    }
    result
}

fn read_all(tx: &mut Transaction<'_>, options: &Options) -> Result<Introspected, Error> {
    let all = all_statements();
    let mut catalog = Catalog::default();
    catalog.schemas = options.schemas.clone();
    catalog.include_members = options.include_extension_members;
    catalog.include_ledgers = options.include_ledgers;
    let mut scope = Scope { major: 0, namespaces: Vec::new() };
    let steps = Batch::ALL.len() as u32 + 1;
    for (done, this) in (0..).zip(Batch::ALL) {
        options.report(done, steps, this.word());
        let statements: Vec<&Statement> = all
            .iter()
            .copied()
            .filter(|s| s.batch == this && (s.since <= scope.major || this == Batch::Facts))
            .collect();
        let prefix = match this {
            Batch::Facts => Prefix {
                sql: format!(
                    "SAVEPOINT {SAVEPOINT};\n{}",
                    statement::settings(options.statement_timeout, options.lock_timeout)
                ),
                results: 1,
            },
            _ => Prefix::default(),
        };
        let suffix = match this {
            Batch::Rest => format!("ROLLBACK TO SAVEPOINT {SAVEPOINT}; RELEASE SAVEPOINT {SAVEPOINT};"),
            _ => String::new(),
        };
        batch::run(tx, &statements, &prefix, &suffix, &scope, &mut catalog)?;
        match this {
            Batch::Facts => {
                check(&catalog)?;
                scope.major = catalog.facts.major();
                scope.namespaces =
                    catalog.namespaces.iter().filter(|row| row.read).map(|row| row.oid).collect();
            }
            Batch::Names => catalog.settle(),
            Batch::Columns => catalog.settle_texts(),
            Batch::Texts | Batch::Rest => {}
        }
    }
    options.report(steps - 1, steps, "model");
    let mut server = Server::new(catalog.facts.version_num);
    server.database = Some(Name::from(catalog.facts.database.as_str()));
    server.encoding = Some(Name::from(catalog.facts.encoding.as_str()));
    let mut out = Builder::new(server);
    kinds::build(&catalog, &mut out)?;
    catalog.build_depends(&mut out)?;
    catalog.report_left_out(&mut out);
    drop(catalog);
    let introspected = out.finish();
    options.report(steps, steps, "done");
    Ok(introspected)
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
