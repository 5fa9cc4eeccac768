//! `pgmend rollback`

use std::path::{Path, PathBuf};

use clap::Args;
use schema_diff::{Fill, LabelMapping, Options, Plan, Strategy};
use schema_model::Schema;
use sql_emit::Script;

use super::Running;
use super::apply::{carry_out, position};
use super::plan::{Planned, assess, check_classes, refusal, summary};
use crate::cli::{Consent, ModeArgument, Output};
use crate::connect::Target;
use crate::error::{Error, Result};
use crate::execute::{self, Journal, Session};
use crate::keep;
use crate::ledger::Recording;
use crate::load::{self, LoadOptions, Loaded};
use crate::plan_file::PlanFile;
use crate::renaming::Renaming;
use crate::resume::Position;

/// How to go back.
#[derive(Debug, Args)]
pub(crate) struct GoingBack {
    /// The plan file that was applied, wholly or in part.
    pub(crate) plan: PathBuf,
    /// Consent to destroying, as with `plan`: drop-table for tables that the plan made, with the rows that came in since.
    #[arg(long, value_name = "CLASS[=OBJECT]")]
    allow: Vec<String>,
    /// What takes the place of a label that the plan added, in rows that have it: public.mood.glad=sad (repeat).
    #[arg(long, value_name = "LABEL=LABEL")]
    map_label: Vec<String>,
    /// A value for rows that have none where a column comes back NOT NULL: public.users.email='unknown' (repeat).
    #[arg(long, value_name = "COLUMN=EXPRESSION")]
    fill: Vec<String>,
    /// How many seconds one question to the rows of a table may take; 0: the rows are not asked.
    #[arg(long, value_name = "SECONDS", default_value_t = crate::probe::DEFAULT_LIMIT.as_secs())]
    probe_limit: u64,
    /// plain, online, or some of its classes: see plan.
    #[arg(long, value_name = "STRATEGY", default_value_t = Strategy::PLAIN)]
    strategy: Strategy,
    /// Print the SQL alone, and run nothing.
    #[arg(long)]
    sql: bool,
    #[command(flatten)]
    pub(crate) running: Running,
}

impl GoingBack {
    fn consent(&self) -> Consent {
        Consent {
            mode: ModeArgument::Sync,
            allow: self.allow.clone(),
            rate: crate::numbers::DEFAULT_RATE / 1_000_000,
            probe_limit: self.probe_limit,
            strategy: self.strategy,
            keep_dropped: false,
            renaming: Renaming {
                fill: self.fill.clone(),
                map_label: self.map_label.clone(),
                ..Renaming::default()
            },
        }
    }
}

/// How to go on.
const AGAIN: &str = "run the same rollback again: it goes on from there";

/// A file beside the plan.
fn beside(plan: &Path, what: &str) -> PathBuf {
    let mut name = plan.as_os_str().to_owned();
    name.push(what);
    PathBuf::from(name)
}

/// The options of the way back: what the plan knows, and what was said.
fn options(file: &PlanFile, now: &Schema, consent: &Consent) -> Result<Options> {
    let Some(way_back) = &file.way_back else { return Err(no_way_back()) };
    let known = way_back.options(now)?;
    let said = consent.options()?;
    // What was said of a label decides over what is known.
    let mut labels: Vec<LabelMapping> = said.labels.clone();
    labels.extend(known.labels.into_iter().filter(|one| {
        !said.labels.iter().any(|other| other.type_name == one.type_name && other.from == one.from)
    }));
    let fills: Vec<Fill> = said.fills.clone();
    Ok(said.with_renames(known.renames).with_labels(labels).with_fills(fills))
}

fn no_way_back() -> Error {
    Error::failed(
        "the plan has no way back: it was made by an older version. Make a plan to the schema that was there before \
         (pgmend plan --mode sync --expected MODEL)",
    )
}

