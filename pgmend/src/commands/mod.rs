//! One file per command.

mod apply;
mod baseline;
mod check;
mod diff;
mod explain;
mod inspect;
mod migration;
mod plan;
mod verify;

pub(crate) use apply::{Running, apply_expected, apply_file};
pub(crate) use baseline::{History, baseline};
pub(crate) use check::{Checked, check};
pub(crate) use diff::{Shown, diff};
pub(crate) use explain::explain;
pub(crate) use inspect::inspect;
pub(crate) use migration::Next;
pub(crate) use plan::{Wanted, plan};
pub(crate) use verify::verify;

use schema_diff::{Options, Plan};
use schema_model::Schema;

use crate::error::{Error, Result};

/// Plans, and says a circle as the bug that it is.
fn make_plan(from: &Schema, to: &Schema, options: &Options) -> Result<Plan> {
    schema_diff::plan(from, to, options).map_err(|e| {
        Error::failed(format!(
            "{e}\n  this is a bug of pgmend: please report it with both schemas (pgmend inspect)"
        ))
    })
}

/// Exit status of a comparison.
fn status(in_sync: bool) -> u8 {
    if in_sync { 0 } else { 2 }
}
