//! A throwaway cluster made by PostgreSQL's own programs, in a directory of its own.
//!
//! The server listens on a socket in a directory that only its user may enter (or, when asked, on the loopback
//! address behind a password), never writes outside its directory, trades durability for speed, and does not
//! outlive the process that started it: see [`keeper`](super::keeper).

use std::fs;
use std::io::{Read, Seek, SeekFrom, Write};
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::account::Account;
use super::binaries::Binaries;
use super::error::{Error, Result};
use super::keeper::{self, Keeper};
use crate::connect::percent_encode;

/// The superuser of every throwaway cluster.
const SUPERUSER: &str = "postgres";
/// How long a server may take from its start until it accepts connections.
const START_LIMIT: Duration = Duration::from_secs(60);
/// How long a server may take to stop before it is killed outright.
const STOP_LIMIT: Duration = Duration::from_secs(20);

/// No durability (a lost machine loses a throwaway), room for big plans in the lock table, and every feature of
/// the schema at hand: publications and subscriptions want `wal_level = logical`.
const SETTINGS: &[(&str, &str)] = &[
    ("fsync", "off"),
    ("synchronous_commit", "off"),
    ("full_page_writes", "off"),
    ("wal_level", "logical"),
    ("max_connections", "200"),
    ("max_locks_per_transaction", "1024"),
    ("max_prepared_transactions", "10"),
    ("checkpoint_timeout", "1h"),
    ("max_wal_size", "256MB"),
    ("autovacuum", "off"),
    ("timezone", "UTC"),
    ("log_timezone", "UTC"),
    ("lc_messages", "C"),
];

/// How a throwaway cluster is started.
#[derive(Debug, Clone, Default)]
pub struct ClusterOptions {
    settings: Vec<(String, String)>,
    directory: Option<PathBuf>,
    password: Option<String>,
    kept_while_used: Option<(String, Duration)>,
}

impl ClusterOptions {
    /// A cluster on a socket, in a new temporary directory, for as long as the [`Cluster`] lives.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a line to `postgresql.conf`; the value is quoted.
    #[must_use]
    pub fn setting(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.settings.push((name.into(), value.into()));
        self
    }

    /// Puts the cluster into this directory, which must not exist yet.
    #[must_use]
    pub fn directory(mut self, directory: impl Into<PathBuf>) -> Self {
        self.directory = Some(directory.into());
        self
    }

    /// Listens on a free port of the loopback address as well, and asks everybody for this password
    /// (`scram-sha-256`) on either road.
    #[must_use]
    pub fn tcp_with_password(mut self, password: impl Into<String>) -> Self {
        self.password = Some(password.into());
        self
    }

    /// Lets the cluster live on until no process has been using it for `idle`.
    ///
    /// A process uses it while [`Cluster::users_directory`] holds a file named by its process id; a file with any other
    /// name keeps the cluster for good. `user` is the first such name. The [`Cluster`] then leaves the server alone when it
    /// is dropped.
    #[must_use]
    pub fn kept_while_used(mut self, user: impl Into<String>, idle: Duration) -> Self {
        self.kept_while_used = Some((user.into(), idle));
        self
    }
}

/// A running throwaway cluster; stopped and removed on drop.
#[derive(Debug)]
pub struct Cluster {
    directory: PathBuf,
    major: u16,
    version: String,
    port: u16,
    tcp: bool,
    password: Option<String>,
    server: Option<Child>,
    keeper: Option<Keeper>,
    ours: bool,
}

