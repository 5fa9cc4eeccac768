//! Finds what a PostgreSQL database is missing compared with the schema it should have, and mends it safely.
//!
//! The program `pgmend` is a thin binary over this library: [`source::Source`] says where a schema comes from,
//! [`load::Loader`] reads it, [`report`] tells what differs, [`plan_file::PlanFile`] is what will be run and
//! [`execute`] runs it. The work itself is done by the crates below: `pg_introspect` reads the catalog, `schema_model` is
//! the model, `schema_diff` plans and `sql_emit` writes the SQL.
//!
//! # Features
//!
//! * `embedded` (default): a PostgreSQL inside the program, for machines that have none.
//! * `json-schema`: JSON Schemas of what the program prints.

mod cli;
mod commands;
pub mod connect;
mod demo;
mod error;
pub mod execute;
#[cfg(feature = "json-schema")]
pub mod json_schema;
pub mod keep;
pub mod ledger;
pub mod load;
pub mod numbers;
pub mod plan_file;
pub mod preflight;
mod presets;
pub mod probe;
pub mod prove;
mod renaming;
pub mod report;
pub mod resume;
pub mod scratch;
pub mod source;
pub mod sql;
pub mod way_back;
pub mod witness;

pub use cli::main;
pub use error::{Error, Result};
