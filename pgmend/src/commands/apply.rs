//! `pgmend apply`

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use super::backup::Backup;
use super::plan::{Planned, confirm, must_be_as_before, prepare, refusal};
use super::prove::must_be_proven;
use crate::cli::{Consent, Output};
use crate::connect::Target;
use crate::error::{Error, Result};
use crate::execute::{self, Event, ExecuteOptions, Journal, Listener, Outcome, Session};
use crate::ledger::Recording;
use crate::load::{self, LoadOptions};
use crate::plan_file::{PlanFile, PlannedStatement};
use crate::preflight::Preflight;
use crate::probe::{self, Answer};
use crate::report;
use crate::resume::Position;
use crate::source::Source;

/// How to run a plan.
#[derive(Debug, Args)]
pub(crate) struct Running {
    /// Try all that can run inside of a transaction in one, and roll it back.
    #[arg(long)]
    dry_run: bool,
    /// How long a statement in a transaction may wait for a lock, in seconds, before it is rolled back and tried again.
    #[arg(long, value_name = "SECONDS", default_value_t = 3.0)]
    lock_timeout: f64,
    /// The same for statements outside of transactions (CONCURRENTLY): they stand in nobody's way but that of other
    /// maintenance, and leave half of their work when they give up; 0 is for ever.
    #[arg(long, value_name = "SECONDS", default_value_t = 0.0)]
    concurrent_lock_timeout: f64,
    /// How many times what could not get its locks is tried again, after waits that double.
    #[arg(long, value_name = "N", default_value_t = 10)]
    retries: u32,
    /// For how many seconds it is tried again; 0 is no limit.
    #[arg(long, value_name = "SECONDS", default_value_t = 0.0)]
    retry_for: f64,
    /// How long a statement may run that neither reads nor writes all rows, in seconds; 0 is for ever.
    #[arg(long, value_name = "SECONDS", default_value_t = 0.0)]
    statement_timeout: f64,
    /// How long any other statement may run (VALIDATE, an index build, a rewrite), in seconds; 0 is for ever.
    #[arg(long, value_name = "SECONDS", default_value_t = 0.0)]
    long_statement_timeout: f64,
    /// Begin even if the role lacks rights that the plan needs, the server takes no writes, or there is too little room, by
    /// what can be seen before.
    #[arg(long)]
    skip_preflight: bool,
    /// Where the journal goes: JSON lines. Otherwise beside the plan file, PLAN.journal.
    #[arg(long, value_name = "FILE")]
    journal: Option<PathBuf>,
    /// A certificate of `pgmend prove`: begin only if it proves exactly this plan.
    #[arg(long, value_name = "FILE")]
    require_proof: Option<PathBuf>,
    /// Append all that is said to this file as well, with the time.
    #[arg(long, value_name = "FILE")]
    log: Option<PathBuf>,
    #[command(flatten)]
    backup: Backup,
}

/// How a plan is run.
#[derive(Clone, Debug, Default)]
pub(crate) struct How {
    pub(crate) execute: ExecuteOptions,
    /// Where the journal goes, if somebody named a place.
    pub(crate) journal: Option<PathBuf>,
    /// The certificate without which it is not run.
    pub(crate) proof: Option<PathBuf>,
    pub(crate) backup: Backup,
}

impl Running {
    /// How to run, of these options.
    pub(crate) fn how(&self) -> Result<How> {
        let execute = ExecuteOptions {
            lock_timeout: seconds(self.lock_timeout, "lock-timeout")?,
            concurrent_lock_timeout: seconds(self.concurrent_lock_timeout, "concurrent-lock-timeout")?,
            statement_timeout: seconds(self.statement_timeout, "statement-timeout")?,
            long_statement_timeout: seconds(self.long_statement_timeout, "long-statement-timeout")?,
            retries: self.retries,
            retry_for: seconds(self.retry_for, "retry-for")?,
            dry_run: self.dry_run,
            skip_preflight: self.skip_preflight,
        };
        Ok(How {
            execute,
            journal: self.journal.clone(),
            proof: self.require_proof.clone(),
            backup: self.backup.clone(),
        })
    }

    /// The file that keeps what is said.
    pub(crate) fn log(&self) -> Result<Option<std::fs::File>> {
        let Some(path) = &self.log else { return Ok(None) };
        let opened = std::fs::OpenOptions::new().create(true).append(true).open(path);
        opened
            .map(Some)
            .map_err(|e| Error::failed(format!("the log {} can't be written", path.display())).caused_by(e))
    }
}

