//! `pgmend plan`

use std::path::PathBuf;

use schema_diff::{Action, Loss, Mode, Plan};
use schema_model::{Dependency, Fingerprint, ObjectId, ObjectKind, Schema, Selector};
use sql_emit::Script;

use super::{Next, make_repair_plan};
use crate::cli::{Consent, ModeArgument, Output, PlanFormat};
use crate::connect::Target;
use crate::error::{Error, Result};
use crate::execute;
use crate::keep::{self, Kept};
use crate::load::{self, LoadOptions, Loaded, Loader};
use crate::numbers::{Hazard, Numbers};
use crate::plan_file::{DatabaseIdentity, MadeFor, PlanFile};
use crate::preflight::Preflight;
use crate::probe::{self, Finding};
use crate::report;
use crate::source::Source;

/// A plan with what it was made of.
pub(super) struct Planned {
    pub(super) actual: Loaded,
    pub(super) expected: Loaded,
    pub(super) plan: Plan,
    pub(super) script: Script,
    pub(super) identity: DatabaseIdentity,
    pub(super) file: PlanFile,
    pub(super) numbers: Numbers,
    pub(super) hazards: Vec<Hazard>,
    pub(super) findings: Vec<Finding>,
    pub(super) preflight: Preflight,
    /// What `--keep-dropped` can't keep, and why.
    pub(super) not_kept: Vec<String>,
}

/// The word for a mode.
fn mode_word(mode: ModeArgument) -> &'static str {
    match mode {
        ModeArgument::Sync => "sync",
        ModeArgument::Repair => "repair",
    }
}

/// Reads both sides and plans.
pub(super) fn prepare(
    expected: &Source,
    target: &Target,
    options: LoadOptions,
    consent: &Consent,
) -> Result<Planned> {
    check_classes(consent)?;
    let selector = options.selector.clone();
    // One connection at a time, all along: the embedded server lets no second one in.
    let identity = execute::identify(&mut target.connect()?)?;
    let source = Source::Database(target.clone());
    let sides = Loader::new(options).load_pair(&source, expected)?;
    let owners = sides.1.loaded_by.is_none();
    let keep = |plan: &Plan, script: &mut Script, from: &Schema, to: &Schema| match consent.keep_dropped {
        true => keep::keep(plan, script, from, to),
        false => (Vec::new(), Vec::new()),
    };
    let options = consent.options()?;
    assess(&mut target.connect()?, identity, sides, owners, &selector, &options, consent, &keep)
}

/// Adds statements to a script; gives back what is kept by them, and what is not.
pub(super) type Amend<'a> = &'a dyn Fn(&Plan, &mut Script, &Schema, &Schema) -> (Vec<Kept>, Vec<String>);

/// Plans from one side to the other, and looks at what that means for the database behind this connection.
#[allow(clippy::too_many_arguments)] // both sides, and how
pub(super) fn assess(
    client: &mut postgres::Client,
    identity: DatabaseIdentity,
    (actual, mut wanted): (Loaded, Loaded),
    owners: bool,
    selector: &Selector,
    options: &schema_diff::Options,
    consent: &Consent,
    amend: Amend<'_>,
) -> Result<Planned> {
    let plan = make_repair_plan(&actual.schema, &mut wanted.schema, options)?;
    let mut script = sql_emit::emit(&plan, &actual.schema, &wanted.schema, &sql_emit::Options::default());
    let (kept, not_kept) = amend(&plan, &mut script, &actual.schema, &wanted.schema);
    let (numbers, findings) = {
        let limit = consent.probe_limit();
        let probes = match limit.is_zero() {
            true => Vec::new(),
            false => probe::probes(&plan, &actual.schema, &wanted.schema),
        };
        (Numbers::read(client, &plan)?, probe::ask(client, probes, limit)?)
    };
    let hazards = numbers.hazards(&plan, consent.rate.saturating_mul(1_000_000));
    let file = PlanFile::new(
        MadeFor {
            database: identity.clone(),
            mode: mode_word(consent.mode),
            strategy: consent.strategy,
            expected: &wanted.source,
            selector: &selector.to_string(),
            owners,
            owned: &actual.with_owners(),
            hazards: &hazards,
            findings: &findings,
            kept: &kept,
        },
        (&actual.schema, &wanted.schema),
        &plan,
        &script,
    );
    let preflight = Preflight::look(client, &file)?;
    Ok(Planned {
        actual,
        expected: wanted,
        plan,
        script,
        identity,
        file,
        numbers,
        hazards,
        findings,
        preflight,
        not_kept,
    })
}

