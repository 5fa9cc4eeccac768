//! One running cluster per version for all test processes of this user.
//!
//! They meet in `<temporary directory>/pgmend-test-<user>/<version>/`. A lock file makes sure that only one of them
//! starts the server; a file named by the process id in `users/` says that a process needs it; the server's keeper ends
//! it when nobody does.

use std::fs;
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use pgmend::scratch::{self, Binaries, Cluster, ClusterOptions};

use super::database::drop_database;
use super::{ROLES, TestServer};

/// Raised whenever the settings of the clusters change, so that an old one is not mistaken for a new one.
const REVISION: u32 = 2;
/// Longer than `cargo test` takes from one test program to the next, if nothing has to be compiled.
const GRACE: Duration = Duration::from_secs(20);
/// In place of a process id: a user who never goes.
const PIN: &str = "pinned";

/// A server that answers.
#[derive(Debug)]
pub(super) struct Running {
    config: postgres::Config,
    /// Held so that the server outlives this process' need of it, and no longer.
    _cluster: Option<Cluster>,
}

impl Running {
    /// A server that somebody else runs.
    pub(super) fn given(config: postgres::Config) -> Self {
        make_roles(&config);
        Self { config, _cluster: None }
    }

    /// The shared server of this version, started if need be.
    pub(super) fn start(binaries: &Binaries) -> Self {
        let cluster = enter(binaries, &std::process::id().to_string());
        Self { config: cluster.config("postgres"), _cluster: Some(cluster) }
    }

    pub(super) fn config(&self) -> &postgres::Config {
        &self.config
    }
}

/// Starts the server, unless it runs, and keeps it until [`unpin`]. Returns the URL of its maintenance database.
///
/// None for a server that is not made from programs.
pub fn pin(server: &TestServer) -> Option<String> {
    let cluster = enter(server.binaries()?, PIN);
    Some(cluster.url("postgres"))
}

/// Ends a pinned server, or leaves it to the tests that use it, after which it ends by itself. False if it did not run.
pub fn unpin(server: &TestServer) -> bool {
    let Some(binaries) = server.binaries() else {
        return false;
    };
    let _lock = lock(binaries);
    let directory = directory(binaries);
    let Some(cluster) = Cluster::adopt(binaries, &directory) else {
        return false;
    };
    let users = Cluster::users_directory(&directory);
    // It may not have been pinned.
    let _ = fs::remove_file(users.join(PIN));
    let names = fs::read_dir(&users).map(|entries| {
        entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect::<Vec<_>>()
    });
    if !names.unwrap_or_default().iter().any(|name| is_alive(name)) {
        cluster.stop().unwrap_or_else(|error| panic!("{error}"));
    }
    true
}

/// Whether the process of this number runs. What is no number is no process that could be gone.
fn is_alive(process: &str) -> bool {
    process
        .parse()
        .ok()
        .and_then(rustix::process::Pid::from_raw)
        .is_none_or(|process| rustix::process::test_kill_process(process) != Err(rustix::io::Errno::SRCH))
}

/// Registers `user` and makes sure that there is a server.
fn enter(binaries: &Binaries, user: &str) -> Cluster {
    let _lock = lock(binaries);
    let directory = directory(binaries);
    let register = || fs::write(Cluster::users_directory(&directory).join(user), "").is_ok();
    // The keeper may move the directory away between these two steps; then the second one fails.
    if register()
        && let Some(cluster) = Cluster::adopt(binaries, &directory)
    {
        sweep(&cluster);
        return cluster;
    }
    // What is there does not answer: a crashed server, or one that is being ended.
    clear(&directory);
    let options = ClusterOptions::new().directory(&directory).kept_while_used(user, GRACE);
    let cluster = Cluster::start(binaries, &options).unwrap_or_else(|error| panic!("{error}"));
    make_roles(&cluster.config("postgres"));
    cluster
}

/// Drops the databases of test processes that were killed, on a server that has outlived them.
fn sweep(cluster: &Cluster) {
    let mut client = cluster
        .config("postgres")
        .connect(postgres::NoTls)
        .unwrap_or_else(|error| panic!("the shared server has gone away: {error}"));
    let list = "SELECT datname::text, split_part(datname, '_', 3) FROM pg_database WHERE datname LIKE 'pgmend\\_test\\_%'";
    let rows = client.query(list, &[]).unwrap_or_else(|error| panic!("{error}"));
    for row in rows {
        let (name, process): (String, String) = (row.get(0), row.get(1));
        if !is_alive(&process) {
            // Another process may be sweeping as well.
            let _ = drop_database(&cluster.config("postgres"), &name);
        }
    }
}

fn clear(directory: &Path) {
    if let Err(error) = fs::remove_dir_all(directory)
        && error.kind() != std::io::ErrorKind::NotFound
    {
        panic!("cannot remove {}: {error}", directory.display());
    }
}

fn lock(binaries: &Binaries) -> fs::File {
    let path = directory(binaries).with_extension("lock");
    let file =
        fs::File::create(&path).unwrap_or_else(|error| panic!("cannot create {}: {error}", path.display()));
    file.lock().unwrap_or_else(|error| panic!("cannot lock {}: {error}", path.display()));
    file
}

fn directory(binaries: &Binaries) -> PathBuf {
    meeting_point().join(format!("{}-r{REVISION}", binaries.version().replace('.', "_")))
}

/// The directory in which the test processes of this user meet.
fn meeting_point() -> PathBuf {
    let user = rustix::process::geteuid().as_raw();
    let path = scratch::temporary_directory()
        .unwrap_or_else(|error| panic!("{error}"))
        .join(format!("pgmend-test-{user}"));
    if let Err(error) = fs::DirBuilder::new().mode(0o755).create(&path)
        && error.kind() != std::io::ErrorKind::AlreadyExists
    {
        panic!("cannot create {}: {error}", path.display());
    }
    let metadata = fs::symlink_metadata(&path)
        .unwrap_or_else(|error| panic!("cannot look at {}: {error}", path.display()));
    assert!(metadata.is_dir() && metadata.uid() == user, "{} belongs to somebody else", path.display());
    path
}

/// The roles that tests may rely on. Several processes may do this at once on a server that was given.
pub(super) fn make_roles(config: &postgres::Config) {
    let mut client = config
        .connect(postgres::NoTls)
        .unwrap_or_else(|error| panic!("cannot connect to make the roles of the tests: {error}"));
    for role in ROLES {
        let login = if role == "pgmend_limited" { "LOGIN" } else { "NOLOGIN" };
        let statement = format!(
            "DO $$ BEGIN CREATE ROLE {role} {login}; \
             EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
        );
        client
            .batch_execute(&statement)
            .unwrap_or_else(|error| panic!("cannot make the role {role}: {error}"));
    }
}
