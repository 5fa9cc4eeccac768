//! Nothing outlives its maker.
//!
//! A destructor does not run when a process is killed. So each cluster has a keeper: a small shell process, out of
//! the reach of Ctrl-C, that stops the server and removes its directory once nobody is left who wants it. It knows
//! that either from a pipe, which the kernel closes with the maker, or, for a server that several processes share, from
//! a directory with a file for each of them.

use std::fs;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use rustix::process::{Pid, kill_process, test_kill_process};

use super::error::{Error, Result};

/// Waits for the end of its input. The arguments are directories, some of clusters.
const WHILE_ALIVE: &str = r#"
cat >/dev/null
for directory; do
    [ -d "$directory" ] && stop "$directory"
done
"#;

/// Looks every second who is left. `$1` is the directory of the cluster, `$2` the directory of its users, `$3` the
/// seconds of grace. The directory is moved away first: whoever comes meanwhile finds nothing and makes a new cluster;
/// whoever came just before gets it back.
const WHILE_USED: &str = r#"
used() {
    for file in "$1"/*; do
        user=${file##*/}
        case $user in
            '*') continue ;;
            *[!0-9]*) return 0 ;;
        esac
        kill -0 "$user" 2>/dev/null && return 0
        rm -f -- "$file"
    done
    return 1
}
inside=${2#"$1"}
idle=0
while [ -d "$1" ]; do
    sleep 1
    if used "$2"; then idle=0; continue; fi
    idle=$((idle + 1))
    [ "$idle" -lt "$3" ] && continue
    mv -- "$1" "$1.$$" || exit 0
    if used "$1.$$$inside"; then mv -- "$1.$$" "$1"; idle=0; continue; fi
    stop "$1.$$"
done
"#;

const STOP: &str = r#"
stop() {
    pid=$(head -n 1 "$1/data/postmaster.pid" 2>/dev/null)
    case $pid in *[!0-9]*) pid= ;; esac
    if [ -n "$pid" ]; then
        kill -QUIT "$pid" 2>/dev/null
        tries=0
        while kill -0 "$pid" 2>/dev/null && [ "$tries" -lt 200 ]; do sleep 0.1; tries=$((tries + 1)); done
        kill -KILL "$pid" 2>/dev/null
    fi
    rm -rf -- "$1" || { sleep 1; rm -rf -- "$1"; }
}
trap '' INT TERM HUP QUIT
"#;

#[derive(Debug)]
pub(crate) struct Keeper(Child);

impl Keeper {
    /// Ends the clusters in these directories when this process ends, and removes the directories.
    pub(crate) fn while_alive(directories: &[&Path]) -> Result<Self> {
        let mut command = shell(WHILE_ALIVE);
        command.args(directories).stdin(Stdio::piped());
        Self::spawn(command)
    }

    /// Ends the cluster in `directory` when `users` has named no living process for `idle`.
    pub(crate) fn while_used(directory: &Path, users: &Path, idle: Duration) -> Result<Self> {
        let mut command = shell(WHILE_USED);
        command.arg(directory).arg(users).arg(idle.as_secs().max(1).to_string()).stdin(Stdio::null());
        Self::spawn(command)
    }

    fn spawn(mut command: Command) -> Result<Self> {
        command.spawn().map(Self).map_err(|error| {
            Error::failed("cannot run the shell that watches over the throwaway server").caused_by(error)
        })
    }

    /// The cluster is gone already; the keeper sees that and ends.
    pub(crate) fn dismiss(mut self) {
        if self.0.stdin.take().is_some() {
            // It has nothing left to do but to exit; a failed wait means that it is gone as well.
            let _ = self.0.wait();
        }
    }
}

fn shell(script: &str) -> Command {
    let mut command = Command::new("/bin/sh");
    command
        .arg("-c")
        .arg(format!("{STOP}{script}"))
        .arg("pgmend-keeper")
        .current_dir("/")
        // Whoever reads our output must not wait for the keeper.
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .process_group(0);
    command
}

/// What can be sent to a server.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Signal {
    /// Stop at once, without a last checkpoint.
    Quit,
    /// The end.
    Kill,
}

/// Sends a signal; a process that is gone needs none.
pub(crate) fn signal(process: u32, signal: Signal) {
    let signal = match signal {
        Signal::Quit => rustix::process::Signal::QUIT,
        Signal::Kill => rustix::process::Signal::KILL,
    };
    if let Some(pid) = pid(process) {
        let _ = kill_process(pid, signal);
    }
}

/// Whether a process of this number runs.
pub(crate) fn is_alive(process: u32) -> bool {
    pid(process).is_some_and(|pid| {
        test_kill_process(pid).is_ok_and(|()| true) || test_kill_process(pid) == Err(rustix::io::Errno::PERM)
    })
}

/// The server's process id, as it wrote it down in its data directory.
pub(crate) fn server_process(directory: &Path) -> Option<u32> {
    let text = fs::read_to_string(directory.join("data/postmaster.pid")).ok()?;
    text.lines().next()?.trim().parse().ok()
}

fn pid(process: u32) -> Option<Pid> {
    i32::try_from(process).ok().and_then(Pid::from_raw)
}