/// What one `--allow` consents to: classes, joined with commas, of which the last may be of one object. Names of objects have
/// commas of their own, so that nothing is cut behind an equals sign.
fn classes_of(allowed: &str) -> impl Iterator<Item = (&str, Option<&str>)> {
    let (classes, object) = match allowed.split_once('=') {
        Some((classes, object)) => (classes, Some(object)),
        None => (allowed, None),
    };
    let last = classes.split(',').count() - 1;
    classes
        .split(',')
        .enumerate()
        .map(move |(position, class)| (class.trim(), object.filter(|_| position == last)))
}

/// A misspelled class would silently allow nothing.
pub(super) fn check_classes(consent: &Consent) -> Result<()> {
    for (class, _) in consent.allow.iter().flat_map(|allowed| classes_of(allowed)) {
        if !Loss::ALL.iter().any(|loss| loss.class() == class) {
            let classes: Vec<&str> = Loss::ALL.iter().map(|loss| loss.class()).collect();
            return Err(Error::failed(format!(
                "--allow: there is no class {class:?}; the classes are {}",
                classes.join(", ")
            )));
        }
    }
    Ok(())
}

/// What a plan destroys without consent, one line each.
fn unconsented(planned: &Planned, consent: &Consent) -> Vec<String> {
    let Planned { plan, numbers, .. } = planned;
    plan.losses()
        .filter(|(action, loss)| !(*loss == Loss::Values && labels_are_settled(planned, &action.id)))
        .filter(|(action, loss)| {
            let id = action.id.to_string();
            let name = id.split_once(':').map_or(id.as_str(), |(_, name)| name);
            !consent.allow.iter().flat_map(|allowed| classes_of(allowed)).any(|(class, object)| {
                class == loss.class() && object.is_none_or(|object| object == name || object == id)
            })
        })
        .map(|(action, loss)| {
            let id = action.id.to_string();
            let name = id.split_once(':').map_or(id.as_str(), |(_, name)| name);
            let cost = match numbers.loss(action, loss) {
                cost if cost.is_empty() => cost,
                cost => format!(": {cost}"),
            };
            format!("{id} loses {loss}{cost} (--allow {}={name})", loss.class())
        })
        .collect()
}

/// Whether every label of an enum that goes has a successor, or stands in no row: nothing is lost then.
fn labels_are_settled(planned: &Planned, id: &ObjectId) -> bool {
    // Values inside of composite ones are not looked at.
    let within = |d: &Dependency| d.to == *id && matches!(d.from, ObjectId::Attribute(_));
    id.kind() == ObjectKind::Enum
        && !planned.actual.schema.dependencies().any(within)
        && planned.findings.iter().filter(|finding| finding.probe.because == *id).all(Finding::is_clear)
}

/// The refusal for want of consent, or because there is no safe way.
pub(super) fn refusal(planned: &Planned, consent: &Consent) -> Option<Error> {
    let plan = &planned.plan;
    let mut reasons = unconsented(planned, consent);
    reasons.extend(planned.not_kept.iter().map(|why| format!("--keep-dropped: {why}")));
    reasons.extend(planned.findings.iter().filter(|f| f.stands_in_the_way()).map(Finding::describe));
    reasons.extend(plan.refused.iter().map(|remark| format!("{}: {}", remark.id, remark.reason)));
    if reasons.is_empty() {
        return None;
    }
    Some(Error::refused(format!("not without consent, or not at all:\n  {}", reasons.join("\n  "))))
}

