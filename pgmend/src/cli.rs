//! The command line.

use std::ffi::OsString;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::{Args, Parser, Subcommand, ValueEnum};
use schema_diff::Strategy;
use schema_model::Selector;

use crate::commands;
use crate::connect::Target;
use crate::error::{Error, Result};
use crate::load::LoadOptions;
use crate::renaming::Renaming;
use crate::report::Style;
use crate::source::Source;

/// Finds what a PostgreSQL database is missing compared with the schema it should have, and mends it safely.
///
/// A SOURCE is a connection string (postgresql://…, host=… dbname=…), env: (the libpq environment), a model (.json), SQL
/// (.sql, a directory, - for standard input), or empty:. Exit status: 0 in sync or done, 2 differs, 1 error, 3 refused as
/// unsafe, 4 partly applied.
#[derive(Debug, Parser)]
#[command(name = "pgmend", version, max_term_width = 120)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// Colours on a terminal.
    #[arg(long, global = true, value_enum, default_value_t = Colour::Auto)]
    color: Colour,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Colour {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Shows a schema as a model (json), as SQL, or as a tree.
    Inspect(Inspect),
    /// Shows what turns one schema into another.
    Diff(Diff),
    /// Says of each action that turns one schema into another why it is there, why there, and what it costs.
    Explain(Explain),
    /// Tells whether a database has drifted from the schema it should have.
    Check(Check),
    /// Plans what brings a database to the schema it should have.
    Plan(Plan),
    /// Applies a plan file, or plans and applies at once.
    Apply(Apply),
    /// Proves after the fact that a database is what it should be.
    Verify(Verify),
    /// Writes a whole schema as one SQL script.
    Baseline(Baseline),
    /// Tells the whole story on a throwaway database.
    Demo(Demo),
    /// Starts a throwaway server, for tests: prints its URL, and serves until standard input closes.
    #[command(hide = true)]
    ScratchServer {
        /// local or embedded
        kind: String,
    },
}

/// Which objects count, and what to do about gaps.
#[derive(Debug, Args)]
struct Reading {
    /// Only these objects count: schema:NAME, KIND:PATTERN, owner:NAME, name:PATTERN… (repeat, or join with commas).
    #[arg(long, value_name = "SELECTOR")]
    include: Vec<String>,
    /// These objects don't count.
    #[arg(long, value_name = "SELECTOR")]
    exclude: Vec<String>,
    /// Refuse to go on if something could not be read or is not modelled.
    #[arg(long)]
    strict: bool,
    /// A server on which SQL may be loaded into temporary databases.
    #[arg(long, value_name = "URL")]
    scratch: Option<String>,
}

impl Reading {
    fn options(&self, target: Option<&Target>) -> Result<LoadOptions> {
        let mut selector = Selector::everything();
        let rules = self.include.iter().map(|r| (r, "")).chain(self.exclude.iter().map(|r| (r, "-")));
        for (rules, sign) in rules {
            for rule in rules.split(',').filter(|rule| !rule.trim().is_empty()) {
                let rule = format!("{sign}{}", rule.trim())
                    .parse()
                    .map_err(|e: schema_model::Error| Error::failed(e.to_string()))?;
                selector = selector.with(rule);
            }
        }
        Ok(LoadOptions {
            scratch: self.scratch.as_deref().map(Target::parse).transpose()?,
            target: target.cloned(),
            selector,
            strict: self.strict,
            origins: false,
        })
    }

    /// A plan file has its selection, and needs no scratch server.
    fn only_strict(&self) -> Result<()> {
        if self.include.is_empty() && self.exclude.is_empty() && self.scratch.is_none() {
            return Ok(());
        }
        Err(Error::failed(
            "--include, --exclude and --scratch go with `pgmend plan` or `apply --expected`: a plan file is about what was \
             selected when it was made",
        ))
    }
}

/// The database in question.
#[derive(Debug, Args)]
struct Database {
    /// The database; otherwise DATABASE_URL or the libpq environment (PGHOST, PGDATABASE…).
    #[arg(long, value_name = "URL")]
    database: Option<String>,
}

impl Database {
    fn target(&self) -> Result<Target> {
        Ok(match &self.database {
            Some(text) => Target::parse(text)?,
            None => Target::from_environment()?,
        })
    }

