//! Ctrl-C and SIGTERM while a plan is applied: the running statement is cancelled, and nothing more is begun.

use std::io::Write;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::connect::Canceller;

/// What runs, if a plan is being applied by this process.
static RUNNING: Mutex<Option<Canceller>> = Mutex::new(None);
/// Whether the end was asked for.
static ASKED: AtomicBool = AtomicBool::new(false);

/// As long as it lives, the first signal ends the run in good order.
pub(super) struct Guard(());

impl Guard {
    pub(super) fn new(canceller: Canceller) -> Self {
        set(Some(canceller));
        Self(())
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        set(None);
    }
}

fn set(canceller: Option<Canceller>) {
    *RUNNING.lock().unwrap_or_else(PoisonError::into_inner) = canceller;
}

/// Whether the run shall end.
pub(super) fn asked() -> bool {
    ASKED.load(Ordering::SeqCst)
}

/// For the handler of a signal: whether a run ends in good order by itself now. The second time it does not.
pub(crate) fn stop() -> bool {
    let canceller = RUNNING.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let Some(canceller) = canceller else { return false };
    if ASKED.swap(true, Ordering::SeqCst) {
        return false;
    }
    let mut err = std::io::stderr();
    let _ = writeln!(err, "stopping: the running statement is cancelled (once more ends at once)");
    if let Err(error) = canceller.cancel() {
        let _ = writeln!(err, "note: {error}: the end comes after the statement");
    }
    true
}

/// Waits, unless the end is asked for meanwhile.
pub(super) fn sleep(time: Duration) {
    let until = Instant::now() + time;
    while !asked() {
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return;
        }
        std::thread::sleep(left.min(Duration::from_millis(50)));
    }
}
