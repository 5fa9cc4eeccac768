//! The mode repair on every corpus case, in both directions, on the oldest server and the newest: what it plans goes through,
//! leads to what the model says, and leaves nothing to plan. What it may not do it leaves alone, and what stands on that, too.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test fails loudly

use libtest_mimic::{Arguments, Failed, Trial};
use schema_diff::{Mode, Strategy, adopt, plan};
use testkit::corpus::{Case, Direction, cases, ledger};
use testkit::{TestServer, proof, servers};

fn check(server: &TestServer, case: &Case, direction: Direction) -> Result<(), Failed> {
    if proof::lacking(server, case) {
        return Ok(());
    }
    let (from, to) = match direction {
        Direction::Forward => (&case.a, &case.b),
        Direction::Backward => (&case.b, &case.a),
    };
    let (there, made) = (proof::load(server, "repaired", from)?, proof::load(server, "goal", to)?);
    let (a, b) = (proof::read(&there)?, proof::read(&made)?);
    let options = proof::options(case.way(direction), Strategy::PLAIN)?.with_mode(Mode::Repair);
    let b = adopt(&a, &b, &options).schema;
    let first = plan(&a, &b, &options).map_err(|e| e.to_string())?;
    if !first.refused.is_empty() {
        return Ok(());
    }
    proof::apply(&there, &first, &a, &b)?;
    let now = proof::read(&there)?;
    let promised = proof::differences(&now, &first.apply(&a, &b));
    if !promised.is_empty() {
        return Err(format!("not what the plan promises:\n{promised}").into());
    }
    // Renames, labels and values were said of what was there before.
    let second = plan(&now, &b, &schema_diff::Options::default().with_mode(Mode::Repair))
        .map_err(|e| e.to_string())?;
    if !second.actions.is_empty() {
        let script = sql_emit::emit(&second, &now, &b, &sql_emit::Options::default()).to_sql(&second);
        return Err(format!("a second plan is not empty:\n{script}").into());
    }
    Ok(())
}

fn main() {
    let arguments = Arguments::from_args();
    let known = std::sync::Arc::new(ledger("KNOWN_REPAIR_FAILURES"));
    let mut trials = Vec::new();
    // The embedded server starts anew for every database.
    let able: Vec<&'static TestServer> =
        servers().iter().filter(|server| server.many_connections()).collect();
    let mut asked: Vec<&'static TestServer> = able.first().into_iter().chain(able.last()).copied().collect();
    asked.dedup_by_key(|server| server.major());
    for server in asked {
        for case in cases().into_iter().filter(|case| case.applies_to(server.major())) {
            let case = std::sync::Arc::new(case);
            for direction in [Direction::Forward, Direction::Backward] {
                let case = case.clone();
                let name = format!("{} {} {direction:?}", server.major(), case.name).to_lowercase();
                let known = known.clone();
                trials.push(Trial::test(name, move || {
                    let known = known.iter().find(|known| known.is_about(&case, direction, server.major()));
                    match (check(server, &case, direction), known) {
                        (Err(_), Some(_)) | (Ok(()), None) => Ok(()),
                        (Err(failure), None) => Err(failure),
                        (Ok(()), Some(known)) => {
                            let reason = &known.reason;
                            Err(format!("it passes: strike it from KNOWN_REPAIR_FAILURES ({reason})").into())
                        }
                    }
                }));
            }
        }
    }
    libtest_mimic::run(&arguments, trials).exit();
}