fn seconds(value: f64, option: &str) -> Result<Duration> {
    Duration::try_from_secs_f64(value)
        .ok()
        .filter(|duration| duration.as_millis() <= i32::MAX as u128)
        .ok_or_else(|| Error::failed(format!("--{option} {value} is no number of seconds PostgreSQL takes")))
}

/// How to go on with a plan file.
const SAME_AGAIN: &str = "apply the same plan again: it goes on from there; or `pgmend rollback` with it: that takes back what \
                          stands";
/// How to go on without one.
const NEW_PLAN: &str = "make a new plan, or run the same command again: it sees what is there, drops what is invalid and \
                        goes on";

/// Runs a plan file on the database that it was made for, in one of the states that it leads through.
#[allow(clippy::too_many_arguments)] // what runs, how, and where it is told
pub(crate) fn apply_file(
    path: &Path,
    target: &Target,
    strict: bool,
    how: &How,
    probe_limit: Duration,
    output: &mut Output<'_>,
) -> Result<u8> {
    let How { execute: options, journal, .. } = how;
    let file = PlanFile::read(path)?;
    // Nobody of us may change anything between reading and running.
    let mut session = Session::open(target, options)?;
    let here = execute::identify(&mut session.client)?;
    file.must_be_for(&here)?;
    must_be_proven(how.proof.as_deref(), &file)?;
    if file.statements.is_empty() {
        output.say("nothing to do");
        return Ok(0);
    }
    session.must_be_able_to_run(&file.statements)?;
    let beside = {
        let mut name = path.as_os_str().to_owned();
        name.push(".journal");
        PathBuf::from(name)
    };
    let kept = journal.as_ref().unwrap_or(&beside);
    let reading = LoadOptions { selector: file.selector()?, strict, ..LoadOptions::default() };
    let done = position(&mut session, &file, target, &reading, options, kept, output)?;
    let groups = file.statements.last().map_or(0, |last| last.group + 1);
    write_down(&mut session, &file, done.unwrap_or(groups), options, output)?;
    let Some(done) = done else {
        output.say("nothing to do: every statement of the plan is done already");
        return Ok(0);
    };
    if done == 0 {
        rows_are_still_right(&mut session.client, &file, probe_limit)?;
    } else {
        let statements = file.statements.iter().filter(|statement| statement.group < done).count();
        output.say(&format!(
            "{} of {} done already, by what the catalog says: going on from there",
            report::counted(statements, "statement"),
            file.statements.len()
        ));
    }
    let mut to = match (options.dry_run, Journal::open(kept), journal) {
        (true, ..) => Journal::default(),
        (false, Ok(opened), _) => opened,
        (false, Err(error), Some(_)) => return Err(error),
        // It is a help, not what a run is taken up by.
        (false, Err(error), None) => {
            output.say(&format!("note: no journal is kept: {error}"));
            Journal::default()
        }
    };
    carry_out(&mut session, &file, done, how, SAME_AGAIN, &mut to, target, output)
}

/// Makes the session write into a migration tool's ledger what it runs, if the plan is for one, and writes down what was done
/// before and is not written there yet.
fn write_down(
    session: &mut Session,
    file: &PlanFile,
    done: usize,
    options: &ExecuteOptions,
    output: &mut Output<'_>,
) -> Result<()> {
    let Some(ledger) = &file.ledger else { return Ok(()) };
    let mut recording = Recording::of(&mut session.client, ledger)?;
    if !options.dry_run && recording.catch_up(&mut session.client, done)? > 0 {
        output.say(&format!("written into {}'s ledger: what was done before", ledger.tool));
    }
    session.recording = Some(recording);
    Ok(())
}

/// Rows come and go after a plan is made: what was asked then is asked again before its first statement.
fn rows_are_still_right(client: &mut postgres::Client, file: &PlanFile, limit: Duration) -> Result<()> {
    if limit.is_zero() {
        return Ok(());
    }
    let mut found = Vec::new();
    for probe in file.probes.iter().filter(|probe| probe.blocks) {
        if let Answer::Rows(rows @ 1..) = probe::ask_again(client, &probe.query, limit)? {
            let rows = report::counted(usize::try_from(rows).unwrap_or(usize::MAX), probe.unit.word());
            found.push(format!("{}: {rows} {}\n    all of them: {}", probe.object, probe.what, probe.query));
        }
    }
    if found.is_empty() {
        return Ok(());
    }
    Err(Error::refused(format!(
        "the plan would fail on rows that are there (nothing was changed):\n  {}",
        found.join("\n  ")
    )))
}

