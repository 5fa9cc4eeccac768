//! The `pgmend` program.

use std::io::BufReader;
use std::process::ExitCode;

use pgmend::scratch;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["scratch-server", kind] => kind
            .parse()
            .and_then(|kind| scratch::serve(kind, BufReader::new(std::io::stdin()), std::io::stdout())),
        _ => {
            eprintln!("usage: pgmend scratch-server local|embedded");
            return ExitCode::FAILURE;
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