/// What `plan` prints.
pub(crate) struct Wanted {
    pub(crate) next: Next,
    pub(crate) sql: bool,
    /// The SQL may be run twice.
    pub(crate) guards: bool,
    pub(crate) format: PlanFormat,
}

pub(crate) fn plan(
    expected: &Source,
    target: Target,
    options: LoadOptions,
    consent: &Consent,
    file: Option<&PathBuf>,
    wanted: &Wanted,
    output: &mut Output<'_>,
) -> Result<u8> {
    let mut planned = prepare(expected, &target, options, consent)?;
    output.notes(&planned.actual.notes);
    output.notes(&planned.expected.notes);
    // What was asked for and comes to nothing begins with the option.
    for remark in planned.plan.reported.iter().filter(|remark| remark.reason.starts_with("--")) {
        output.say(&format!("note: {}", remark.reason));
    }
    super::diff::say_gaps(&planned.actual, &planned.expected, output);
    for finding in planned.findings.iter().filter(|f| !f.is_clear() && !f.stands_in_the_way()) {
        output.say(&format!("note: {}", finding.describe()));
    }
    for note in planned.preflight.notes() {
        output.say(&format!("note: {note}"));
    }
    let refusal = refusal(&planned, consent);
    let drafted = match &refusal {
        // What does not run is no migration either.
        Some(_) => None,
        None => wanted.next.draft(&mut planned, &target, output)?,
    };
    if let Some(path) = file {
        output.deliver(&(planned.file.to_json() + "\n"), Some(path))?;
        let name = path
            .file_name()
            .filter(|_| output.brief)
            .map_or(path.display().to_string(), |name| name.to_string_lossy().into_owned());
        output.say(&format!("plan written to {name}"));
    }
    if wanted.sql {
        let text = if wanted.guards {
            guarded(&planned, consent)?
        } else {
            annotated(&planned, &planned.script, consent)
        };
        output.print(&text)?;
    } else {
        let text = match wanted.format {
            PlanFormat::Text => summary(&planned, consent.mode.into(), output) + &way_back(&planned),
            PlanFormat::Json => planned.file.to_json() + "\n",
            PlanFormat::Dot => planned.plan.to_dot(),
            PlanFormat::Mermaid => planned.plan.to_mermaid(),
        };
        output.print(&text)?;
    }
    if let Some(drafted) = drafted {
        drafted.write()?.iter().for_each(|line| output.say(line));
    }
    match refusal {
        Some(refusal) => Err(refusal),
        None => Ok(super::status(planned.script.is_empty())),
    }
}

/// The script for people who have SQL run by somebody else: with what each action does, costs and makes wait.
fn annotated(planned: &Planned, script: &Script, consent: &Consent) -> String {
    if script.is_empty() {
        return String::new();
    }
    let DatabaseIdentity { name, version_num, .. } = &planned.identity;
    let head = [
        format!("{} for the database {name}, PostgreSQL {}", mode_word(consent.mode), version(*version_num)),
        format!("expected: {}", planned.expected.source),
        size(planned),
        "psql -v ON_ERROR_STOP=1 -f runs it; with PGOPTIONS='-c lock_timeout=3s' nobody queues behind it for long".into(),
    ];
    let notes = |action: &Action| {
        let costs = planned.hazards.iter().filter(|hazard| hazard.object == action.id).map(Hazard::to_string);
        std::iter::once(report::action(action)).chain(costs).collect()
    };
    let head: String = head.iter().map(|line| sql_emit::comment(line)).collect();
    let left: String = planned
        .plan
        .left_alone
        .iter()
        .map(|left| sql_emit::comment(&format!("left alone: {}: {}", left.id, left.reason)))
        .collect();
    let left = if left.is_empty() { left } else { format!("\n{left}") };
    format!("{head}\n{}{left}", script.to_annotated_sql(&planned.plan, notes))
}