/// How many groups of a plan are done, by what the catalog says; nothing if all are.
pub(super) fn position(
    session: &mut Session,
    file: &PlanFile,
    target: &Target,
    reading: &LoadOptions,
    options: &ExecuteOptions,
    journal: &Path,
    output: &mut Output<'_>,
) -> Result<Option<usize>> {
    if let (Some(states), false) = (&file.states, options.dry_run) {
        for (_, what) in execute::complete_detachments(&mut session.client, states)? {
            output.say(&format!("  {what}"));
        }
    }
    let loaded = load::read_selected(&mut session.client, &target.to_string(), reading)?;
    let now = file.fingerprint(&loaded.schema);
    let stale = "the plan is stale: the schema changed since it was made";
    let Some(states) = &file.states else {
        return if now == file.before {
            Ok(Some(0))
        } else {
            Err(Error::refused(format!("{stale}. Make a new plan (pgmend plan)")))
        };
    };
    let outside = |group| file.statements.iter().any(|one| one.group == group && one.outside);
    match states.locate(&loaded.schema, outside) {
        _ if now == file.after && now != file.before => Ok(None),
        Position::Groups(fits) if fits.contains(&0) && now != file.before && fits.len() == 1 => {
            Err(Error::refused(format!("{stale}: owners are others. Make a new plan (pgmend plan)")))
        }
        Position::Groups(fits) => {
            // What leaves no trace can be done twice. Where it need not be, the journal knows.
            let committed = Journal::committed(journal, file).unwrap_or_default();
            let first = fits.first().copied().unwrap_or_default();
            let done = fits.into_iter().filter(|done| *done <= committed).max().unwrap_or(first);
            Ok(Some(done))
        }
        Position::HalfDone(done) => Ok(Some(done)),
        Position::Nowhere { nearest, different, elsewhere } => {
            let mut text = format!(
                "{stale}, or between two runs of it. It is most like what it is to be after {} of {} transactions, but:",
                nearest,
                states.after.len()
            );
            for id in different.iter().take(10) {
                text += &format!("\n  {id} is not as it should be then");
            }
            if different.len() > 10 {
                text += &format!("\n  and {} more", different.len() - 10);
            }
            if elsewhere {
                text += "\n  something changed that the plan does not touch";
            }
            Err(Error::refused(format!("{text}\nMake a new plan (pgmend plan)")))
        }
    }
}

/// Plans and applies at once.
#[allow(clippy::too_many_arguments)] // what runs, how, and where it is told
pub(crate) fn apply_expected(
    expected: &Source,
    target: &Target,
    load: LoadOptions,
    consent: &Consent,
    how: &How,
    output: &mut Output<'_>,
) -> Result<u8> {
    let How { execute: options, journal, .. } = how;
    let planned: Planned = prepare(expected, target, load, consent)?;
    output.notes(&planned.actual.notes);
    output.notes(&planned.expected.notes);
    super::diff::say_gaps(&planned.actual, &planned.expected, output);
    if let Some(refusal) = refusal(&planned, consent) {
        return Err(refusal);
    }
    debug_assert_eq!(planned.identity, planned.file.database);
    let file = &planned.file;
    if file.statements.is_empty() {
        output.say("nothing to do");
        return Ok(0);
    }
    must_be_proven(how.proof.as_deref(), file)?;
    let mut to = match (options.dry_run, journal) {
        (false, Some(path)) => Journal::open(path)?,
        _ => Journal::default(),
    };
    let mut session = Session::open(target, options)?;
    session.must_be_able_to_run(&file.statements)?;
    carry_out(&mut session, file, 0, how, NEW_PLAN, &mut to, target, output)
}

/// Says what runs; on a terminal with a bar below.
struct Saying<'a, 'o> {
    output: &'a mut Output<'o>,
    total: usize,
    bar: ProgressBar,
}

impl<'a, 'o> Saying<'a, 'o> {
    fn new(output: &'a mut Output<'o>, session: &Session, total: usize) -> Self {
        if !output.terminal || output.brief {
            return Self { output, total, bar: ProgressBar::hidden() };
        }
        let bar = ProgressBar::new(u64::try_from(total).unwrap_or_default());
        let style = ProgressStyle::with_template("{elapsed_precise} {bar:30} {pos}/{len} {wide_msg}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.enable_steady_tick(Duration::from_millis(250));
        session.show(bar.clone());
        Self { output, total, bar }
    }
}

impl Drop for Saying<'_, '_> {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

impl Listener for Saying<'_, '_> {
    fn statement(&mut self, at: usize, statement: &PlannedStatement) {
        if !self.output.brief {
            let first = statement.sql.lines().next().unwrap_or_default();
            let line = format!("[{}/{}] {first}", at + 1, self.total);
            self.bar.suspend(|| self.output.say(&line));
            self.bar.set_position(u64::try_from(at).unwrap_or_default());
        }
    }

