//! Reads the schema of a PostgreSQL database from its catalog, in one snapshot.
//!
//! ```no_run
//! use pg_introspect::{Options, postgres};
//!
//! let mut client = postgres::Client::connect("postgresql://localhost/app", postgres::NoTls)?;
//! let read = pg_introspect::read(&mut client, &Options::new())?;
//! for table in read.schema.tables() {
//!     println!("{}", table.name());
//! }
//! for gap in read.diagnostics.iter().filter(|diagnostic| diagnostic.kind.is_gap()) {
//!     eprintln!("not read: {gap}");
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! [`read`] opens a transaction of its own; [`introspect`] takes one that the caller has, so that a schema and other things
//! are read in one snapshot. PostgreSQL 14 to 18; an ordinary role is enough.
//!
//! # How
//!
//! A fixed number of flat statements in five round trips, whatever the size of the database. The server joins, sorts and
//! names as little as possible; it writes expressions only, and no definition that can be told from columns of the catalog.
//! What comes back is a [`Schema`](schema_model::Schema) with the dependencies of `pg_depend` between its objects.
//!
//! # What it does not do
//!
//! * It reads no rows of tables, and writes nothing: the transaction may be read-only, or on a standby.
//! * It does not parse SQL. Expressions are the server's own text, written under an empty `search_path`; that of another major
//!   version can differ.
//! * It leaves out the members of extensions, the ledgers of migration tools, the system's own schemas, and what every new
//!   database has (the extension `plpgsql`; owner, privileges and comment of the schema `public`). [`Options`] has switches
//!   for the first two.
//! * Kinds that [`schema_model`] has no word for are in [`Introspected::diagnostics`](schema_model::Introspected), in
//!   PostgreSQL's words: nothing is left out silently. Roles, tablespaces and other things of the whole server are not looked
//!   at.
//! * It takes `ACCESS SHARE` locks, and those only where an expression makes the server open a table. It waits for
//!   [`Options::lock_timeout`] in pieces, so that it is never the reason for another session's deadlock.
//!
//! # When others change the schema meanwhile
//!
//! The server writes expressions from the newest catalog, not from the snapshot: after `RENAME COLUMN` in another session, an
//! index would say one name and the column another. Such a reading is an error, [`Error::is_skew`], that names the object, and
//! [`read`] then tries again on a new snapshot. Changes that no text can show (new tables, `TRUNCATE`, temporary tables) are
//! no reason.
//!
//! # Errors
//!
//! One opaque [`Error`] with predicates.

mod batch;
mod build;
mod catalog;
mod error;
mod intern;
mod kinds;
mod ledger;
mod options;
mod parse;
mod read;
mod resolve;
mod row;
mod settle;
mod skew;
mod statement;

pub use error::Error;
pub use ledger::ledgers;
pub use options::{Options, Progress};
pub use postgres;
pub use read::{introspect, read};

/// The examples of the README, which are tests too.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}
