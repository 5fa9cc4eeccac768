//! A second connection that looks after a statement that takes long: who is in its way, how far it got.

use std::io::Write;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use indicatif::ProgressBar;
use postgres::Client;

use super::blockers::{self, Blocker};
use super::{rows, text};
use crate::connect::Target;

/// How often it looks.
const EVERY: Duration = Duration::from_millis(500);
/// From when on a wait is worth a line.
const WORTH_SAYING: Duration = Duration::from_secs(1);
/// How long until the same is said again.
const AGAIN: Duration = Duration::from_secs(30);

/// The statement that runs.
#[derive(Clone, Debug)]
struct Running {
    pid: i32,
    label: String,
    since: Instant,
}

#[derive(Debug, Default)]
struct State {
    running: Option<Running>,
    /// Counts the statements, so that an answer is not taken for that of another one.
    turn: u64,
    blockers: Vec<Blocker>,
    lines: Vec<String>,
    /// Where a terminal shows what runs.
    bar: Option<ProgressBar>,
    end: bool,
}

#[derive(Debug, Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Looks after the statements of one session, in a thread of its own.
#[derive(Debug)]
pub(super) struct Watcher {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

impl Watcher {
    /// One that looks through this connection, and opens another if that one ends; `first` is when it looks for the first
    /// time. Without a connection nobody looks.
    pub(super) fn start(target: Option<(Target, Option<Client>)>, first: Duration) -> Self {
        let shared = Arc::new(Shared::default());
        let thread = target.map(|(target, client)| {
            let shared = shared.clone();
            std::thread::spawn(move || watch(&shared, &target, client, first))
        });
        Self { shared, thread }
    }

    /// Shows on a terminal what the statements do.
    pub(super) fn show(&self, bar: ProgressBar) {
        self.shared.state().bar = Some(bar);
    }

    /// A statement begins.
    pub(super) fn begin(&self, pid: i32, label: String) {
        let mut state = self.shared.state();
        state.turn += 1;
        state.blockers.clear();
        if let Some(bar) = &state.bar {
            bar.set_message("");
        }
        state.running = Some(Running { pid, label, since: Instant::now() });
        self.shared.changed.notify_all();
    }

    /// The statement ended.
    pub(super) fn end(&self) {
        self.shared.state().running = None;
    }

    /// Who was last seen in the way of the statement that began last.
    pub(super) fn blockers(&self) -> Vec<Blocker> {
        self.shared.state().blockers.clone()
    }

    /// What was said meanwhile, for those who keep it.
    pub(super) fn lines(&self) -> Vec<String> {
        std::mem::take(&mut self.shared.state().lines)
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        {
            let mut state = self.shared.state();
            state.end = true;
            state.running = None;
        }
        self.shared.changed.notify_all();
        if let Some(thread) = self.thread.take() {
            // It ends after its last look; a thread that panicked has nothing to say here.
            let _ = thread.join();
        }
    }
}

fn watch(shared: &Shared, target: &Target, mut client: Option<Client>, first: Duration) {
    let mut said: Option<(u64, Instant, String)> = None;
    loop {
        let (running, turn) = {
            let mut state = shared.state();
            loop {
                if state.end {
                    return;
                }
                let wait = match &state.running {
                    None => EVERY.saturating_mul(100),
                    Some(running) => match first.checked_sub(running.since.elapsed()) {
                        Some(left) if !left.is_zero() => left,
                        _ => break,
                    },
                };
                state = shared.changed.wait_timeout(state, wait).unwrap_or_else(PoisonError::into_inner).0;
            }
            let Some(running) = state.running.clone() else { continue };
            (running, state.turn)
        };
        if client.as_ref().is_none_or(Client::is_closed) {
            client = target.connect().ok();
        }
        let found = client.as_mut().and_then(|client| look(client, running.pid).ok());
        if let Some((blockers, progress)) = found {
            let mut state = shared.state();
            let same = state.turn == turn && state.running.is_some();
            if same && !blockers.is_empty() {
                state.blockers.clone_from(&blockers);
            }
            if let Some(bar) = state.bar.as_ref().filter(|_| same) {
                let waits = blockers.first().map(|blocker| format!("waits for {blocker}"));
                bar.set_message(waits.or_else(|| progress.clone()).unwrap_or_default());
            }
            let now = match (blockers.first(), progress) {
                (Some(blocker), _) => Some(format!("{} waits for {blocker}", running.label)),
                (None, progress) => progress.map(|progress| format!("{} {progress}", running.label)),
            };
            let kept = said.as_ref().is_some_and(|(of, when, what)| {
                *of == turn && (when.elapsed() < AGAIN && (what == "waits") != blockers.is_empty())
            });
            if let Some(line) = now.filter(|_| same && !kept && running.since.elapsed() >= WORTH_SAYING) {
                let what = if blockers.is_empty() { "goes on" } else { "waits" };
                said = Some((turn, Instant::now(), what.into()));
                state.lines.push(line.clone());
                match &state.bar {
                    Some(bar) => bar.println(format!("  {line}")),
                    // Nobody may be there to read it.
                    None => drop(writeln!(std::io::stderr(), "  {line}")),
                }
            }
        }
        let state = shared.state();
        if !state.end {
            drop(shared.changed.wait_timeout(state, EVERY).unwrap_or_else(PoisonError::into_inner));
        }
    }
}

/// Who is in the way, and how far an index build got.
fn look(client: &mut Client, pid: i32) -> Result<(Vec<Blocker>, Option<String>), postgres::Error> {
    let blockers = blockers::of(client, pid)?;
    let progress = rows(
        client,
        &format!(
            "SELECT phase, blocks_done, blocks_total, tuples_done, tuples_total, lockers_done, lockers_total \
             FROM pg_catalog.pg_stat_progress_create_index WHERE pid = {pid}"
        ),
    )?;
    let progress = progress.first().map(|row| {
        let part = |what: &str, done: usize| match (text(row, done), text(row, done + 1)) {
            (_, total) if total == "0" || total.is_empty() => String::new(),
            (done, total) => format!(", {done} of {total} {what}"),
        };
        format!("{}{}{}{}", text(row, 0), part("blocks", 1), part("rows", 3), part("lockers", 5))
    });
    Ok((blockers, progress))
}
