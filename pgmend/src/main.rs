//! The `pgmend` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(pgmend::main(std::env::args_os()))
}
