//! One database, and how to get there.

use std::fmt;
use std::process::Command;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use postgres::config::{ChannelBinding, SslMode, SslNegotiation, TargetSessionAttrs};
use postgres::{CancelToken, Client, Config, NoTls};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::conninfo;
use super::environment::Environment;
use super::error::Error;
use super::parameters::Parameters;
use super::passfile::Passfile;
use super::place::{Address, Place, hosts};
use super::service;
use super::tls::{Mode, Tls};

/// How long a server may take to answer, unless `connect_timeout` says otherwise: a check that runs by the clock must not
/// hang on a firewall.
const PATIENCE: Duration = Duration::from_secs(15);

/// A database to connect to.
///
/// Its [`Display`](fmt::Display) is a URL that names host, port, database and user, never a password.
#[derive(Clone)]
pub struct Target {
    hosts: Vec<Place>,
    /// All that is the same for every host.
    common: Box<Config>,
    tls: Box<Tls>,
    /// What a client program needs to know of the rest.
    variables: Vec<(&'static str, String)>,
    passfile: Passfile,
    standby_only: bool,
    /// For one host to answer; none is for ever.
    patience: Option<Duration>,
}

impl Target {
    /// Whether a text is meant as a connection string (`postgresql://…`, `host=…`), and not as the name of a file.
    pub fn is_connection_string(text: &str) -> bool {
        conninfo::is_conninfo(text)
    }

    /// Reads a connection string, a URL or a list of keywords, completed by the environment of this process.
    pub fn parse(text: &str) -> Result<Self, Error> {
        Self::parse_in(text, &Environment::of_process())
    }

    /// The database that the environment of this process names: `DATABASE_URL`, else libpq's variables and defaults.
    pub fn from_environment() -> Result<Self, Error> {
        Self::from_variables(&Environment::of_process())
    }

    /// Reads a connection string, completed by the environment that is given.
    ///
    /// As in libpq, what the string says comes first, then the service it names, then the variables, then the defaults.
    pub fn parse_in(text: &str, environment: &Environment) -> Result<Self, Error> {
        Self::complete(conninfo::parse(text)?, environment)
    }

    /// The database that the given environment names.
    pub fn from_variables(environment: &Environment) -> Result<Self, Error> {
        match environment.get("DATABASE_URL") {
            Some(url) => Self::parse_in(url, environment)
                .map_err(|error| Error::settings(format!("DATABASE_URL: {error}"))),
            None => Self::complete(Parameters::default(), environment),
        }
    }

    /// A server on this machine that is ours.
    pub(crate) fn local(config: Config) -> Self {
        Self {
            hosts: Place::of(&config),
            common: Box::new(without_hosts(&config)),
            variables: Vec::new(),
            tls: Box::new(Tls::off()),
            passfile: Passfile::default(),
            standby_only: false,
            patience: Some(PATIENCE),
        }
    }

    fn complete(mut parameters: Parameters, environment: &Environment) -> Result<Self, Error> {
        service::complete(&mut parameters, environment)?;
        parameters.complete_from(environment)?;
        let user = parameters
            .get("user")
            .or_else(|| environment.user_name())
            .ok_or_else(|| {
                Error::settings("no user is named, and that of the system is not known: set PGUSER")
            })?
            .to_owned();
        let mut common = Config::new();
        common.dbname(parameters.get("dbname").unwrap_or(&user)).user(&user);
        let name = parameters
            .get("application_name")
            .or_else(|| parameters.get("fallback_application_name"))
            .unwrap_or("pgmend");
        common.application_name(name);
        let standby_only = set_options(&mut common, &parameters)?;
        Ok(Self {
            hosts: hosts(&parameters)?,
            common: Box::new(common),
            tls: Box::new(Tls::read(&parameters, environment)?),
            passfile: match parameters.get("password") {
                Some(_) => Passfile::default(),
                None => Passfile::read(&parameters, environment),
            },
            standby_only,
            patience: patience(&parameters)?,
            variables: parameters.variables(),
        })
    }

    /// Connects to the first host that answers.
    pub fn connect(&self) -> Result<Client, Error> {
        let mut last = None;
        for place in &self.hosts {
            match self.connect_to(place) {
                Ok(client) => return Ok(client),
                // As in libpq: a server that was reached and refused has the last word.
                Err(error) if error.is_authentication() || error.is_missing_database() => {
                    return Err(self.with_hints(error));
                }
                Err(error) => last = Some(error),
            }
        }
        let error = last.unwrap_or_else(|| Error::settings("no host is named"));
        Err(self.with_hints(error))
    }

    /// Something to cancel the running statement of a connection with, from another thread.
    pub fn canceller(&self, client: &Client) -> Result<Canceller, Error> {
        let encrypt = self.tls.mode() != Mode::Disable;
        Ok(Canceller {
            token: client.cancel_token(),
            connector: encrypt.then(|| self.tls.connector()).transpose()?,
        })
    }

    /// The same server, another database.
    #[must_use]
    pub fn with_database(&self, name: &str) -> Self {
        let mut other = self.clone();
        other.common.dbname(name);
        other
    }