/// Plans the way back from what is there now.
///
/// # Errors
///
/// A state that is none of the plan's, and what [`WayBack::target`](crate::way_back::WayBack::target) refuses.
pub(super) fn plan_back(
    client: &mut postgres::Client,
    source: &str,
    file: &PlanFile,
    consent: &Consent,
    output: &mut Output<'_>,
) -> Result<Planned> {
    let (Some(way_back), Some(states)) = (&file.way_back, &file.states) else { return Err(no_way_back()) };
    let selector = file.selector()?;
    let reading = LoadOptions { selector: selector.clone(), ..LoadOptions::default() };
    let actual = load::read_selected(client, source, &reading)?;
    let outside = |group| file.statements.iter().any(|one| one.group == group && one.outside);
    if let Position::Nowhere { nearest, different, elsewhere } = states.locate(&actual.schema, outside) {
        if !different.is_empty() {
            let mut text = format!(
                "what the plan touches was changed since, by somebody else: a rollback would undo that, too. It is most \
                 like what it is after {nearest} of {} transactions, but:",
                states.after.len()
            );
            for id in different.iter().take(10) {
                text += &format!("\n  {id} is not as the plan leaves it");
            }
            if different.len() > 10 {
                text += &format!("\n  and {} more", different.len() - 10);
            }
            return Err(Error::refused(format!(
                "{text}\nNothing was changed. Put these back first, or make a plan to where you want to be (pgmend plan)"
            )));
        }
        if elsewhere {
            output.say("note: something changed since that the plan does not touch: it stays as it is");
        }
    }
    let schema = way_back.target(states, &actual.schema)?;
    let wanted = Loaded {
        schema,
        diagnostics: Vec::new(),
        source: format!("what was there before the plan to {}", file.expected),
        loaded_by: None,
        notes: Vec::new(),
        unsaid_owners: Vec::new(),
    };
    let identity = execute::identify(client)?;
    let mut options = options(file, &actual.schema, consent)?;
    options.fills = keep::fills(&way_back.kept, &wanted.schema, &options.fills);
    let restore = |plan: &Plan, script: &mut Script, _: &Schema, to: &Schema| {
        keep::restore(&way_back.kept, plan, script, to);
        (Vec::new(), Vec::new())
    };
    assess(client, identity, (actual, wanted), file.owners, &selector, &options, consent, &restore)
}

