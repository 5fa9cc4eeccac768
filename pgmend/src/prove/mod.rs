//! The proof of a plan: on a scratch copy, with rows that are made for it, there and back again.
//!
//! The copy is made from the model of the database; its rows are never read. What came of it is a [`Certificate`], which
//! `apply --require-proof` asks for.

mod certificate;
pub mod claims;
mod coming;
mod proof;
mod rows;
mod seed;
mod values;

pub use certificate::{
    CERTIFICATE_FORMAT, Certificate, Check, CheckOutcome, SeededCount, Unseeded, Verdict, hash,
};
pub use seed::{Seeded, seed};

pub(crate) use proof::{Proving, prove};