/// The same as it may be run twice.
fn guarded(planned: &Planned, consent: &Consent) -> Result<String> {
    if consent.mode == ModeArgument::Sync {
        return Err(Error::refused(
            "--guards: the mode sync drops and replaces, and whether that was done before the catalog does not tell (`pgmend \
             apply` may be run twice with any plan)",
        ));
    }
    let bare = sql_emit::unguarded(&planned.plan);
    if !bare.is_empty() {
        let list: Vec<String> = bare.iter().map(|action| report::action(action)).collect();
        return Err(Error::refused(format!(
            "--guards: the catalog does not tell whether this was done before, or it runs outside of a transaction (`pgmend \
             apply` may be run twice with any plan):\n  {}",
            list.join("\n  ")
        )));
    }
    let options = sql_emit::Options::default().with_guards();
    let script = sql_emit::emit(&planned.plan, &planned.actual.schema, &planned.expected.schema, &options);
    Ok(annotated(planned, &script, consent))
}

/// `180004` is 18.4.
fn version(number: u32) -> String {
    format!("{}.{}", number / 10_000, number % 10_000)
}

pub(super) fn summary(planned: &Planned, mode: Mode, output: &Output<'_>) -> String {
    let mut text = if output.brief {
        report::actions_in_brief(&planned.plan, output.style)
    } else {
        report::actions(&planned.plan, output.style)
    };
    text += &report::left_alone(&planned.plan, output.style);
    text += &report::hazards(&planned.hazards, output.style);
    text += &match (planned.script.statements.len(), mode) {
        (0, Mode::Sync) => "nothing to do: in sync\n".to_owned(),
        (0, Mode::Repair) => "nothing to add\n".to_owned(),
        _ => size(planned) + "\n",
    };
    text
}

/// How many actions, statements and transactions a plan has.
fn size(planned: &Planned) -> String {
    let outside = planned.script.groups().filter(|group| !group.in_transaction()).count();
    let groups = planned.script.groups().count() - outside;
    let apart = if outside == 0 { String::new() } else { format!(", {outside} outside of one") };
    format!(
        "{}, {}, {}{apart}",
        report::counted(planned.plan.actions.len(), "action"),
        report::counted(planned.script.statements.len(), "statement"),
        report::counted(groups, "transaction")
    )
}

/// The schema that is there now, as a plan file sees it.
fn fingerprint(client: &mut postgres::Client, source: &str, file: &PlanFile) -> Result<Fingerprint> {
    let reading = LoadOptions { selector: file.selector()?, ..LoadOptions::default() };
    Ok(file.fingerprint(&load::read_selected(client, source, &reading)?.schema))
}

/// Reads the database again, for a plan of which nothing was done yet.
pub(super) fn must_be_as_before(client: &mut postgres::Client, source: &str, file: &PlanFile) -> Result<()> {
    if fingerprint(client, source, file)? == file.before {
        return Ok(());
    }
    Err(Error::refused(
        "the schema changed while the backup was taken (nothing was changed by us). Make a new plan (pgmend plan)",
    ))
}

/// Reads the database again and compares it with what a plan promised.
pub(super) fn confirm(client: &mut postgres::Client, source: &str, file: &PlanFile) -> Result<()> {
    if fingerprint(client, source, file)? == file.after {
        return Ok(());
    }
    Err(Error::partly_applied(
        "all statements ran, but the database is not what the plan promised: somebody else may have changed it \
         meanwhile, or a text reads back otherwise than it was written; `pgmend check` shows the difference",
    ))
}

/// What a rollback of the plan would not bring back. That what it makes goes again, with what was written there by then, goes
/// without saying.
fn way_back(planned: &Planned) -> String {
    let steps = planned.file.way_back.iter().flat_map(|way| &way.steps);
    let lost: Vec<String> = steps
        .filter_map(|step| {
            let lost = step.lost.as_ref().filter(|_| !step.back.starts_with("goes again"))?;
            Some(format!("  {}: {}; not {lost}\n", step.object, step.back))
        })
        .collect();
    if lost.is_empty() {
        String::new()
    } else {
        format!("the way back (pgmend rollback):\n{}", lost.concat())
    }
}
