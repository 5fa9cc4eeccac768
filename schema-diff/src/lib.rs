//! Minimal, ordered differences between two PostgreSQL schemas.
//!
//! [`compare`] tells what differs; [`plan`] tells what to do about it, in an order that runs: what is altered in place,
//! what PostgreSQL can only replace, what must be taken down around that and put back, and what each step costs.
//!
//! ```
//! use schema_diff::{plan, Options, Verb};
//! use schema_model::{Column, QualifiedName, Schema, Server, Table};
//!
//! let mut from = Schema::new(Server::new(170_000));
//! let users = QualifiedName::new("public", "users");
//! from.insert_table(users.clone(), Table::new());
//! from.insert_column(users.member("name"), Column::new("character varying(50)", 1));
//! let mut to = from.clone();
//! to.insert_column(users.member("name"), Column::new("text", 1));
//!
//! let plan = plan(&from, &to, &Options::default())?;
//! let [action] = plan.actions.as_slice() else { panic!("one action") };
//! assert!(matches!(action.verb, Verb::Alter(_)) && !action.cost.rewrites);
//! # Ok::<(), schema_diff::PlanError>(())
//! ```
//!
//! # What it does not do
//!
//! It reads no database and writes no SQL: `pgmend-introspect` and `pgmend-sql-emit` do. It never says CASCADE and never
//! guesses a rename. What PostgreSQL can't change it refuses, with what to do instead.
//!
//! # Errors
//!
//! [`PlanError`] alone: a plan that goes in a circle, with the whole path. Nothing panics.

mod action;
mod adopt;
mod alter;
mod attached;
mod bound;
mod checks;
mod cluster;
mod compare;
mod copies;
mod dependents;
mod error;
mod expand;
mod explain;
mod facts;
mod fill;
mod fold;
mod foreign;
mod given;
mod implied;
mod inherit;
mod kinds;
mod labels;
mod leave;
mod names;
mod not_null;
mod online;
mod order;
mod owned;
mod part;
mod plan;
mod rename;
mod rules;
mod sort;
mod strategy;
mod supersede;
mod types;
mod versions;
mod volatile;
mod walk;

pub use action::{Action, Cost, Effect, Lock, Loss, Reason, Transaction, Verb, Way};
pub use adopt::{Adopted, adopt};
pub use alter::*;
pub use bound::{Bound, BoundCheck, partition_bound};
pub use checks::inherited_checks;
pub use compare::{Change, Delta, compare};
pub use error::{CycleStep, PlanError};
pub use fill::Fill;
pub use kinds::{inherits_afterwards, narrows};
pub use labels::{LabelMapping, LabelsAtStake, is_array};
pub use owned::{adopted_sequences, continued_sequence};
pub use plan::{Difference, Mode, Options, Plan, Remark, plan};
pub use rename::{Evidence, Rename, RenameCandidate, rename_candidates};
pub use strategy::{Class, Strategy};
pub use types::{TypeChange, Using, type_change};
pub use volatile::VOLATILE_FUNCTIONS;
pub use walk::{Helper, Step, Walk};

#[doc = include_str!("../RULES.md")]
pub mod rules_table {}

/// The examples of the README, which are tests too.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}
