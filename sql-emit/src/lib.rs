//! Writes PostgreSQL DDL for the actions of a schema plan.
//!
//! [`emit`] says a [`Plan`](schema_diff::Plan) statement by statement, each with the action that it comes from, the
//! transaction that it belongs to and what it costs; [`Script::to_sql`] makes one script of them. Pure and
//! deterministic: the same plan gives the same bytes.
//!
//! # What it does not do
//!
//! It runs nothing, decides nothing and never asks the diff again: what PostgreSQL can't do in place has no words here.
//!
//! # Errors
//!
//! None: every plan can be said.

mod fill;
mod guard;
mod kinds;
mod quote;
mod rename;
mod script;
mod words;

pub use guard::unguarded;
pub use kinds::table::bound_condition;
pub use quote::{identifier, literal};
pub use rename::rename;
pub use script::{Group, Options, SESSION, Script, Statement, comment, emit, warnings};

/// The examples of the README, which are tests too.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}
