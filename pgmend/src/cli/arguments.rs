//! What each command can be told.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use schema_diff::Strategy;
use schema_model::{Selector, SelectorRule};

use super::Output;
use crate::commands;
use crate::connect::Target;
use crate::error::{Error, Result};
use crate::ledger::{Migrating, Tool};
use crate::load::LoadOptions;
use crate::presets;
use crate::renaming::Renaming;

/// Which objects count, and what to do about gaps.
#[derive(Debug, Args)]
pub(super) struct Reading {
    /// Only these objects count: schema:NAME, KIND:PATTERN, owner:NAME, name:PATTERN… (repeat, or join with commas).
    /// `database:*` adds what is said of the database itself: its owner, settings, comment, privileges.
    #[arg(long, value_name = "SELECTOR")]
    pub(super) include: Vec<String>,
    /// These objects don't count.
    #[arg(long, value_name = "SELECTOR")]
    pub(super) exclude: Vec<String>,
    /// What something else than the application makes doesn't count: a preset (`pgmend presets`), or a file of rules.
    #[arg(long, value_name = "NAME|FILE")]
    pub(super) preset: Vec<String>,
    /// What the databases of a cluster share counts too: roles and their memberships, tablespaces, privileges on configuration
    /// parameters. The same as `--include 'cluster:*'`.
    #[arg(long)]
    pub(super) cluster: bool,
    /// Refuse to go on if something could not be read or is not modelled.
    #[arg(long)]
    pub(super) strict: bool,
    /// A server on which SQL may be loaded into temporary databases.
    #[arg(long, value_name = "URL")]
    pub(super) scratch: Option<String>,
}

impl Reading {
    pub(super) fn options(&self, target: Option<&Target>) -> Result<LoadOptions> {
        let signed = |rules: &[String], sign: &str| -> Result<Vec<SelectorRule>> {
            let rules = rules.iter().flat_map(|rules| rules.split(','));
            rules
                .filter(|rule| !rule.trim().is_empty())
                .map(|rule| format!("{sign}{}", rule.trim()).parse())
                .collect::<std::result::Result<_, schema_model::Error>>()
                .map_err(|error| Error::failed(error.to_string()))
        };
        // The last rule that matches decides: what is left out is left out of what is included.
        let cluster = if self.cluster { vec!["cluster:*".to_owned()] } else { Vec::new() };
        let mut rules = signed(&cluster, "")?;
        rules.extend(signed(&self.include, "")?);
        for preset in &self.preset {
            rules.extend(presets::rules(preset)?);
        }
        rules.extend(signed(&self.exclude, "-")?);
        let selector = rules.into_iter().fold(Selector::everything(), Selector::with);
        Ok(LoadOptions {
            scratch: self.scratch.as_deref().map(Target::parse).transpose()?,
            target: target.cloned(),
            selector,
            strict: self.strict,
            origins: false,
        })
    }

    /// A plan file has its selection, and needs no scratch server.
    pub(super) fn only_strict(&self) -> Result<()> {
        let selects = [&self.include, &self.exclude, &self.preset].iter().any(|rules| !rules.is_empty());
        if !selects && !self.cluster && self.scratch.is_none() {
            return Ok(());
        }
        Err(Error::failed(
            "--include, --exclude, --preset, --cluster and --scratch go with `pgmend plan` or `apply --expected`: a plan file is about what was \
             selected when it was made",
        ))
    }
}

/// The database in question.
#[derive(Debug, Args)]
pub(super) struct Database {
    /// The database; otherwise DATABASE_URL or the libpq environment (PGHOST, PGDATABASE…).
    #[arg(long, value_name = "URL")]
    pub(super) database: Option<String>,
}

impl Database {
    pub(super) fn target(&self) -> Result<Target> {
        Ok(match &self.database {
            Some(text) => Target::parse(text)?,
            None => Target::from_environment()?,
        })
    }