    /// The same with another name for `pg_stat_activity`.
    #[must_use]
    pub fn with_application_name(&self, name: &str) -> Self {
        let mut other = self.clone();
        other.common.application_name(name);
        other
    }

    /// Makes a client program of PostgreSQL (`psql`, `pg_dump`…) connect to the same database.
    ///
    /// The variables of libpq that the command would inherit are taken away, and those set that lead here; the
    /// password goes by the environment, so it does not show in the list of processes.
    pub fn lead(&self, command: &mut Command) {
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("PG") {
                command.env_remove(name);
            }
        }
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        let list = |text: &dyn Fn(&Place) -> String| {
            let all: Vec<_> = self.hosts.iter().map(text).collect();
            all.join(",")
        };
        command
            .env("PGHOST", list(&Place::host_text))
            .env("PGPORT", list(&|place| place.port.to_string()))
            .env("PGUSER", self.user())
            .env("PGDATABASE", self.database());
        if let Some(options) = self.common.get_options() {
            command.env("PGOPTIONS", options);
        }
        if let Some(password) = self.common.get_password() {
            command.env("PGPASSWORD", String::from_utf8_lossy(password).as_ref());
        }
    }

    /// The name of the database.
    pub fn database(&self) -> &str {
        self.common.get_dbname().unwrap_or_default()
    }

    /// The name of the user.
    pub fn user(&self) -> &str {
        self.common.get_user().unwrap_or_default()
    }

    /// What somebody should know even if the connection succeeds, in words.
    pub fn warnings(&self) -> Vec<String> {
        self.passfile.warning().map(str::to_owned).into_iter().collect()
    }

    fn connect_to(&self, place: &Place) -> Result<Client, Error> {
        let mut config = (*self.common).clone();
        config.port(place.port);
        let encryptable = match &place.host {
            Address::Tcp(name, address) => {
                config.host(name);
                if let Some(address) = address {
                    config.hostaddr(*address);
                }
                true
            }
            #[cfg(unix)]
            Address::Socket(path) => {
                config.host_path(path);
                false
            }
        };
        if config.get_password().is_none() {
            let host = place.name_for_passwords();
            if let Some(password) = self.passfile.password(&host, place.port, self.database(), self.user()) {
                config.password(password);
            }
        }
        let client = match self.tls.mode() {
            _ if !encryptable => self.plain(&config, place),
            Mode::Disable => self.plain(&config, place),
            Mode::Allow => self.plain(&config, place).or_else(|error| match is_refused(&error) {
                true => self.encrypted(&config, place, SslMode::Require),
                false => Err(error),
            }),
            Mode::Prefer => self.encrypted(&config, place, SslMode::Prefer).or_else(|error| {
                match is_refused(&error) || error.is_encryption() {
                    true => self.plain(&config, place),
                    false => Err(error),
                }
            }),
            Mode::Require | Mode::VerifyCa | Mode::VerifyFull => {
                self.encrypted(&config, place, SslMode::Require)
            }
        }?;
        self.must_be_standby(client, place)
    }

    fn plain(&self, config: &Config, place: &Place) -> Result<Client, Error> {
        let mut config = config.clone();
        config.ssl_mode(SslMode::Disable);
        self.attempt(place, move || config.connect(NoTls))
    }

    fn encrypted(&self, config: &Config, place: &Place, mode: SslMode) -> Result<Client, Error> {
        let mut config = config.clone();
        config.ssl_mode(mode);
        if self.tls.direct {
            config.ssl_negotiation(SslNegotiation::Direct);
        }
        let connector = self.tls.connector()?;
        self.attempt(place, move || config.connect(connector))
    }

    /// The library limits the time until the network answers, not until the server does: a pooler without a server behind
    /// it would hang us. So the attempt has a thread of its own, which is left to itself when it takes too long.
    fn attempt(
        &self,
        place: &Place,
        connect: impl FnOnce() -> Result<Client, postgres::Error> + Send + 'static,
    ) -> Result<Client, Error> {
        let (sender, receiver) = mpsc::channel();
        let url = place.url(&self.common);
        thread::Builder::new()
            .name("pgmend-connect".to_owned())
            .spawn(move || {
                // Nobody waits any more if this fails.
                let _ = sender.send(connect());
            })
            .map_err(|error| Error::unreachable(&url, &error.to_string()))?;
        let received = match self.patience {
            Some(limit) => receiver.recv_timeout(limit),
            None => receiver.recv().map_err(Into::into),
        };
        match received {
            Ok(done) => done.map_err(|error| Error::attempt(&url, error)),
            Err(RecvTimeoutError::Timeout) => {
                let limit = self.patience.unwrap_or_default().as_secs();
                Err(Error::unreachable(&url, &format!("no answer within {limit} seconds")))
            }
            Err(RecvTimeoutError::Disconnected) => {
                Err(Error::unreachable(&url, "the attempt came to an end without a result"))
            }
        }
    }

