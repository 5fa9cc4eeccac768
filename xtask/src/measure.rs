//! Times the program beside `pg_dump --schema-only`, in one run, in turn.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use schema_diff::plan;
use schema_model::{Schema, Server};
use testkit::{TestDatabase, TestServer, cache};
use wait4::Wait4;

use crate::servers::Result;

/// How often each command runs: the middle one counts.
const ROUNDS: usize = 5;
/// How many objects are made in one transaction: the server's lock table has an end.
const BATCH: usize = 500;

/// What one run took.
#[derive(Clone, Copy, Debug)]
struct Took {
    wall: Duration,
    /// Of the client alone.
    processor: Duration,
    peak_bytes: u64,
}

/// Measures at these numbers of tables, on the newest server up to 17: the figures that are published are of that one.
///
/// # Errors
///
/// No server, no `pg_dump`, or a command that fails.
pub fn run(sizes: &[usize]) -> Result {
    let server = testkit::server_of(17).unwrap_or_else(testkit::server);
    let program = std::env::current_exe().map_err(|error| format!("who am I? {error}"))?;
    let pg_dump = cache::client_programs().join("pg_dump");
    if !pg_dump.exists() {
        return Err(format!("{} is missing: cargo run -p pgmend-xtask -- servers", pg_dump.display()));
    }
    println!("{server}; medians of {ROUNDS} runs in turn; processor time and memory are the client's");
    for tables in sizes {
        size(server, *tables, &program, &pg_dump)?;
    }
    Ok(())
}

fn size(server: &TestServer, tables: usize, program: &Path, pg_dump: &Path) -> Result {
    let actual = filled(server, program, tables, "plain")?;
    let expected = filled(server, program, tables, "drifted")?;
    let (a, b) = (actual.url(), expected.url());
    let commands: [(&str, PathBuf, Vec<&str>); 5] = [
        ("pg_dump --schema-only", pg_dump.to_owned(), vec!["--schema-only", "--dbname", &a]),
        ("inspect", program.to_owned(), vec!["pgmend", "inspect", &a]),
        ("check, in sync", program.to_owned(), vec!["pgmend", "check", "--expected", &a, "--database", &a]),
        ("diff, 2 % drift", program.to_owned(), vec!["pgmend", "diff", &a, &b]),
        (
            "plan --sql, 2 % drift",
            program.to_owned(),
            vec!["pgmend", "plan", "--sql", "--expected", &b, "--database", &a],
        ),
    ];
    let mut taken: Vec<Vec<Took>> = vec![Vec::new(); commands.len()];
    for _ in 0..ROUNDS {
        for ((_, program, arguments), all) in commands.iter().zip(&mut taken) {
            all.push(once(program, arguments)?);
        }
    }
    println!("\n{tables} tables");
    println!("{:<24}{:>9}{:>9}{:>12}{:>9}", "", "wall s", "ratio", "processor s", "peak MB");
    let base = median(&taken[0], |took| took.wall);
    for ((name, ..), all) in commands.iter().zip(&taken) {
        let wall = median(all, |took| took.wall);
        println!(
            "{name:<24}{:>9.3}{:>9.2}{:>12.2}{:>9.0}",
            wall.as_secs_f64(),
            wall.as_secs_f64() / base.as_secs_f64(),
            median(all, |took| took.processor).as_secs_f64(),
            median(all, |took| took.peak_bytes) as f64 / 1e6
        );
    }
    Ok(())
}

fn median<T: Ord + Copy>(all: &[Took], of: impl Fn(&Took) -> T) -> T {
    let mut values: Vec<T> = all.iter().map(of).collect();
    values.sort();
    values[values.len() / 2]
}

/// Runs a command whose output nobody reads. Differences are no failure.
fn once(program: &Path, arguments: &[&str]) -> std::result::Result<Took, String> {
    let start = Instant::now();
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| format!("{} does not start: {error}", program.display()))?;
    let ended = child.wait4().map_err(|error| format!("{}: {error}", program.display()))?;
    let wall = start.elapsed();
    if !matches!(ended.status.code(), Some(0 | 2)) {
        return Err(format!("{} {} failed: {}", program.display(), arguments.join(" "), ended.status));
    }
    Ok(Took { wall, processor: ended.rusage.utime + ended.rusage.stime, peak_bytes: ended.rusage.maxrss })
}

/// A database with so many tables. Another process fills it: what a child is said to have used at most begins with what its
/// parent had when it was forked.
fn filled(
    server: &TestServer,
    program: &Path,
    tables: usize,
    how: &str,
) -> std::result::Result<TestDatabase, String> {
    let database = server.database("measure");
    once(program, &["fill", &database.url(), &tables.to_string(), how])?;
    Ok(database)
}

/// Fills an empty database with so many tables, 2 % of them changed if they are to be `drifted`.
///
/// # Errors
///
/// What the server says.
pub fn fill(url: &str, tables: usize, drifted: bool) -> Result {
    let schema = if drifted { pgmend_benches::drifted(tables) } else { pgmend_benches::catalog(tables) };
    let empty = Schema::new(Server::new(schema.server.version_num));
    let plan = plan(&empty, &schema, &schema_diff::Options::default()).map_err(|error| error.to_string())?;
    let script = sql_emit::emit(&plan, &empty, &schema, &sql_emit::Options::default());
    let target = pgmend::connect::Target::parse(url).map_err(|error| error.to_string())?;
    let mut client = target.connect().map_err(|error| error.to_string())?;
    for batch in script.statements.chunks(BATCH) {
        let text: Vec<&str> = batch.iter().map(|statement| statement.sql.as_str()).collect();
        client.batch_execute(&text.join(";\n")).map_err(|error| format!("loading the catalog: {error}"))?;
    }
    client.batch_execute("ANALYZE").map_err(|error| error.to_string())
}