impl Cluster {
    /// Makes a cluster with the programs of `binaries` and waits until it accepts connections.
    pub fn start(binaries: &Binaries, options: &ClusterOptions) -> Result<Self> {
        let account = Account::for_servers()?;
        account.must_reach(binaries.directory())?;
        let directory = make_directory(options.directory.as_deref(), &account)?;
        let keeper = match &options.kept_while_used {
            None => Keeper::while_alive(&[&directory]),
            Some((user, idle)) => {
                register(&directory, user).and_then(|users| Keeper::while_used(&directory, &users, *idle))
            }
        };
        let mut cluster = Self {
            directory,
            major: binaries.major(),
            version: binaries.version().to_owned(),
            port: 5432,
            tcp: options.password.is_some(),
            password: options.password.clone(),
            server: None,
            keeper: None,
            ours: true,
        };
        cluster.keeper = Some(keeper?);
        cluster.initdb(binaries, &account)?;
        if cluster.tcp {
            cluster.port = free_port()?;
        }
        cluster.configure(&options.settings, &account)?;
        cluster.run(binaries, &account)?;
        cluster.wait_until_ready()?;
        if options.kept_while_used.is_some() {
            cluster.ours = false;
        }
        Ok(cluster)
    }

    /// A cluster that another process started in `directory`, if it is up.
    ///
    /// It is left alone on drop.
    pub fn adopt(binaries: &Binaries, directory: impl Into<PathBuf>) -> Option<Self> {
        let cluster = Self {
            directory: directory.into(),
            major: binaries.major(),
            version: binaries.version().to_owned(),
            port: 5432,
            tcp: false,
            password: None,
            server: None,
            keeper: None,
            ours: false,
        };
        let up = cluster.is_ready() && cluster.config("postgres").connect(postgres::NoTls).is_ok();
        up.then_some(cluster)
    }

    /// The major version.
    pub fn major(&self) -> u16 {
        self.major
    }

    /// The whole version.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Where the cluster lives: data, socket and log.
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// The directory with a file for each of its users, if it is [kept while used](ClusterOptions::kept_while_used).
    pub fn users_directory(directory: &Path) -> PathBuf {
        directory.join("users")
    }

    /// The directory of its socket.
    pub fn socket_directory(&self) -> PathBuf {
        self.directory.join("s")
    }

    /// The loopback port, if it listens on one.
    pub fn tcp_port(&self) -> Option<u16> {
        self.tcp.then_some(self.port)
    }

    /// The process id of the server.
    pub fn process(&self) -> Option<u32> {
        keeper::server_process(&self.directory)
    }

    /// How to connect to one of its databases as superuser.
    pub fn config(&self, database: &str) -> postgres::Config {
        let mut config = postgres::Config::new();
        config
            .host_path(self.socket_directory())
            .port(self.port)
            .user(SUPERUSER)
            .dbname(database)
            .application_name("pgmend");
        if let Some(password) = &self.password {
            config.password(password);
        }
        config
    }

    /// The same as a URL that every PostgreSQL client understands; without the password, if there is one.
    pub fn url(&self, database: &str) -> String {
        format!(
            "postgresql://{SUPERUSER}@/{}?host={}&port={}",
            percent_encode(database),
            percent_encode(&self.socket_directory().to_string_lossy()),
            self.port
        )
    }

    /// Stops the server and removes its directory, whoever started it.
    pub fn stop(mut self) -> Result<()> {
        self.ours = true;
        self.end()
    }

    fn initdb(&self, binaries: &Binaries, account: &Account) -> Result<()> {
        let mut command = account.command(&binaries.directory().join("initdb"), &self.directory);
        command
            .args(["--no-locale", "--encoding=UTF8", "--no-sync"])
            .arg(format!("--username={SUPERUSER}"))
            .arg("-D")
            .arg(self.directory.join("data"));
        let password_file = self.directory.join("password");
        match &self.password {
            None => {
                command.arg("--auth=trust");
            }
            Some(password) => {
                account.write_private(&password_file, &format!("{password}\n"))?;
                command.arg("--auth=scram-sha-256").arg("--pwfile").arg(&password_file);
            }
        }
        let output = command.stdin(Stdio::null()).output().map_err(|error| {
            Error::failed(format!("cannot run initdb of {}", binaries.directory().display())).caused_by(error)
        })?;
        if self.password.is_some() {
            fs::remove_file(&password_file).map_err(|error| io_error("remove", &password_file, error))?;
        }
        if !output.status.success() {
            return Err(Error::failed(format!(
                "initdb of {} failed: {}",
                binaries.directory().display(),
                String::from_utf8_lossy(&output.stderr).trim()
            )));
        }
        Ok(())
    }

