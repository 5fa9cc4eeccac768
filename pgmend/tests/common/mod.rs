//! What several test programs need.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used)]

use std::process::{Command, Output};

use pgmend::scratch::Binaries;

/// Server programs to make a cluster with. None, and a line that says so, where there is only the embedded server.
pub(crate) fn binaries() -> Option<Binaries> {
    let found = testkit::servers().iter().rev().find_map(|server| server.binaries().cloned());
    if found.is_none() {
        eprintln!("no server programs at hand: nothing to start a cluster with");
    }
    found
}

/// What a run of the program came to.
pub(crate) struct Ran {
    pub(crate) status: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// Runs the program without a database in its environment.
pub(crate) fn pgmend(arguments: &[&str]) -> Ran {
    let Output { status, stdout, stderr } = Command::new(env!("CARGO_BIN_EXE_pgmend"))
        .args(arguments)
        .env_remove("DATABASE_URL")
        .output()
        .expect("the program runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Ran { status: status.code().expect("an exit status"), out: text(stdout), err: text(stderr) }
}

/// The exit status, and words that it said on either stream.
#[track_caller]
pub(crate) fn expect(ran: &Ran, status: i32, words: &[&str]) {
    assert_eq!(ran.status, status, "out: {}\nerr: {}", ran.out, ran.err);
    for word in words {
        assert!(
            ran.err.contains(word) || ran.out.contains(word),
            "`{word}` is not in:\n{}\n{}",
            ran.out,
            ran.err
        );
    }
}