    /// The database, with what is to be known even if the connection succeeds.
    pub(super) fn announced(&self, output: &mut Output<'_>) -> Result<Target> {
        let target = self.target()?;
        output.notes(&target.warnings());
        Ok(target)
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum ModeArgument {
    /// Everything, with consent for what destroys.
    Sync,
    /// Only what is missing, or can be widened without loss.
    #[default]
    Repair,
}

impl From<ModeArgument> for schema_diff::Mode {
    fn from(mode: ModeArgument) -> Self {
        match mode {
            ModeArgument::Sync => Self::Sync,
            ModeArgument::Repair => Self::Repair,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum InspectFormat {
    Json,
    Sql,
    Tree,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormat {
    #[default]
    Text,
    Json,
    Sql,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    #[default]
    Text,
    Json,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum PlanFormat {
    #[default]
    Text,
    Json,
    Dot,
    Mermaid,
}

#[derive(Debug, Args)]
pub(super) struct Inspect {
    /// What to read.
    pub(super) source: String,
    /// json (default for files and pipes), sql or tree (default on a terminal).
    #[arg(long, value_enum)]
    pub(super) format: Option<InspectFormat>,
    /// Write here instead of standard output.
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Keep by which numbers the database knows its objects: with them, a later snapshot of the same database proves what
    /// was renamed in between.
    #[arg(long)]
    pub(super) origins: bool,
    #[command(flatten)]
    pub(super) reading: Reading,
}

#[derive(Debug, Args)]
pub(super) struct Diff {
    /// The schema that is there.
    pub(super) from: String,
    /// The schema that it shall become.
    pub(super) to: String,
    /// text, json, or sql: the script that does it.
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: DiffFormat,
    /// How far the SQL goes.
    #[arg(long, value_enum, default_value_t = ModeArgument::Sync)]
    pub(super) mode: ModeArgument,
    /// plain, online, or the classes of statements that shall let others work on: indexes, constraints, not-null, keys,
    /// partitions.
    #[arg(long, value_name = "STRATEGY", default_value_t = Strategy::PLAIN)]
    pub(super) strategy: Strategy,
    #[command(flatten)]
    pub(super) renaming: Renaming,
    /// Say where the order of columns differs, too. PostgreSQL can't change it, and it is not counted.
    #[arg(long)]
    pub(super) column_order: bool,
    #[command(flatten)]
    pub(super) reading: Reading,
}

#[derive(Debug, Args)]
pub(super) struct Explain {
    /// The schema that is there.
    pub(super) from: String,
    /// The schema that it shall become.
    pub(super) to: String,
    /// Only the actions about these objects, e.g. column:public.users.email.
    pub(super) object: Vec<String>,
    /// How far to go.
    #[arg(long, value_enum, default_value_t = ModeArgument::Sync)]
    pub(super) mode: ModeArgument,
    /// plain, online, or some of its classes: see diff.
    #[arg(long, value_name = "STRATEGY", default_value_t = Strategy::PLAIN)]
    pub(super) strategy: Strategy,
    #[command(flatten)]
    pub(super) renaming: Renaming,
    #[command(flatten)]
    pub(super) reading: Reading,
}

#[derive(Debug, Args)]
pub(super) struct Check {
    /// The schema that the database should have.
    #[arg(long, value_name = "SOURCE")]
    pub(super) expected: String,
    #[command(flatten)]
    pub(super) database: Database,
    /// text or json
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: ReportFormat,
    /// Say where the order of columns differs, too. PostgreSQL can't change it, and it is not counted.
    #[arg(long)]
    pub(super) column_order: bool,
    #[command(flatten)]
    pub(super) reading: Reading,
}

#[derive(Debug, Args)]
pub(crate) struct Consent {
    /// How far to go.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) mode: ModeArgument,
    /// Consent to destroying: a class (drop-table, drop-column, …; join with commas) or class=object
    /// (drop-column=public.users.email).
    #[arg(long, value_name = "CLASS[=OBJECT]")]
    pub(crate) allow: Vec<String>,
    /// How many MB the server reads or writes anew in a second: what durations are estimated by.
    #[arg(long, value_name = "MB", default_value_t = crate::numbers::DEFAULT_RATE / 1_000_000)]
    pub(crate) rate: u64,
    /// How many seconds one question to the rows of a table may take, such as how many have NULL where NOT NULL comes. 0: the
    /// rows are not asked.
    #[arg(long, value_name = "SECONDS", default_value_t = crate::probe::DEFAULT_LIMIT.as_secs())]
    pub(crate) probe_limit: u64,
    /// plain: short statements, few transactions. online: long ones let others work on. Or the classes that shall:
    /// indexes, constraints, not-null, keys, partitions (join with commas).
    #[arg(long, value_name = "STRATEGY", default_value_t = Strategy::PLAIN)]
    pub(crate) strategy: Strategy,
    /// Copy what is destroyed (tables, columns, values that are cut off) into the schema pgmend_kept first: `rollback` puts it
    /// back. What can't be kept is refused.
    #[arg(long)]
    pub(crate) keep_dropped: bool,
    #[command(flatten)]
    pub(crate) renaming: Renaming,
}

impl Consent {
    /// How long one question to the rows may take; zero: they are not asked.
    pub(crate) fn probe_limit(&self) -> std::time::Duration {
        std::time::Duration::from_secs(self.probe_limit)
    }

    /// How to plan.
    pub(crate) fn options(&self) -> Result<schema_diff::Options> {
        planning(self.mode, self.strategy, &self.renaming)
    }
}

/// How to plan, from what was said on the command line.
pub(super) fn planning(
    mode: ModeArgument,
    strategy: Strategy,
    renaming: &Renaming,
) -> Result<schema_diff::Options> {
    renaming.say(schema_diff::Options::default().with_mode(mode.into()).with_strategy(strategy))
}

#[derive(Debug, Args)]
pub(super) struct Plan {
    /// The schema that the database should have.
    #[arg(long, value_name = "SOURCE")]
    pub(super) expected: String,
    #[command(flatten)]
    pub(super) database: Database,
    #[command(flatten)]
    pub(super) consent: Consent,
    /// Write the plan file here.
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Print the SQL, with comments that say what it does and costs.
    #[arg(long)]
    pub(super) sql: bool,
    /// With --sql: each statement runs only where the catalog says that its work is still to be done, so that the script may
    /// be run twice.
    #[arg(long, requires = "sql")]
    pub(super) guards: bool,
    /// text, json, or a drawing of what must come before what: dot (Graphviz) or mermaid
    #[arg(long, value_enum, default_value_t, conflicts_with = "sql")]
    pub(super) format: PlanFormat,
    /// Write it as the next migrations of this tool, too; the plan file then remembers it, and apply writes it into the tool's
    /// ledger.
    #[arg(long = "as", value_name = "TOOL", value_enum)]
    pub(super) tool: Option<Tool>,
    #[command(flatten)]
    pub(super) migrating: Migrating,
    #[command(flatten)]
    pub(super) reading: Reading,
}

#[derive(Debug, Args)]
pub(super) struct Apply {
    /// A plan file.
    #[arg(required_unless_present = "expected", conflicts_with = "expected")]
    pub(super) plan: Option<PathBuf>,
    /// The schema that the database should have: plan and apply at once.
    #[arg(long, value_name = "SOURCE")]
    pub(super) expected: Option<String>,
    #[command(flatten)]
    pub(super) database: Database,
    #[command(flatten)]
    pub(super) consent: Consent,
    #[command(flatten)]
    pub(super) running: commands::Running,
    #[command(flatten)]
    pub(super) reading: Reading,
}

#[derive(Debug, Args)]
pub(super) struct Prove {
    #[command(flatten)]
    pub(super) how: commands::HowToProve,
    #[command(flatten)]
    pub(super) database: Database,
    #[command(flatten)]
    pub(super) consent: Consent,
    #[command(flatten)]
    pub(super) reading: Reading,
}

#[derive(Debug, Args)]
pub(super) struct Verify {
    /// The schema that the database should have.
    #[arg(long, value_name = "SOURCE")]
    pub(super) expected: String,
    #[command(flatten)]
    pub(super) database: Database,
    /// text or json
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: ReportFormat,
    #[command(flatten)]
    pub(super) observers: commands::Observers,
    #[command(flatten)]
    pub(super) reading: Reading,
}

#[derive(Debug, Args)]
pub(super) struct Baseline {
    /// What to write; otherwise DATABASE_URL or the libpq environment.
    pub(super) source: Option<String>,
    /// Write here instead of standard output.
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    #[command(flatten)]
    pub(super) history: commands::History,
    #[command(flatten)]
    pub(super) reading: Reading,
}

#[derive(Debug, Args)]
pub(super) struct Demo {
    /// Run it in temporary databases of this server, instead of a throwaway one.
    #[arg(long, value_name = "URL")]
    pub(super) scratch: Option<String>,
    /// Use this kind of throwaway server: local or embedded.
    #[arg(long, value_name = "KIND", conflicts_with = "scratch")]
    pub(super) server: Option<String>,
}
