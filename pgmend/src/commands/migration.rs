//! A plan as the next migrations of a tool.

use crate::cli::Output;
use crate::connect::Target;
use crate::error::{Error, Result};
use crate::ledger::{self, Drafted, Migrating, PlannedLedger, Recording, Tool};

use super::plan::Planned;

/// What a plan is written as, beside itself.
#[derive(Debug, Default)]
pub(crate) struct Next {
    tool: Option<Tool>,
    how: Migrating,
}

impl Next {
    /// # Errors
    ///
    /// A directory or a name without a tool.
    pub(crate) fn of(tool: Option<Tool>, how: Migrating) -> Result<Self> {
        if tool.is_none() && !how.is_empty() {
            return Err(Error::failed("--dir, --name and --number go with --as TOOL"));
        }
        Ok(Self { tool, how })
    }

    /// Makes the migrations, not yet their files, and lets the plan file remember them.
    pub(super) fn draft(
        &self,
        planned: &mut Planned,
        target: &Target,
        output: &mut Output<'_>,
    ) -> Result<Option<Drafted>> {
        let Some(tool) = self.tool.filter(|_| !planned.script.is_empty()) else { return Ok(None) };
        let pieces = ledger::pieces(&planned.script, &planned.plan);
        let (drafted, existing) = ledger::next(tool, &pieces, &self.how)?;
        if tool != Tool::Plain {
            let mut client = target.connect()?;
            output.notes(&ledger::nothing_pending(&mut client, tool, &existing)?);
            let migrations = drafted.entries();
            // It must be right now; whether this role may write it is for whoever applies the plan.
            if let Err(error) = Recording::look(&mut client, tool, &migrations) {
                output.say(&format!("note: {error}"));
            }
            planned.file.ledger = Some(PlannedLedger { tool, migrations });
        }
        Ok(Some(drafted))
    }
}
