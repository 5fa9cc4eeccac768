//! The server inside the `pgmend` program, run as a process of its own: one instance for each database.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// The major that is embedded.
pub(super) const MAJOR: u16 = 17;

/// A running `pgmend scratch-server`, which ends when its input does.
#[derive(Debug)]
pub(super) struct Instance {
    process: Child,
    url: String,
}

/// The `pgmend` program: `PGMEND_TEST_PROGRAM`, else the one beside the running test.
pub(super) fn program() -> Option<PathBuf> {
    if let Some(path) = std::env::var_os("PGMEND_TEST_PROGRAM") {
        return Some(PathBuf::from(path));
    }
    // Tests are in target/debug/deps, programs in target/debug.
    let test = std::env::current_exe().ok()?;
    let name = format!("pgmend{}", std::env::consts::EXE_SUFFIX);
    test.ancestors()
        .skip(1)
        .take(2)
        .map(|directory| directory.join(&name))
        .find(|path| path.is_file())
}

impl Instance {
    pub(super) fn start(program: &Path, hint: &str) -> Self {
        let mut process = Command::new(program)
            .args(["scratch-server", "embedded"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("cannot run {}: {error}", program.display()));
        let mut url = String::new();
        if let Some(output) = process.stdout.take() {
            BufReader::new(output)
                .read_line(&mut url)
                .unwrap_or_else(|error| panic!("{} says nothing: {error}", program.display()));
        }
        let url = url.trim().to_owned();
        if url.is_empty() {
            let status = process.wait();
            panic!(
                "{} scratch-server did not start for {hint} ({status:?}): was it built with the feature `embedded`?",
                program.display()
            );
        }
        let instance = Self { process, url };
        super::shared::make_roles(&instance.config());
        instance
    }

    pub(super) fn config(&self) -> postgres::Config {
        self.url
            .parse()
            .unwrap_or_else(|error| panic!("{} is no URL: {error}", self.url))
    }

    pub(super) fn end(mut self) {
        drop(self.process.stdin.take());
        // It ends by itself; if it does not, waiting would hang the tests.
        if self.process.wait().is_err() {
            eprintln!("the embedded server did not end");
        }
    }
}
