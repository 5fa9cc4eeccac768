//! Reads the schema of a PostgreSQL database from its catalog, in one snapshot.
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
pub use options::{Options, Progress};
pub use postgres;
pub use read::{introspect, read};

/// The examples of the README, which are tests too.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}
