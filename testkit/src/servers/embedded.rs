//! The server inside the `pgmend` program, run as a process of its own that serves all databases of this one.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::cache;

/// The major that is embedded.
pub(super) const MAJOR: u16 = 17;

/// The process, once there is one. It ends with its input, and that with this process.
static PROCESS: Mutex<Option<Process>> = Mutex::new(None);

#[derive(Debug)]
struct Process {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    /// The first URL is printed unasked.
    fresh: bool,
}

/// One database, served by an instance of its own.
#[derive(Debug)]
pub(super) struct Instance {
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
    test.ancestors().skip(1).take(2).map(|directory| directory.join(&name)).find(|path| path.is_file())
}

impl Instance {
    pub(super) fn start(program: &Path) -> Self {
        let mut process = process();
        let instance = Self { url: process.get_or_insert_with(|| Process::start(program)).new_url() };
        drop(process);
        super::shared::make_roles(&instance.config());
        instance
    }

    pub(super) fn config(&self) -> postgres::Config {
        self.url.parse().unwrap_or_else(|error| panic!("{} is no URL: {error}", self.url))
    }

    pub(super) fn url(&self) -> &str {
        &self.url
    }

    pub(super) fn end(self) {
        if let Some(process) = &mut *process()
            && let Err(error) = writeln!(process.input, "{}", self.url)
        {
            eprintln!("the embedded server is gone: {error}");
        }
    }
}

impl Process {
    fn start(program: &Path) -> Self {
        let mut child = Command::new(program)
            .args(["scratch-server", "embedded"])
            // Nothing is left in the home of whoever runs the tests.
            .env("XDG_CACHE_HOME", cache::workspace().join(".cache"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("cannot run {}: {error}", program.display()));
        let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            panic!("{} has no input or no output", program.display());
        };
        Self { child, input, output: BufReader::new(output), fresh: true }
    }

    fn new_url(&mut self) -> String {
        if !std::mem::take(&mut self.fresh) {
            writeln!(self.input, "new")
                .unwrap_or_else(|error| panic!("the embedded server is gone: {error}"));
        }
        let mut line = String::new();
        let read = self.output.read_line(&mut line);
        if !matches!(read, Ok(length) if length > 0) {
            let status = self.child.wait();
            panic!(
                "`pgmend scratch-server embedded` gave no database ({status:?}): was it built with the feature `embedded`?"
            );
        }
        line.trim().to_owned()
    }
}

fn process() -> MutexGuard<'static, Option<Process>> {
    // A test that panicked while it waited for a URL leaves a process that still answers, or is found gone.
    PROCESS.lock().unwrap_or_else(PoisonError::into_inner)
}