    fn configure(&self, extra: &[(String, String)], account: &Account) -> Result<()> {
        let own = [
            ("listen_addresses", if self.tcp { "127.0.0.1" } else { "" }.to_owned()),
            ("unix_socket_directories", self.socket_directory().to_string_lossy().into_owned()),
            ("unix_socket_permissions", "0700".to_owned()),
            ("port", self.port.to_string()),
        ];
        let mut text = String::new();
        let fixed = SETTINGS.iter().map(|(name, value)| (*name, (*value).to_owned()));
        let extra = extra.iter().map(|(name, value)| (name.as_str(), value.clone()));
        for (name, value) in fixed.chain(own).chain(extra) {
            text.push_str(&format!("{name} = '{}'\n", value.replace('\'', "''")));
        }
        account.write_private(&self.directory.join("data/postgresql.auto.conf"), &text)
    }

    fn run(&mut self, binaries: &Binaries, account: &Account) -> Result<()> {
        let log_path = self.log_path();
        let log = fs::File::create(&log_path).map_err(|error| io_error("create", &log_path, error))?;
        let log_too = log.try_clone().map_err(|error| io_error("share", &log_path, error))?;
        let program = binaries.directory().join("postgres");
        let child = account
            .command(&program, &self.directory)
            .arg("-D")
            .arg(self.directory.join("data"))
            .stdin(Stdio::null())
            .stdout(log)
            .stderr(log_too)
            // Ctrl-C at the terminal is for the program, which then decides about its server.
            .process_group(0)
            .spawn()
            .map_err(|error| Error::failed(format!("cannot run {}", program.display())).caused_by(error))?;
        self.server = Some(child);
        Ok(())
    }

