//! `pgmend prove`

use std::path::{Path, PathBuf};

use clap::Args;
use postgres::Client;
use schema_diff::Options;
use schema_model::Schema;

use super::baseline::script;
use super::make_plan;
use super::plan::{check_classes, prepare};
use super::rollback::plan_back;
use crate::cli::{Consent, ModeArgument, Output, ReportFormat};
use crate::connect::Target;
use crate::error::{Error, Result};
use crate::execute;
use crate::load::{self, LoadOptions, Loader};
use crate::plan_file::PlanFile;
use crate::prove::{self, Certificate, Proving, Verdict};
use crate::scratch::{Scratch, ScratchOptions};
use crate::source::Source;
use crate::sql;

/// How to prove.
#[derive(Debug, Args)]
pub(crate) struct HowToProve {
    /// A plan file.
    #[arg(required_unless_present = "expected", conflicts_with = "expected")]
    pub(crate) plan: Option<PathBuf>,
    /// The schema that the database should have: plan and prove at once.
    #[arg(long, value_name = "SOURCE")]
    pub(crate) expected: Option<String>,
    /// Rows (SQL) for the copy, before others are made: for tables that none can be made for.
    #[arg(long, value_name = "FILE")]
    seed: Option<PathBuf>,
    /// Write the certificate (JSON) here.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// text or json: the certificate itself
    #[arg(long, value_enum, default_value_t)]
    format: ReportFormat,
}

/// Proves a plan on a scratch copy, and writes the certificate.
pub(crate) fn prove(
    how: &HowToProve,
    target: &Target,
    options: LoadOptions,
    consent: &Consent,
    output: &mut Output<'_>,
) -> Result<u8> {
    check_classes(consent)?;
    let source = Source::Database(target.clone());
    let (file, wanted) = match (&how.plan, &how.expected) {
        (Some(path), _) => (PlanFile::read(path)?, None),
        (None, Some(expected)) => {
            let planned = prepare(&Source::parse(expected)?, target, options.clone(), consent)?;
            output.notes(&planned.expected.notes);
            if let Some(remark) = planned.plan.refused.first() {
                return Err(Error::refused(format!("{}: {}", remark.id, remark.reason)));
            }
            (planned.file, Some(planned.expected.schema))
        }
        (None, None) => return Err(Error::failed("name a plan file, or --expected SOURCE")),
    };
    file.must_be_for(&execute::identify(&mut target.connect()?)?)?;
    if file.statements.is_empty() {
        output.say("nothing to prove: the plan does nothing");
        return Ok(0);
    }
    if file.selector()?.includes_cluster() {
        return Err(Error::refused(
            "what the databases of a cluster share can't be proven on a copy, which would share it too: make a plan without \
             --cluster, prove that, and look at the rest yourself (pgmend plan --sql)",
        ));
    }
    // Everything, whatever the plan selects: what it touches stands on the rest.
    let whole = Loader::new(LoadOptions::default()).load(&source)?;
    output.notes(&whole.notes);
    let mut selected = whole.schema.clone();
    file.selector()?.apply(&mut selected);
    if !is_start(&file, &selected) {
        return Err(Error::refused(
            "the plan is stale: the schema changed since it was made. Make a new plan (pgmend plan)",
        ));
    }
    let major = u16::try_from(whole.schema.server.major()).unwrap_or_default();
    let mut scratch = ScratchOptions::new().target(target.clone()).major(major);
    if let Some(given) = options.scratch {
        scratch = scratch.given(given);
    }
    let scratch =
        Scratch::open(&scratch).map_err(|e| Error::failed("there is no place to prove it").caused_by(e))?;
    if scratch.major() != major {
        output.say(&format!(
            "note: the database is on PostgreSQL {major}, and this is proven on {}: `apply --require-proof` takes no such \
             certificate",
            scratch.major()
        ));
    }
    let rows = match &how.seed {
        Some(path) => sql::files(path)?.into_iter().next(),
        None => None,
    };
    let baseline = script(&whole.schema)?;
    let again = |now: &Schema| -> Result<Vec<String>> {
        let Some(wanted) = &wanted else { return Ok(Vec::new()) };
        let options = Options::default()
            .with_mode(if file.mode == "sync" { ModeArgument::Sync } else { ModeArgument::Repair }.into());
        let plan = make_plan(now, wanted, &options)?;
        Ok(plan.actions.iter().map(|action| format!("{} {}", action.token(), action.id)).collect())
    };
    let back = |client: &mut Client, source: &str| way_back(client, source, &file, consent);
    let certificate = prove::prove(&Proving {
        file: &file,
        whole: &whole.schema,
        baseline: &baseline,
        rows: rows.as_ref(),
        scratch: &scratch,
        plan_again: &again,
        way_back: &back,
    })?;
    let json = certificate.to_json() + "\n";
    if let Some(path) = &how.output {
        output.deliver(&json, Some(path))?;
        output.say(&format!("certificate written to {}", path.display()));
    }
    match how.format {
        ReportFormat::Text => output.print(&certificate.to_text())?,
        ReportFormat::Json => output.print(&json)?,
    }
    Ok(match certificate.verdict {
        Verdict::Proven => 0,
        Verdict::Incomplete | Verdict::Refuted => 3,
    })
}

/// Whether the schema is the one that the plan was made for.
fn is_start(file: &PlanFile, schema: &Schema) -> bool {
    use crate::resume::Position;
    match &file.states {
        // Where SQL was expected, what its role owns by accident was left out of both sides.
        Some(states) => {
            matches!(states.locate(schema, |_| false), Position::Groups(fits) if fits.contains(&0))
        }
        None => file.fingerprint(schema) == file.before,
    }
}

/// The plan of the way back from a copy; refused where it needs a person's word beside consent.
fn way_back(client: &mut Client, source: &str, file: &PlanFile, consent: &Consent) -> Result<PlanFile> {
    let consent = Consent {
        mode: ModeArgument::Sync,
        strategy: schema_diff::Strategy::PLAIN,
        renaming: crate::renaming::Renaming::default(),
        allow: consent.allow.clone(),
        ..*consent
    };
    let (mut out, mut err) = (std::io::sink(), std::io::sink());
    let mut silent = Output::silent(&mut out, &mut err);
    let planned = plan_back(client, source, file, &consent, &mut silent)?;
    let mut reasons: Vec<String> =
        planned.plan.refused.iter().map(|remark| format!("{}: {}", remark.id, remark.reason)).collect();
    reasons.extend(planned.findings.iter().filter(|f| f.stands_in_the_way()).map(|f| f.describe()));
    if reasons.is_empty() { Ok(planned.file) } else { Err(Error::refused(reasons.join("\n"))) }
}

/// That a certificate proves a plan.
pub(super) fn must_be_proven(certificate: Option<&Path>, file: &PlanFile) -> Result<()> {
    match certificate {
        Some(path) => Certificate::read(path)?.must_prove(file),
        None => Ok(()),
    }
}

/// The reading of a plan file has its own selection.
pub(crate) fn reading(scratch: Option<Target>) -> LoadOptions {
    LoadOptions { scratch, ..load::LoadOptions::default() }
}
