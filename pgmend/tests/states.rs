//! What a plan file promises of the states in between is what a server has: after each group of statements of the corpus'
//! plans the catalog tells how many were carried out.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test fails loudly

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use pgmend::resume::{Position, States};
use schema_diff::{Strategy, plan};
use testkit::corpus::{Case, Direction, cases};
use testkit::proof::{load, read, read_with, run};
use testkit::{TestServer, servers};

/// One case in one direction: how many boundaries were looked at, and at how many more than one number fits.
fn walk(
    server: &TestServer,
    case: &Case,
    direction: Direction,
    strategy: Strategy,
) -> Result<(usize, usize), String> {
    let way = case.way(direction);
    let (start, goal) = match direction {
        Direction::Forward => (&case.a, &case.b),
        Direction::Backward => (&case.b, &case.a),
    };
    let to = read(&load(server, "goal", goal)?)?;
    let there = load(server, "start", start)?;
    if let (Direction::Forward, Some(seed)) = (direction, &case.seed) {
        run(&mut there.connect(), "seeding", seed)?;
    }
    let from = read(&there)?;
    let options = testkit::proof::options(way, strategy)?;
    let plan = plan(&from, &to, &options).map_err(|error| error.to_string())?;
    let script = sql_emit::emit(&plan, &from, &to, &sql_emit::Options::default());
    if !plan.refused.is_empty() || script.is_empty() {
        return Ok((0, 0));
    }
    let states = States::of(&plan, &script, &from, &to);
    let mut client = there.connect();
    for setting in sql_emit::SESSION {
        run(&mut client, "session", setting)?;
    }
    let (mut seen, mut unclear) = (0, 0);
    for (done, group) in script.groups().enumerate() {
        let mut sql = String::new();
        for statement in group.statements {
            sql += &statement.sql;
            if group.in_transaction() {
                sql += ";\n";
            }
        }
        run(&mut client, "applying", &sql)?;
        let position = states.locate(&read_with(&mut client)?, |_| false);
        seen += 1;
        match position {
            Position::Groups(fits) if fits.contains(&(done + 1)) => unclear += usize::from(fits.len() > 1),
            other => {
                return Err(format!(
                    "after group {} of {}:\n{sql}\nthe catalog says {other:?}\npromised: {:?}",
                    done + 1,
                    script.groups().count(),
                    states.after[done]
                ));
            }
        }
    }
    Ok((seen, unclear))
}

/// PGMEND_STATES=all walks every server; otherwise it is the newest one.
#[test]
fn the_catalog_tells_how_far_a_plan_got() {
    let all = std::env::var("PGMEND_STATES").is_ok_and(|value| value == "all");
    let only = std::env::var("PGMEND_STATES_CASE").ok();
    let cases = cases();
    for server in servers().iter().rev().take(if all { usize::MAX } else { 1 }) {
        if !server.many_connections() {
            eprintln!("{server}: a plan's states are walked on servers of many connections");
            continue;
        }
        let next = AtomicUsize::new(0);
        let failures = Mutex::new(Vec::new());
        let (seen, unclear) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let applicable: Vec<&Case> = cases
            .iter()
            .filter(|case| case.applies_to(server.major()) && case.expected.extensions.is_empty())
            .filter(|case| only.as_ref().is_none_or(|only| case.name.contains(only)))
            .collect();
        std::thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| {
                    while let Some(case) = applicable.get(next.fetch_add(1, Ordering::Relaxed)) {
                        for (direction, strategy) in [
                            (Direction::Forward, Strategy::ONLINE),
                            (Direction::Backward, Strategy::ONLINE),
                            (Direction::Forward, Strategy::PLAIN),
                        ] {
                            match walk(server, case, direction, strategy) {
                                Ok((places, several)) => {
                                    seen.fetch_add(places, Ordering::Relaxed);
                                    unclear.fetch_add(several, Ordering::Relaxed);
                                }
                                Err(failure) => failures
                                    .lock()
                                    .unwrap()
                                    .push(format!("{} {direction:?} {strategy}: {failure}", case.name)),
                            }
                        }
                    }
                });
            }
        });
        let failures = failures.into_inner().unwrap();
        println!(
            "{server}: {} cases, {} boundaries, {} of them with more than one number that fits, {} failures",
            applicable.len(),
            seen.into_inner(),
            unclear.into_inner(),
            failures.len()
        );
        assert!(failures.is_empty(), "{}", failures.join("\n\n"));
    }
}
