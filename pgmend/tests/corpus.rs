//! Every case of the corpus, both ways, on every server at hand: one test each.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test fails loudly

use std::sync::Arc;

use libtest_mimic::{Arguments, Failed, Trial};
use testkit::corpus::{Case, Direction, cases, ledger};
use testkit::proof::{Proof, prove};
use testkit::{TestServer, claims, majors, servers};

fn judge(result: Result<Proof, String>, known: Option<&str>) -> Result<(), Failed> {
    match (result, known) {
        (Ok(_), None) => Ok(()),
        (Err(failure), None) => Err(failure.into()),
        (Err(_), Some(_)) => Ok(()),
        // Many are seen by the witness alone, and there was none.
        (Ok(Proof::Lacking | Proof::Proven { witnessed: false }), Some(_)) => Ok(()),
        (Ok(Proof::Proven { witnessed: true }), Some(reason)) => {
            Err(format!("it passes, so strike it from KNOWN_FAILURES (which says: {reason})").into())
        }
    }
}

fn main() {
    let arguments = Arguments::from_args();
    let ledger = Arc::new(ledger("KNOWN_FAILURES"));
    let cases: Vec<Arc<Case>> = cases().into_iter().map(Arc::new).collect();
    let mut trials = Vec::new();
    for server in servers() {
        let server: &'static TestServer = server;
        for case in cases.iter().filter(|case| case.applies_to(server.major())) {
            for direction in [Direction::Forward, Direction::Backward] {
                let (case, ledger) = (case.clone(), ledger.clone());
                let name = format!("{} {} {direction:?}", server.major(), case.name).to_lowercase();
                trials.push(Trial::test(name, move || {
                    let known = ledger
                        .iter()
                        .find(|known| known.is_about(&case, direction, server.major()))
                        .map(|known| known.reason.as_str());
                    judge(prove(server, &case, direction), known)
                }));
            }
        }
    }
    let conclusion = libtest_mimic::run(&arguments, trials);
    // The checks ran in this process, so that the sums are all of them.
    print!("{}", claims::summary());
    let across = majors::across();
    print!("{}", across.summary());
    if !across.different.is_empty() {
        std::process::exit(1);
    }
    conclusion.exit();
}