    /// The database, with what is to be known even if the connection succeeds.
    fn announced(&self, output: &mut Output<'_>) -> Result<Target> {
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
struct Inspect {
    /// What to read.
    source: String,
    /// json (default for files and pipes), sql or tree (default on a terminal).
    #[arg(long, value_enum)]
    format: Option<InspectFormat>,
    /// Write here instead of standard output.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Keep by which numbers the database knows its objects: with them, a later snapshot of the same database proves what
    /// was renamed in between.
    #[arg(long)]
    origins: bool,
    #[command(flatten)]
    reading: Reading,
}

#[derive(Debug, Args)]
struct Diff {
    /// The schema that is there.
    from: String,
    /// The schema that it shall become.
    to: String,
    /// text, json, or sql: the script that does it.
    #[arg(long, value_enum, default_value_t)]
    format: DiffFormat,
    /// How far the SQL goes.
    #[arg(long, value_enum, default_value_t = ModeArgument::Sync)]
    mode: ModeArgument,
    /// plain, online, or the classes of statements that shall let others work on: indexes, constraints, not-null, keys,
    /// partitions.
    #[arg(long, value_name = "STRATEGY", default_value_t = Strategy::PLAIN)]
    strategy: Strategy,
    #[command(flatten)]
    renaming: Renaming,
    /// Say where the order of columns differs, too. PostgreSQL can't change it, and it is not counted.
    #[arg(long)]
    column_order: bool,
    #[command(flatten)]
    reading: Reading,
}

#[derive(Debug, Args)]
struct Explain {
    /// The schema that is there.
    from: String,
    /// The schema that it shall become.
    to: String,
    /// Only the actions about these objects, e.g. column:public.users.email.
    object: Vec<String>,
    /// How far to go.
    #[arg(long, value_enum, default_value_t = ModeArgument::Sync)]
    mode: ModeArgument,
    /// plain, online, or some of its classes: see diff.
    #[arg(long, value_name = "STRATEGY", default_value_t = Strategy::PLAIN)]
    strategy: Strategy,
    #[command(flatten)]
    renaming: Renaming,
    #[command(flatten)]
    reading: Reading,
}

#[derive(Debug, Args)]
struct Check {
    /// The schema that the database should have.
    #[arg(long, value_name = "SOURCE")]
    expected: String,
    #[command(flatten)]
    database: Database,
    /// text or json
    #[arg(long, value_enum, default_value_t)]
    format: ReportFormat,
    /// Say where the order of columns differs, too. PostgreSQL can't change it, and it is not counted.
    #[arg(long)]
    column_order: bool,
    #[command(flatten)]
    reading: Reading,
}

#[derive(Debug, Args)]
pub(crate) struct Consent {
    /// How far to go.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) mode: ModeArgument,
    /// Consent to destroying: a class (drop-table, drop-column, …) or class=object (drop-column=public.users.email).
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
fn planning(mode: ModeArgument, strategy: Strategy, renaming: &Renaming) -> Result<schema_diff::Options> {
    renaming.say(schema_diff::Options::default().with_mode(mode.into()).with_strategy(strategy))
}

#[derive(Debug, Args)]
struct Plan {
    /// The schema that the database should have.
    #[arg(long, value_name = "SOURCE")]
    expected: String,
    #[command(flatten)]
    database: Database,
    #[command(flatten)]
    consent: Consent,
    /// Write the plan file here.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Print the SQL alone.
    #[arg(long)]
    sql: bool,
    /// text, json, or a drawing of what must come before what: dot (Graphviz) or mermaid
    #[arg(long, value_enum, default_value_t, conflicts_with = "sql")]
    format: PlanFormat,
    #[command(flatten)]
    reading: Reading,
}

#[derive(Debug, Args)]
struct Apply {
    /// A plan file.
    #[arg(required_unless_present = "expected", conflicts_with = "expected")]
    plan: Option<PathBuf>,
    /// The schema that the database should have: plan and apply at once.
    #[arg(long, value_name = "SOURCE")]
    expected: Option<String>,
    #[command(flatten)]
    database: Database,
    #[command(flatten)]
    consent: Consent,
    #[command(flatten)]
    running: commands::Running,
    #[command(flatten)]
    reading: Reading,
}

#[derive(Debug, Args)]
struct Verify {
    /// The schema that the database should have.
    #[arg(long, value_name = "SOURCE")]
    expected: String,
    #[command(flatten)]
    database: Database,
    /// text or json
    #[arg(long, value_enum, default_value_t)]
    format: ReportFormat,
    #[command(flatten)]
    reading: Reading,
}

#[derive(Debug, Args)]
struct Baseline {
    /// What to write; otherwise DATABASE_URL or the libpq environment.
    source: Option<String>,
    /// Write here instead of standard output.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    reading: Reading,
}

#[derive(Debug, Args)]
struct Demo {
    /// Run it in temporary databases of this server, instead of a throwaway one.
    #[arg(long, value_name = "URL")]
    scratch: Option<String>,
    /// Use this kind of throwaway server: local or embedded.
    #[arg(long, value_name = "KIND", conflicts_with = "scratch")]
    server: Option<String>,
}

/// Where a command writes.
pub(crate) struct Output<'a> {
    out: &'a mut dyn Write,
    err: &'a mut dyn Write,
    pub(crate) style: Style,
    pub(crate) terminal: bool,
    /// Say what is done, not each statement.
    pub(crate) brief: bool,
    /// Where messages are kept with their times.
    pub(crate) log: Option<std::fs::File>,
}

impl Output<'_> {
    /// Data: standard output.
    pub(crate) fn print(&mut self, text: &str) -> Result<()> {
        self.out
            .write_all(text.as_bytes())
            .and_then(|()| self.out.flush())
            .map_err(|e| Error::failed("standard output can't be written").caused_by(e))
    }

    /// Messages: standard error, or along with a story that is told. Nobody may be there to read them.
    pub(crate) fn say(&mut self, text: &str) {
        let _ = if self.brief { writeln!(self.out, "{text}") } else { writeln!(self.err, "{text}") };
        self.log(text);
    }

    /// A message that people were told already.
    pub(crate) fn log(&mut self, text: &str) {
        if let Some(log) = &mut self.log {
            // A full disk must not stop a repair; what counts is in the journal.
            let _ = writeln!(log, "{:.3} {text}", jiff::Timestamp::now());
        }
    }

    /// What a reading wants to be known.
    pub(crate) fn notes(&mut self, notes: &[String]) {
        for note in notes {
            self.say(&format!("note: {note}"));
        }
    }

    /// Data to a file or to standard output.
    pub(crate) fn deliver(&mut self, text: &str, file: Option<&PathBuf>) -> Result<()> {
        match file {
            None => self.print(text),
            Some(path) => std::fs::write(path, text)
                .map_err(|e| Error::failed(format!("{} can't be written", path.display())).caused_by(e)),
        }
    }
}

fn run(cli: Cli, output: &mut Output<'_>) -> Result<u8> {
    match cli.command {
        Command::Inspect(it) => {
            let source = Source::parse(&it.source)?;
            output.notes(&source.database().map(Target::warnings).unwrap_or_default());
            let options = LoadOptions { origins: it.origins, ..it.reading.options(source.database())? };
            let default = if output.terminal && it.output.is_none() {
                InspectFormat::Tree
            } else {
                InspectFormat::Json
            };
            commands::inspect(&source, options, it.format.unwrap_or(default), it.output.as_ref(), output)
        }
        Command::Diff(it) => {
            let (from, to) = (Source::parse(&it.from)?, Source::parse(&it.to)?);
            let target = from.database().or(to.database()).cloned();
            let options = it.reading.options(target.as_ref())?;
            let how = planning(it.mode, it.strategy, &it.renaming)?;
            let wanted = commands::Shown { format: it.format, column_order: it.column_order };
            commands::diff(&from, &to, options, wanted, &how, output)
        }
        Command::Explain(it) => {
            let (from, to) = (Source::parse(&it.from)?, Source::parse(&it.to)?);
            let target = from.database().or(to.database()).cloned();
            let options = it.reading.options(target.as_ref())?;
            let how = planning(it.mode, it.strategy, &it.renaming)?;
            commands::explain(&from, &to, &it.object, options, &how, output)
        }
        Command::Check(it) => {
            let (expected, target) = (Source::parse(&it.expected)?, it.database.announced(output)?);
            let options = it.reading.options(Some(&target))?;
            let wanted = commands::Checked { format: it.format, column_order: it.column_order };
            commands::check(&expected, target, options, wanted, output)
        }
        Command::Plan(it) => {
            let (expected, target) = (Source::parse(&it.expected)?, it.database.announced(output)?);
            let options = it.reading.options(Some(&target))?;
            let wanted = commands::Wanted { sql: it.sql, format: it.format };
            commands::plan(&expected, target, options, &it.consent, it.output.as_ref(), wanted, output)
        }
        Command::Apply(it) => {
            let target = it.database.announced(output)?;
            let (execute, journal) = (it.running.options()?, it.running.journal());
            output.log = it.running.log()?;
            match (&it.plan, &it.expected) {
                (Some(file), _) => {
                    it.reading.only_strict()?;
                    let (strict, limit) = (it.reading.strict, it.consent.probe_limit());
                    commands::apply_file(file, &target, strict, &execute, journal, limit, output)
                }
                (None, Some(expected)) => {
                    let options = it.reading.options(Some(&target))?;
                    let expected = Source::parse(expected)?;
                    commands::apply_expected(
                        &expected,
                        &target,
                        options,
                        &it.consent,
                        &execute,
                        journal,
                        output,
                    )
                }
                (None, None) => Err(Error::failed("name a plan file, or --expected SOURCE")),
            }
        }
        Command::Verify(it) => {
            let (expected, target) = (Source::parse(&it.expected)?, it.database.announced(output)?);
            let options = it.reading.options(Some(&target))?;
            commands::verify(&expected, target, options, it.format, output)
        }
        Command::Baseline(it) => {
            let source = match &it.source {
                Some(source) => Source::parse(source)?,
                None => Source::Database(Target::from_environment()?),
            };
            let options = it.reading.options(source.database())?;
            commands::baseline(&source, options, it.output.as_ref(), output)
        }
        Command::Demo(it) => {
            let scratch = it.scratch.as_deref().map(Target::parse).transpose()?;
            crate::demo::demo(scratch, it.server.as_deref(), output)
        }
        Command::ScratchServer { kind } => {
            let kind = kind.parse().map_err(|e: crate::scratch::Error| Error::failed(e.to_string()))?;
            let input = std::io::BufReader::new(std::io::stdin());
            crate::scratch::serve(kind, input, std::io::stdout())
                .map(|()| 0)
                .map_err(|e| Error::failed(e.to_string()))
        }
    }
}

/// Set when a signal asked for the end.
static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// Ctrl-C and SIGTERM: the server rolls back what was not committed when the connection ends; temporary databases on a
/// server that is not ours go before that. A plan that is being applied is ended in good order the first time.
fn clean_up_when_interrupted() {
    let handled = ctrlc::set_handler(|| {
        if crate::execute::stop() {
            return;
        }
        INTERRUPTED.store(true, Ordering::SeqCst);
        let left = crate::scratch::clean_up();
        let mut err = std::io::stderr();
        for line in left {
            let _ = writeln!(err, "note: {line}");
        }
        let _ = writeln!(err, "interrupted: what was not committed is rolled back");
        // As a shell says it of a program that SIGINT ended.
        std::process::exit(130);
    });
    // A process has one handler. Whoever embeds `main` and has set theirs keeps it.
    drop(handled);
}

/// Runs the program and gives back its exit status.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are no errors; clap says which is which. Wrong usage is 1 here: 2 means drift.
            let _ = error.print();
            return u8::from(error.use_stderr());
        }
    };
    if !matches!(cli.command, Command::ScratchServer { .. }) {
        clean_up_when_interrupted();
    }
    // Not locked: the handler of an interrupt must get through.
    let (mut out, mut err) = (std::io::stdout(), std::io::stderr());
    let terminal = out.is_terminal();
    let coloured = match cli.color {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => terminal && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty()),
    };
    let style = if coloured { Style::Coloured } else { Style::Plain };
    let mut output = Output { out: &mut out, err: &mut err, style, terminal, brief: false, log: None };
    let result = run(cli, &mut output);
    if INTERRUPTED.load(Ordering::SeqCst) {
        // Whatever failed, failed because the handler ended it. The handler ends the program, when it is done.
        loop {
            std::thread::park();
        }
    }
    match result {
        Ok(status) => status,
        Err(error) => {
            output.say(&format!("error: {error}"));
            error.exit_status()
        }
    }
}
