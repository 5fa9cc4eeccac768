//! No action of a plan is there for nothing: each is left out once, on a server. That is asked of the newest one, or of those
//! whose majors `PGMEND_MINIMAL` names.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test fails loudly

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use libtest_mimic::{Arguments, Trial};
use testkit::corpus::{Direction, cases, needless};
use testkit::minimal::{Minimal, check};
use testkit::{TestServer, servers};

/// Actions that were left out, plans of which none was, and actions that were not needed.
static ASKED: [AtomicUsize; 3] = [AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0)];

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
    let known = Arc::new(needless());
    let mut trials = Vec::new();
    for server in servers().iter().filter(|server| chosen(server, newest)) {
        let server: &'static TestServer = server;
        for case in cases().into_iter().filter(|case| case.applies_to(server.major())) {
            let case = Arc::new(case);
            for direction in [Direction::Forward, Direction::Backward] {
                let (case, known) = (case.clone(), known.clone());
                let name = format!("{} {} {direction:?}", server.major(), case.name).to_lowercase();
                trials.push(Trial::test(name, move || {
                    let Minimal::Asked { actions, needless, script } = check(server, &case, direction)?
                    else {
                        ASKED[1].fetch_add(1, Ordering::Relaxed);
                        return Ok(());
                    };
                    ASKED[0].fetch_add(actions, Ordering::Relaxed);
                    ASKED[2].fetch_add(needless.len(), Ordering::Relaxed);
                    let way = format!("{direction:?}").to_lowercase();
                    let known = known.iter().find(|(name, to, ..)| *name == case.name && *to == way);
                    let allowed = known.map_or(0, |(_, _, count, _)| *count);
                    if needless.len() > allowed {
                        let list = needless.join("\n");
                        return Err(format!("not needed, and {allowed} known of:\n{list}\n{script}").into());
                    }
                    if needless.len() < allowed && server.major() == newest {
                        let now = needless.len();
                        return Err(format!("only {now} are not needed: correct corpus/NEEDLESS").into());
                    }
                    Ok(())
                }));
            }
        }
    }
    let conclusion = libtest_mimic::run(&arguments, trials);
    let [actions, plans, needless] = &ASKED;
    println!(
        "{} actions left out one by one, {} not needed (corpus/NEEDLESS says why they are there); {} plans not asked, most of \
         them for want of a single transaction",
        actions.load(Ordering::Relaxed),
        needless.load(Ordering::Relaxed),
        plans.load(Ordering::Relaxed)
    );
    conclusion.exit();
}
