//! No action of a plan is there for nothing: each is left out once, on a server. That is asked of the newest one, or of those
//! whose majors `PGMEND_MINIMAL` names.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test fails loudly

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use libtest_mimic::{Arguments, Trial};
use testkit::corpus::{Direction, cases};
use testkit::minimal::{Minimal, check};
use testkit::{TestServer, servers};

/// Actions that were left out, and plans of which none was.
static ASKED: [AtomicUsize; 2] = [AtomicUsize::new(0), AtomicUsize::new(0)];

fn chosen(server: &TestServer, newest: u16) -> bool {
    match std::env::var("PGMEND_MINIMAL") {
        Ok(list) => list.split(',').any(|major| major.trim().parse() == Ok(server.major())),
        // The embedded server starts anew for every database.
        Err(_) => server.major() == newest && server.many_connections(),
    }
}

fn main() {
    let arguments = Arguments::from_args();
    let newest = servers().iter().map(|server| server.major()).max().unwrap_or_default();
    let mut trials = Vec::new();
    for server in servers().iter().filter(|server| chosen(server, newest)) {
        let server: &'static TestServer = server;
        for case in cases().into_iter().filter(|case| case.applies_to(server.major())) {
            let case = Arc::new(case);
            for direction in [Direction::Forward, Direction::Backward] {
                let case = case.clone();
                let name = format!("{} {} {direction:?}", server.major(), case.name).to_lowercase();
                trials.push(Trial::test(name, move || {
                    match check(server, &case, direction)? {
                        Minimal::Asked(actions) => ASKED[0].fetch_add(actions, Ordering::Relaxed),
                        Minimal::NotAsked => ASKED[1].fetch_add(1, Ordering::Relaxed),
                    };
                    Ok(())
                }));
            }
        }
    }
    let conclusion = libtest_mimic::run(&arguments, trials);
    let [actions, plans] = &ASKED;
    println!(
        "{} actions left out one by one; {} plans not asked, most of them for want of a single transaction",
        actions.load(Ordering::Relaxed),
        plans.load(Ordering::Relaxed)
    );
    conclusion.exit();
}
