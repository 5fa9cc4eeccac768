//! `pgmend plan`

use std::path::PathBuf;

use schema_diff::{Loss, Mode, Plan};
use schema_model::{Dependency, ObjectId, ObjectKind};
use sql_emit::Script;

use super::{Next, make_plan};
use crate::cli::{Consent, ModeArgument, Output, PlanFormat};
use crate::connect::Target;
use crate::error::{Error, Result};
use crate::execute;
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
    let (actual, wanted) = Loader::new(options).load_pair(&source, expected)?;
    let plan = make_plan(&actual.schema, &wanted.schema, &consent.options()?)?;
    let script = sql_emit::emit(&plan, &actual.schema, &wanted.schema, &sql_emit::Options::default());
    let (numbers, findings) = {
        let mut client = target.connect()?;
        let limit = consent.probe_limit();
        let probes = match limit.is_zero() {
            true => Vec::new(),
            false => probe::probes(&plan, &actual.schema, &wanted.schema),
        };
        (Numbers::read(&mut client, &plan)?, probe::ask(&mut client, probes, limit)?)
    };
    let hazards = numbers.hazards(&plan, consent.rate.saturating_mul(1_000_000));
    let file = PlanFile::new(
        MadeFor {
            database: identity.clone(),
            mode: mode_word(consent.mode),
            strategy: consent.strategy,
            expected: &wanted.source,
            selector: &selector.to_string(),
            owners: wanted.loaded_by.is_none(),
            hazards: &hazards,
            findings: &findings,
        },
        (&actual.schema, &wanted.schema),
        &plan,
        &script,
    );
    let preflight = Preflight::look(&mut target.connect()?, &file)?;
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
    })
}

/// A misspelled class would silently allow nothing.
fn check_classes(consent: &Consent) -> Result<()> {
    for allowed in &consent.allow {
        let class = allowed.split_once('=').map_or(allowed.as_str(), |(class, _)| class);
        if !Loss::ALL.iter().any(|loss| loss.class() == class) {
            let classes: Vec<&str> = Loss::ALL.iter().map(|loss| loss.class()).collect();
            return Err(Error::failed(format!("--allow {allowed}: the classes are {}", classes.join(", "))));
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
            !consent.allow.iter().any(|allowed| match allowed.split_once('=') {
                None => allowed == loss.class(),
                Some((class, object)) => class == loss.class() && (object == name || object == id),
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
        output.print(&planned.script.to_sql(&planned.plan))?;
    } else {
        let text = match wanted.format {
            PlanFormat::Text => summary(&planned, consent.mode.into(), output),
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

fn summary(planned: &Planned, mode: Mode, output: &Output<'_>) -> String {
    let mut text = if output.brief {
        report::actions_in_brief(&planned.plan, output.style)
    } else {
        report::actions(&planned.plan, output.style)
    };
    text += &report::left_alone(&planned.plan, output.style);
    text += &report::hazards(&planned.hazards, output.style);
    let statements = planned.script.statements.len();
    let outside = planned.script.groups().filter(|group| !group.in_transaction()).count();
    let groups = planned.script.groups().count() - outside;
    let apart = if outside == 0 { String::new() } else { format!(", {outside} outside of one") };
    text += &match (statements, mode) {
        (0, Mode::Sync) => "nothing to do: in sync\n".to_owned(),
        (0, Mode::Repair) => "nothing to add\n".to_owned(),
        _ => format!(
            "{}, {}, {}{apart}\n",
            report::counted(planned.plan.actions.len(), "action"),
            report::counted(statements, "statement"),
            report::counted(groups, "transaction")
        ),
    };
    text
}

/// Reads the database again and compares it with what a plan promised.
pub(super) fn confirm(client: &mut postgres::Client, source: &str, file: &PlanFile) -> Result<()> {
    let reading = LoadOptions { selector: file.selector()?, ..LoadOptions::default() };
    let loaded = load::read_selected(client, source, &reading)?;
    if file.fingerprint(&loaded.schema) == file.after {
        return Ok(());
    }
    Err(Error::partly_applied(
        "all statements ran, but the database is not what the plan promised: somebody else may have changed it \
         meanwhile, or a text reads back otherwise than it was written; `pgmend check` shows the difference",
    ))
}
