//! A backup before the first statement: confirmed by a person, or taken by a command.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use clap::Args;

use crate::cli::Output;
use crate::connect::Target;
use crate::error::{Error, Result};
use crate::plan_file::PlanFile;

/// What is known of a backup.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct Backup {
    /// A backup was taken: nobody need be reminded.
    #[arg(long, conflicts_with = "backup")]
    backup_taken: bool,
    /// Run this before the first statement, and go on only if it succeeds. The shell runs it; PGHOST, PGDATABASE and so on
    /// lead to the database: --backup 'pg_dump -Fc -f before.dump'.
    #[arg(long, value_name = "COMMAND")]
    backup: Option<String>,
}

impl Backup {
    /// What a reader should know who gave no word about a backup, of a plan that destroys or writes anew.
    pub(super) fn reminder(&self, file: &PlanFile) -> Option<&'static str> {
        let quiet = self.backup_taken || self.backup.is_some();
        let grave = !file.losses.is_empty() || file.hazards.iter().any(|hazard| hazard.rewrites);
        (grave && !quiet).then_some(
            "the plan destroys or rewrites rows, and no backup was confirmed: --backup-taken, or --backup 'pg_dump …', which \
             is run first",
        )
    }

    /// Takes it, if there is a command for it. How long that took.
    pub(super) fn take(&self, target: &Target, output: &mut Output<'_>) -> Result<Option<Duration>> {
        let Some(line) = &self.backup else { return Ok(None) };
        output.say("taking the backup");
        let begun = Instant::now();
        let mut command = shell(line);
        target.lead(&mut command);
        // What it prints is no data of ours.
        let status = command
            .stdin(Stdio::null())
            .stdout(std::io::stderr())
            .status()
            .map_err(|e| Error::failed("the backup command can't be run").caused_by(e))?;
        if !status.success() {
            return Err(Error::refused(format!(
                "the backup failed ({status}): nothing was changed. Mend the command, or say --backup-taken if there is one"
            )));
        }
        let took = begun.elapsed();
        output.say(&format!("backup taken in {:.1} s", took.as_secs_f64()));
        Ok(Some(took))
    }
}

#[cfg(unix)]
fn shell(line: &str) -> Command {
    let mut command = Command::new("sh");
    command.args(["-c", line]);
    command
}

#[cfg(not(unix))]
fn shell(line: &str) -> Command {
    let mut command = Command::new("cmd");
    command.args(["/C", line]);
    command
}