pub(crate) fn rollback(how: &GoingBack, target: &Target, output: &mut Output<'_>) -> Result<u8> {
    let file = PlanFile::read(&how.plan)?;
    let run = how.running.how()?;
    if run.proof.is_some() {
        return Err(Error::failed("--require-proof goes with apply: a certificate is about the way there"));
    }
    let consent = how.consent();
    check_classes(&consent)?;
    let execute = run.execute;
    let mut session = Session::open(target, &execute)?;
    file.must_be_for(&execute::identify(&mut session.client)?)?;
    if file.statements.is_empty() {
        output.say("nothing to do: the plan does nothing");
        return Ok(0);
    }
    let keeps = file.way_back.as_ref().is_some_and(|way| !way.kept.is_empty());
    let (kept, journal) = (beside(&how.plan, ".rollback"), beside(&how.plan, ".rollback.journal"));
    let journal = run.journal.clone().unwrap_or(journal);
    if let (true, false) = (kept.exists(), how.sql) {
        let back = PlanFile::read(&kept)?;
        let reading = LoadOptions { selector: back.selector()?, ..LoadOptions::default() };
        // In no state of it, it is an old one: the way is planned anew.
        if let Ok(Some(done @ 1..)) =
            position(&mut session, &back, target, &reading, &execute, &journal, output)
        {
            output.say("a rollback broke off here: going on from there");
            let mut to = if execute.dry_run { Journal::default() } else { Journal::open(&journal)? };
            let status = carry_out(&mut session, &back, done, &run, AGAIN, &mut to, target, output)?;
            say_ledger(&mut session, &file, execute.dry_run, output);
            return finish(status, &kept, execute.dry_run, keeps, output);
        }
    }
    if let (Some(states), false) = (&file.states, execute.dry_run || how.sql) {
        for (_, what) in execute::complete_detachments(&mut session.client, states)? {
            output.say(&format!("  {what}"));
        }
    }
    let planned = plan_back(&mut session.client, &target.to_string(), &file, &consent, output)?;
    if planned.script.is_empty() && planned.plan.refused.is_empty() {
        if how.sql {
            return Ok(0);
        }
        output.say("nothing to do: nothing of the plan is there");
        return Ok(0);
    }
    for finding in planned.findings.iter().filter(|f| !f.is_clear() && !f.stands_in_the_way()) {
        output.say(&format!("note: {}", finding.describe()));
    }
    if how.sql {
        output.print(&planned.script.to_sql(&planned.plan))?;
    } else {
        let text = summary(&planned, schema_diff::Mode::Sync, output);
        output.print(&text)?;
    }
    for line in stays_away(&file) {
        output.say(&line);
    }
    if let Some(refusal) = refusal(&planned, &consent) {
        return Err(refusal);
    }
    if how.sql {
        return Ok(0);
    }
    session.must_be_able_to_run(&planned.file.statements)?;
    let mut to = Journal::default();
    if !execute.dry_run {
        // A rollback of several transactions can break off between two of them: by this file it goes on.
        let written = std::fs::write(&kept, planned.file.to_json() + "\n");
        let groups = planned.script.groups().count();
        if let Err(e) = written {
            if groups > 1 {
                return Err(Error::failed(format!(
                    "{} can't be written, and a rollback of {groups} transactions needs it to be taken up again if it breaks off",
                    kept.display()
                ))
                .caused_by(e));
            }
            output.say(&format!("note: {} can't be written: {e}", kept.display()));
        } else {
            to = Journal::open(&journal)?;
        }
    }
    let status = carry_out(&mut session, &planned.file, 0, &run, AGAIN, &mut to, target, output)?;
    say_ledger(&mut session, &file, execute.dry_run, output);
    finish(status, &kept, execute.dry_run, keeps, output)
}

/// What the plan's way back does not bring, a line each.
fn stays_away(file: &PlanFile) -> Vec<String> {
    let steps = file.way_back.iter().flat_map(|way| &way.steps);
    steps
        .filter_map(|step| {
            let lost = step.lost.as_ref()?;
            Some(format!("note: {}: {}; not {lost}", step.object, step.back))
        })
        .collect()
}

/// A migration tool goes by its ledger: what was written there along with the plan is history that did not happen. It is the
/// tool's, and says so; nobody takes it out behind its back.
fn say_ledger(session: &mut Session, file: &PlanFile, dry_run: bool, output: &mut Output<'_>) {
    let Some(ledger) = file.ledger.as_ref().filter(|_| !dry_run) else { return };
    let tool = ledger.tool;
    match Recording::of(&mut session.client, ledger) {
        Ok(recording) => {
            let stand = recording.standing();
            if !stand.is_empty() {
                output.say(&format!(
                    "note: {tool}'s ledger still says that these were applied: {}. Take them out of {}, and their files out of \
                     the tool's directory, or apply the plan again",
                    stand.join(", "),
                    recording.table()
                ));
            }
        }
        Err(error) => {
            output.say(&format!("note: what {tool}'s ledger says of the plan is not known: {error}"))
        }
    }
}

/// The file by which a rollback is taken up again is of no use when it is done.
fn finish(status: u8, kept: &Path, dry_run: bool, keeps: bool, output: &mut Output<'_>) -> Result<u8> {
    if !dry_run && keeps {
        output.say(&format!(
            "what the plan kept is in the schema {schema} still: DROP SCHEMA {schema} CASCADE throws it away",
            schema = keep::KEPT_SCHEMA
        ));
    }
    if !dry_run
        && kept.exists()
        && let Err(e) = std::fs::remove_file(kept)
    {
        output.say(&format!("note: {} is of no use any more and can't be removed: {e}", kept.display()));
    }
    Ok(status)
}
