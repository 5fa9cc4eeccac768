//! `pgmend apply`

use std::path::Path;
use std::time::Duration;

use super::plan::{Planned, confirm, prepare, refusal};
use crate::cli::{Consent, Output};
use crate::connect::Target;
use crate::error::{Error, Result};
use crate::execute::{self, ExecuteOptions};
use crate::load::{self, LoadOptions};
use crate::plan_file::PlanFile;
use crate::report;
use crate::source::Source;

/// Runs a plan file on the database that it was made for, in the state that it was made for.
pub(crate) fn apply_file(
    path: &Path,
    target: &Target,
    strict: bool,
    options: &ExecuteOptions,
    output: &mut Output<'_>,
) -> Result<u8> {
    let text = std::fs::read_to_string(path)
        .map_err(|e| Error::failed(format!("{} can't be read", path.display())).caused_by(e))?;
    let file = PlanFile::from_json(&path.display().to_string(), &text)?;
    let mut client = target.connect()?;
    let here = execute::identify(&mut client)?;
    if here != file.database {
        return Err(Error::refused(format!(
            "the plan was made for another database: {:?} (oid {}, server {}), and this is {:?} (oid {}, server {}): \
             make a plan for this one",
            file.database.name,
            file.database.oid,
            file.database.version_num,
            here.name,
            here.oid,
            here.version_num
        )));
    }
    let reading = LoadOptions { selector: file.selector()?, strict, ..LoadOptions::default() };
    let loaded = load::read_selected(&mut client, &target.to_string(), &reading)?;
    drop(client);
    if file.fingerprint(&loaded.schema) != file.before {
        return Err(Error::refused(
            "the plan is stale: the schema changed since it was made. Make a new plan (pgmend plan)",
        ));
    }
    run(&file, target, options, output)
}

/// Plans and applies at once.
pub(crate) fn apply_expected(
    expected: &Source,
    target: &Target,
    load: LoadOptions,
    consent: &Consent,
    options: &ExecuteOptions,
    output: &mut Output<'_>,
) -> Result<u8> {
    let planned: Planned = prepare(expected, target, load, consent)?;
    output.notes(&planned.actual.notes);
    output.notes(&planned.expected.notes);
    super::diff::say_gaps(&planned.actual, &planned.expected, output);
    if let Some(refusal) = refusal(&planned, consent) {
        return Err(refusal);
    }
    debug_assert_eq!(planned.identity, planned.file.database);
    run(&planned.file, target, options, output)
}

/// Runs the statements and says how it went.
pub(crate) fn run(
    file: &PlanFile,
    target: &Target,
    options: &ExecuteOptions,
    output: &mut Output<'_>,
) -> Result<u8> {
    if file.statements.is_empty() {
        output.say("nothing to do");
        return Ok(0);
    }
    let total = file.statements.len();
    let outcome = {
        let mut client = target.connect()?;
        let result = execute::execute(&mut client, &file.statements, options, |n, statement| {
            if !output.brief {
                let first = statement.sql.lines().next().unwrap_or_default();
                output.say(&format!("[{}/{total}] {first}", n + 1));
            }
        });
        result?
    };
    let took: Duration = outcome.took.iter().sum();
    let seconds = took.as_secs_f64();
    if options.dry_run {
        output.say(&format!(
            "dry run: {} ran in {seconds:.3} s, rolled back",
            report::counted(outcome.took.len(), "statement")
        ));
        for (at, why) in &outcome.untried {
            let sql = file.statements.get(*at).map_or("", |statement| statement.sql.as_str());
            let first = sql.lines().next().unwrap_or_default();
            output.say(&format!("[{}/{total}] not tried: {first}\n  {why}", at + 1));
        }
        return Ok(0);
    }
    output.say(&format!("{} applied in {seconds:.3} s", report::counted(total, "statement")));
    confirm(target, file)?;
    Ok(0)
}