    /// `target_session_attrs = primary` and `standby` ask for more than whether a session may write.
    fn must_be_standby(&self, mut client: Client, place: &Place) -> Result<Client, Error> {
        if !self.standby_only {
            return Ok(client);
        }
        let standby: bool = client
            .query_one("SELECT pg_catalog.pg_is_in_recovery()", &[])
            .and_then(|row| row.try_get(0))
            .map_err(|error| Error::attempt(&place.url(&self.common), error))?;
        if standby {
            return Ok(client);
        }
        Err(Error::settings(format!(
            "{} is not a standby, which target_session_attrs asks for",
            place.url(&self.common)
        )))
    }

    fn with_hints(&self, mut error: Error) -> Error {
        if error.is_authentication() {
            if let Some(warning) = self.passfile.warning() {
                error = error.hint(warning);
            }
            if self.common.get_password().is_none() {
                error = error.hint("A password can be given by PGPASSWORD or a line of ~/.pgpass.");
            }
        }
        error
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, place) in self.hosts.iter().enumerate() {
            if number > 0 {
                f.write_str(" or ")?;
            }
            f.write_str(&place.url(&self.common))?;
        }
        Ok(())
    }
}

impl fmt::Debug for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Target({self})")
    }
}

/// Cancels the statement that a connection runs.
#[derive(Clone)]
pub struct Canceller {
    token: CancelToken,
    connector: Option<MakeRustlsConnect>,
}

impl Canceller {
    /// Asks the server to cancel. It may be too late, which is no error.
    pub fn cancel(&self) -> Result<(), Error> {
        match &self.connector {
            None => self.token.cancel_query(NoTls),
            Some(connector) => self.token.cancel_query(connector.clone()),
        }
        .map_err(|error| Error::attempt("the server to cancel a statement", error))
    }
}

impl fmt::Debug for Canceller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Canceller")
    }
}

/// The server says that this kind of connection is not for this user (`pg_hba.conf`); with a wrong password another kind
/// would not help.
fn is_refused(error: &Error) -> bool {
    error.code().is_some_and(|code| code.code() == "28000")
}

/// Everything that is neither a host nor encryption. Returns whether only a standby will do.
fn set_options(config: &mut Config, parameters: &Parameters) -> Result<bool, Error> {
    if let Some(password) = parameters.get("password") {
        config.password(password);
    }
    if let Some(options) = parameters.get("options") {
        config.options(options);
    }
    let seconds = |name| -> Result<Option<Duration>, Error> {
        let number = parameters.number(name)?;
        Ok(number.and_then(|n| u64::try_from(n).ok()).filter(|n| *n > 0).map(Duration::from_secs))
    };
    if let Some(number) = parameters.number("keepalives")? {
        config.keepalives(number != 0);
    }
    if let Some(idle) = seconds("keepalives_idle")? {
        config.keepalives_idle(idle);
    }
    if let Some(interval) = seconds("keepalives_interval")? {
        config.keepalives_interval(interval);
    }
    if let Some(count) = parameters.number("keepalives_count")?.and_then(|n| u32::try_from(n).ok()) {
        config.keepalives_retries(count);
    }
    if let Some(limit) = parameters.number("tcp_user_timeout")?.and_then(|n| u64::try_from(n).ok()) {
        config.tcp_user_timeout(Duration::from_millis(limit));
    }
    let binding = [
        ("disable", ChannelBinding::Disable),
        ("prefer", ChannelBinding::Prefer),
        ("require", ChannelBinding::Require),
    ];
    if let Some(binding) = parameters.choice("channel_binding", &binding)? {
        config.channel_binding(binding);
    }
    let attributes = [
        ("any", (TargetSessionAttrs::Any, false)),
        ("read-write", (TargetSessionAttrs::ReadWrite, false)),
        ("primary", (TargetSessionAttrs::ReadWrite, false)),
        ("read-only", (TargetSessionAttrs::ReadOnly, false)),
        ("standby", (TargetSessionAttrs::ReadOnly, true)),
    ];
    let (attributes, standby) =
        parameters.choice("target_session_attrs", &attributes)?.unwrap_or((TargetSessionAttrs::Any, false));
    config.target_session_attrs(attributes);
    Ok(standby)
}

/// Zero, or less, is for ever.
fn patience(parameters: &Parameters) -> Result<Option<Duration>, Error> {
    Ok(match parameters.number("connect_timeout")? {
        None => Some(PATIENCE),
        Some(seconds) => u64::try_from(seconds).ok().filter(|seconds| *seconds > 0).map(Duration::from_secs),
    })
}

/// The library has no way to take hosts off again.
fn without_hosts(config: &Config) -> Config {
    let mut common = Config::new();
    if let Some(user) = config.get_user() {
        common.user(user);
    }
    if let Some(password) = config.get_password() {
        common.password(password);
    }
    if let Some(database) = config.get_dbname() {
        common.dbname(database);
    }
    if let Some(options) = config.get_options() {
        common.options(options);
    }
    common.application_name(config.get_application_name().unwrap_or("pgmend"));
    common
}