    fn say(&mut self, text: &str) {
        self.bar.suspend(|| self.output.say(text));
    }

    fn told(&mut self, text: &str) {
        self.output.log(text);
    }
}

/// Runs the statements that are left, and says how it went.
#[allow(clippy::too_many_arguments)] // what runs, how, and where it is told
pub(super) fn carry_out(
    session: &mut Session,
    file: &PlanFile,
    done: usize,
    how: &How,
    again: &str,
    journal: &mut Journal,
    target: &Target,
    output: &mut Output<'_>,
) -> Result<u8> {
    let options = &how.execute;
    let preflight = Preflight::look(&mut session.client, file)?;
    match preflight.refusal() {
        Some(refusal) if !options.skip_preflight => return Err(refusal),
        _ => preflight.notes().iter().for_each(|note| output.say(&format!("note: {note}"))),
    }
    if !options.dry_run && done == 0 {
        if let Some(reminder) = how.backup.reminder(file) {
            output.say(&format!("note: {reminder}"));
        }
        if let Some(took) = how.backup.take(target, output)? {
            journal.write(Event::Backup { seconds: took.as_secs_f64() })?;
            // A backup takes long, and nobody was kept from changing the schema meanwhile.
            must_be_as_before(&mut session.client, &target.to_string(), file)?;
        }
    }
    let total = file.statements.len();
    let mut listener = Saying::new(output, session, total);
    if options.dry_run {
        let outcome = execute::try_out(session, &file.statements, done, options, &mut listener)?;
        drop(listener);
        say_dry_run(file, &outcome, output);
        return Ok(0);
    }
    journal.begin(file, done)?;
    let outcome = execute::run(session, file, done, options, again, journal, &mut listener)?;
    drop(listener);
    let took: Duration = outcome.took.iter().map(|(_, took)| *took).sum();
    let ran = outcome.took.len();
    let retried = match outcome.retries {
        0 => String::new(),
        retries => format!(", after {retries} retries for want of a lock"),
    };
    output.say(&format!(
        "{} applied in {:.3} s{retried}",
        report::counted(ran, "statement"),
        took.as_secs_f64()
    ));
    if let Some(recording) = &session.recording {
        output.say(&recording.written());
    }
    confirm(&mut session.client, &target.to_string(), file)?;
    Ok(0)
}

/// What a dry run found out: what ran, for how long locks would be held, and what could not be tried.
fn say_dry_run(file: &PlanFile, outcome: &Outcome, output: &mut Output<'_>) {
    let total = file.statements.len();
    let took: Duration = outcome.took.iter().map(|(_, took)| *took).sum();
    output.say(&format!(
        "dry run: {} ran in {:.3} s, rolled back",
        report::counted(outcome.took.len(), "statement"),
        took.as_secs_f64()
    ));
    let mut held: Vec<(usize, Duration)> = Vec::new();
    for (at, took) in &outcome.took {
        let Some(statement) = file.statements.get(*at) else { continue };
        let strong = !matches!(statement.lock.as_str(), "no lock" | "SHARE UPDATE EXCLUSIVE");
        match held.last_mut() {
            // A lock is held until the end of its transaction.
            Some((group, sum)) if *group == statement.group => *sum += *took,
            _ if strong => held.push((statement.group, *took)),
            _ => {}
        }
    }
    if let Some((_, longest)) = held.iter().max_by_key(|(_, sum)| *sum) {
        let sum: Duration = held.iter().map(|(_, sum)| *sum).sum();
        output.say(&format!(
            "locks that make others wait would be held for {:.3} s in all, {:.3} s at a time at most",
            sum.as_secs_f64(),
            longest.as_secs_f64()
        ));
    }
    for (at, why) in &outcome.untried {
        let sql = file.statements.get(*at).map_or("", |statement| statement.sql.as_str());
        let first = sql.lines().next().unwrap_or_default();
        output.say(&format!("[{}/{total}] not tried: {first}\n  {why}", at + 1));
    }
}
