//! A script with guards may be run twice: the plan of each corpus case in the mode repair, in both directions, on the newest
//! server. The second time it changes nothing, and fails on nothing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test fails loudly

use std::sync::atomic::{AtomicUsize, Ordering};

use libtest_mimic::{Arguments, Failed, Trial};
use schema_diff::{Mode, Strategy, adopt, plan};
use testkit::corpus::{Case, Direction, cases, ledger};
use testkit::{TestServer, proof, servers};

/// Scripts that were run twice, plans that can't be said so, and plans that do nothing or fail.
static COUNTS: [AtomicUsize; 3] = [AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0)];

fn check(server: &TestServer, case: &Case, direction: Direction) -> Result<(), Failed> {
    if proof::lacking(server, case) {
        return Ok(());
    }
    let (from, to) = match direction {
        Direction::Forward => (&case.a, &case.b),
        Direction::Backward => (&case.b, &case.a),
    };
    let (there, made) = (proof::load(server, "twice", from)?, proof::load(server, "goal", to)?);
    let (a, b) = (proof::read(&there)?, proof::read(&made)?);
    let options = proof::options(case.way(direction), Strategy::PLAIN)?.with_mode(Mode::Repair);
    let b = adopt(&a, &b, &options).schema;
    let plan = plan(&a, &b, &options).map_err(|e| e.to_string())?;
    if plan.actions.is_empty() || !plan.refused.is_empty() {
        COUNTS[2].fetch_add(1, Ordering::Relaxed);
        return Ok(());
    }
    if !sql_emit::unguarded(&plan).is_empty() {
        COUNTS[1].fetch_add(1, Ordering::Relaxed);
        return Ok(());
    }
    let script = sql_emit::emit(&plan, &a, &b, &sql_emit::Options::default().with_guards()).to_sql(&plan);
    let run =
        |which: &str| proof::run(&mut there.connect(), which, &script).map_err(|e| format!("{e}\n{script}"));
    run("the first time")?;
    let once = proof::read(&there)?;
    let promised = proof::differences(&once, &plan.apply(&a, &b));
    if !promised.is_empty() {
        return Err(format!("with guards something else comes of it:\n{promised}\n{script}").into());
    }
    run("the second time")?;
    let again = proof::differences(&once, &proof::read(&there)?);
    if !again.is_empty() {
        return Err(format!("the second run changed something:\n{again}\n{script}").into());
    }
    COUNTS[0].fetch_add(1, Ordering::Relaxed);
    Ok(())
}

fn main() {
    let arguments = Arguments::from_args();
    let known = std::sync::Arc::new(ledger("KNOWN_REPAIR_FAILURES"));
    let mut trials = Vec::new();
    // The embedded server starts anew for every database.
    if let Some(server) = servers().iter().rev().find(|server| server.many_connections()) {
        let major = server.major();
        for case in cases().into_iter().filter(|case| case.applies_to(major)) {
            let known = known.clone();
            trials.push(Trial::test(case.name.clone(), move || {
                for direction in [Direction::Forward, Direction::Backward] {
                    // What comes of it is not as promised, with guards or without.
                    if known.iter().any(|known| known.is_about(&case, direction, major)) {
                        continue;
                    }
                    check(server, &case, direction)
                        .map_err(|e| format!("{direction:?}: {}", e.message().unwrap_or_default()))?;
                }
                Ok(())
            }));
        }
    }
    let conclusion = libtest_mimic::run(&arguments, trials);
    let [twice, refused, nothing] = &COUNTS;
    println!(
        "{} scripts run twice, {} plans refused with guards, {} that do nothing or are refused anyway",
        twice.load(Ordering::Relaxed),
        refused.load(Ordering::Relaxed),
        nothing.load(Ordering::Relaxed)
    );
    conclusion.exit();
}