    fn wait_until_ready(&mut self) -> Result<()> {
        let start = Instant::now();
        loop {
            if let Some(child) = &mut self.server
                && let Ok(Some(status)) = child.try_wait()
            {
                return Err(Error::failed(format!(
                    "PostgreSQL {} ended while starting ({status}): {}",
                    self.version,
                    self.log_tail()
                )));
            }
            if self.is_ready() {
                return Ok(());
            }
            if start.elapsed() > START_LIMIT {
                return Err(Error::failed(format!(
                    "PostgreSQL {} did not accept connections within {} seconds: {}",
                    self.version,
                    START_LIMIT.as_secs(),
                    self.log_tail()
                )));
            }
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// The last line of `postmaster.pid` says when connections are accepted.
    fn is_ready(&self) -> bool {
        fs::read_to_string(self.directory.join("data/postmaster.pid"))
            .is_ok_and(|text| text.lines().nth(7).is_some_and(|l| l.trim() == "ready"))
    }

    fn log_path(&self) -> PathBuf {
        self.directory.join("log")
    }

    fn log_tail(&self) -> String {
        const TAIL: u64 = 2000;
        let read = || -> std::io::Result<String> {
            let mut file = fs::File::open(self.log_path())?;
            let length = file.metadata()?.len();
            file.seek(SeekFrom::Start(length.saturating_sub(TAIL)))?;
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes)?;
            Ok(String::from_utf8_lossy(&bytes).trim().to_owned())
        };
        read().unwrap_or_else(|error| format!("its log cannot be read: {error}"))
    }

    fn end(&mut self) -> Result<()> {
        if !self.ours {
            return Ok(());
        }
        self.ours = false;
        let process = match &self.server {
            Some(child) => Some(child.id()),
            None => self.process(),
        };
        if let Some(process) = process {
            keeper::signal(process, keeper::Signal::Quit);
            let start = Instant::now();
            while self.still_runs(process) {
                if start.elapsed() > STOP_LIMIT {
                    keeper::signal(process, keeper::Signal::Kill);
                    break;
                }
                std::thread::sleep(Duration::from_millis(5));
            }
        }
        if let Some(mut child) = self.server.take() {
            child.wait().map_err(|error| Error::failed("cannot wait for the server").caused_by(error))?;
        }
        let removed = remove_directory(&self.directory);
        if let Some(keeper) = self.keeper.take() {
            keeper.dismiss();
        }
        removed
    }

    fn still_runs(&mut self, process: u32) -> bool {
        match &mut self.server {
            Some(child) => matches!(child.try_wait(), Ok(None)),
            None => keeper::is_alive(process),
        }
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // Nobody is left to hear of it; the keeper, and the next start, clear what stays behind.
        let _ = self.end();
    }
}

fn make_directory(wanted: Option<&Path>, account: &Account) -> Result<PathBuf> {
    let directory = match wanted {
        Some(path) => {
            fs::DirBuilder::new()
                .mode(0o700)
                .create(path)
                .map_err(|error| io_error("create", path, error))?;
            path.to_owned()
        }
        None => tempfile::Builder::new()
            .prefix("pgmend-")
            .tempdir_in(account.temporary_directory()?)
            .map_err(|error| Error::failed("cannot create a temporary directory").caused_by(error))?
            .keep(),
    };
    let made = prepare(&directory, account);
    if made.is_err() {
        // The first error is the one to tell.
        let _ = fs::remove_dir_all(&directory);
    }
    made.map(|()| directory)
}

fn prepare(directory: &Path, account: &Account) -> Result<()> {
    let mode = if account.is_other() { 0o711 } else { 0o700 };
    fs::set_permissions(directory, fs::Permissions::from_mode(mode))
        .map_err(|error| io_error("protect", directory, error))?;
    account.must_reach(directory)?;
    for name in ["data", "s"] {
        let path = directory.join(name);
        fs::DirBuilder::new().mode(0o700).create(&path).map_err(|error| io_error("create", &path, error))?;
        account.give(&path)?;
    }
    // The name of a socket fits into 107 bytes, and on some systems into 103.
    let socket = directory.join("s/.s.PGSQL.65535");
    if socket.as_os_str().len() > 103 {
        return Err(Error::failed(format!(
            "the socket {} would have too long a name: set TMPDIR to a shorter directory",
            socket.display()
        )));
    }
    Ok(())
}

fn register(directory: &Path, user: &str) -> Result<PathBuf> {
    let users = Cluster::users_directory(directory);
    let file = users.join(user);
    fs::create_dir(&users)
        .and_then(|()| fs::write(&file, ""))
        .map_err(|error| io_error("write", &file, error))?;
    Ok(users)
}

/// A crashed server's last child may still be writing a file when the directory goes: a second look is enough.
fn remove_directory(directory: &Path) -> Result<()> {
    let mut last = Ok(());
    for _ in 0..20 {
        last = fs::remove_dir_all(directory);
        match &last {
            Ok(()) => return Ok(()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
            Err(_) => std::thread::sleep(Duration::from_millis(50)),
        }
    }
    last.map_err(|error| io_error("remove", directory, error))
}

fn free_port() -> Result<u16> {
    std::net::TcpListener::bind(("127.0.0.1", 0))
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .map_err(|error| Error::failed("no free port on 127.0.0.1").caused_by(error))
}

pub(crate) fn io_error(doing: &str, path: &Path, error: std::io::Error) -> Error {
    Error::failed(format!("cannot {doing} {}", path.display())).caused_by(error)
}

impl Account {
    /// A program that runs as this account, in `directory`, free of the caller's `PG…` variables.
    fn command(&self, program: &Path, directory: &Path) -> Command {
        let mut command = Command::new(program);
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("PG") {
                command.env_remove(name);
            }
        }
        command.env("LC_ALL", "C").current_dir(directory);
        self.assume(&mut command);
        command
    }

    fn write_private(&self, path: &Path, text: &str) -> Result<()> {
        let write = || -> std::io::Result<()> {
            let mut options = fs::OpenOptions::new();
            options.write(true).create(true).truncate(true);
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            options.open(path)?.write_all(text.as_bytes())
        };
        write().map_err(|error| io_error("write", path, error))?;
        self.give(path)
    }
}
