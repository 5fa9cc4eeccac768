//! One file per command.

mod apply;
mod backup;
mod baseline;
mod check;
mod diff;
mod explain;
mod inspect;
mod migration;
mod plan;
mod presets;
mod prove;
mod rollback;
mod verify;

pub(crate) use apply::{How, Running, apply_expected, apply_file};
pub(crate) use baseline::{History, baseline};
pub(crate) use check::{Checked, check};
pub(crate) use diff::{Shown, diff};
pub(crate) use explain::explain;
pub(crate) use inspect::inspect;
pub(crate) use migration::Next;
pub(crate) use plan::{Wanted, plan};
pub(crate) use presets::presets;
pub(crate) use prove::{HowToProve, prove, reading};
pub(crate) use rollback::{GoingBack, rollback};
pub(crate) use verify::{Observers, verify};

use schema_diff::{Mode, Options, Plan};
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

/// What the mode repair plans for: the second schema, with what is below its tables and stays there. What that is, it says of
/// the plan.
fn make_repair_plan(from: &Schema, to: &mut Schema, options: &Options) -> Result<Plan> {
    if options.mode == Mode::Sync {
        return make_plan(from, to, options);
    }
    let adopted = schema_diff::adopt(from, to, options);
    *to = adopted.schema;
    let mut plan = make_plan(from, to, options)?;
    plan.left_alone.splice(..0, adopted.left_alone);
    Ok(plan)
}

/// Exit status of a comparison.
fn status(in_sync: bool) -> u8 {
    if in_sync { 0 } else { 2 }
}
