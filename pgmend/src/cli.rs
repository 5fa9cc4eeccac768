//! The command line.

mod arguments;
mod output;

use std::ffi::OsString;
use std::io::{IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use clap::{Parser, Subcommand, ValueEnum};

pub(crate) use arguments::{Consent, DiffFormat, InspectFormat, ModeArgument, PlanFormat, ReportFormat};
pub(crate) use output::Output;

use arguments::{
    Apply, Baseline, Check, Database, Demo, Diff, Explain, Inspect, Plan, Prove, Verify, planning,
};

use crate::commands;
use crate::connect::Target;
use crate::error::{Error, Result};
use crate::load::LoadOptions;
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
    /// Proves a plan on a scratch copy with rows of its own making: there, back and there again. Writes a certificate.
    Prove(Box<Prove>),
    /// Goes back to where a plan began, from wherever it was left.
    Rollback {
        #[command(flatten)]
        database: Database,
        #[command(flatten)]
        how: commands::GoingBack,
    },
    /// Proves after the fact that a database is what it should be.
    Verify(Verify),
    /// Writes a whole schema as one SQL script, or as the first migration of a tool.
    Baseline(Baseline),
    /// Lists the presets of `--preset`, or prints one.
    Presets {
        /// The preset to print: a file that `--preset` takes, too, as it is or changed.
        name: Option<String>,
    },
    /// Tells the whole story on a throwaway database.
    Demo(Demo),
    /// Starts a throwaway server, for tests: prints its URL, and serves until standard input closes.
    #[command(hide = true)]
    ScratchServer {
        /// local or embedded
        kind: String,
    },
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
            let next = commands::Next::of(it.tool, it.migrating)?;
            let wanted = commands::Wanted { next, sql: it.sql, guards: it.guards, format: it.format };
            commands::plan(&expected, target, options, &it.consent, it.output.as_ref(), &wanted, output)
        }
        Command::Apply(it) => {
            let target = it.database.announced(output)?;
            let how = it.running.how()?;
            output.log = it.running.log()?;
            match (&it.plan, &it.expected) {
                (Some(file), _) => {
                    it.reading.only_strict()?;
                    let (strict, limit) = (it.reading.strict, it.consent.probe_limit());
                    commands::apply_file(file, &target, strict, &how, limit, output)
                }
                (None, Some(expected)) => {
                    let options = it.reading.options(Some(&target))?;
                    let expected = Source::parse(expected)?;
                    commands::apply_expected(&expected, &target, options, &it.consent, &how, output)
                }
                (None, None) => Err(Error::failed("name a plan file, or --expected SOURCE")),
            }
        }
        Command::Prove(it) => {
            let target = it.database.announced(output)?;
            let options = match &it.how.plan {
                Some(_) => commands::reading(it.reading.scratch.as_deref().map(Target::parse).transpose()?),
                None => it.reading.options(Some(&target))?,
            };
            commands::prove(&it.how, &target, options, &it.consent, output)
        }
        Command::Rollback { database, how } => {
            let target = database.announced(output)?;
            output.log = how.running.log()?;
            commands::rollback(&how, &target, output)
        }
        Command::Verify(it) => {
            let (expected, target) = (Source::parse(&it.expected)?, it.database.announced(output)?);
            let options = it.reading.options(Some(&target))?;
            commands::verify(&expected, target, options, &it.observers, it.format, output)
        }
        Command::Baseline(it) => {
            let source = match &it.source {
                Some(source) => Source::parse(source)?,
                None => Source::Database(Target::from_environment()?),
            };
            let options = it.reading.options(source.database())?;
            commands::baseline(&source, options, it.output.as_ref(), &it.history, output)
        }
        Command::Presets { name } => commands::presets(name.as_deref(), output),
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
