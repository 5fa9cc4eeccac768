//! A database of one's own.

use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use pgmend::connect::percent_encode;
use pgmend::scratch::LET_GO_OF_SUBSCRIPTIONS;
use postgres::config::Host;
use postgres::error::SqlState;
use postgres::{Client, Config, NoTls};

use super::embedded::{self, Instance};

/// An empty database, dropped with the value.
#[derive(Debug)]
pub struct TestDatabase {
    config: Config,
    /// The maintenance database, from which this one is dropped; the embedded server ends with its instance.
    maintenance: Option<Config>,
    instance: Option<Instance>,
    major: u16,
}

impl TestDatabase {
    pub(super) fn create(maintenance: &Config, hint: &str, major: u16) -> Self {
        let name = name(hint);
        // Copying files is ten times as fast as logging blocks, and was the only way before 15.
        let strategy = if major >= 15 { "STRATEGY file_copy" } else { "" };
        run(maintenance, &format!("CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' {strategy}"));
        let mut config = maintenance.clone();
        config.dbname(&name);
        Self { config, maintenance: Some(maintenance.clone()), instance: None, major }
    }

    pub(super) fn embedded(program: &Path) -> Self {
        let instance = Instance::start(program);
        Self {
            config: instance.config(),
            maintenance: None,
            instance: Some(instance),
            major: embedded::MAJOR,
        }
    }

    /// The major version of its server.
    pub fn major(&self) -> u16 {
        self.major
    }

    /// Its name.
    pub fn name(&self) -> &str {
        self.config.get_dbname().unwrap_or_default()
    }

    /// How to connect, for clients of this language.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// A URL of it, as superuser.
    pub fn url(&self) -> String {
        if let Some(instance) = &self.instance {
            return instance.url().to_owned();
        }
        self.url_as(self.config.get_user().unwrap_or("postgres"))
    }

    /// A URL of it for another role, without a password.
    pub fn url_as(&self, role: &str) -> String {
        let port = self.config.get_ports().first().copied().unwrap_or(5432);
        let (authority, query) = match self.config.get_hosts().first() {
            Some(Host::Tcp(host)) => (format!("{host}:{port}"), String::new()),
            Some(Host::Unix(path)) => {
                (String::new(), format!("?host={}&port={port}", percent_encode(&path.to_string_lossy())))
            }
            None => (format!("localhost:{port}"), String::new()),
        };
        let password = match self.config.get_password() {
            Some(password) if self.config.get_user() == Some(role) => {
                format!(":{}", percent_encode(&String::from_utf8_lossy(password)))
            }
            _ => String::new(),
        };
        format!(
            "postgresql://{}{password}@{authority}/{}{query}",
            percent_encode(role),
            percent_encode(self.name())
        )
    }

    /// A connection to it as superuser.
    pub fn connect(&self) -> Client {
        self.config
            .connect(NoTls)
            .unwrap_or_else(|error| panic!("cannot connect to {}: {}", self.name(), in_full(&error)))
    }

    /// A connection to it as another role.
    pub fn connect_as(&self, role: &str) -> Client {
        let mut config = self.config.clone();
        config.user(role);
        config.connect(NoTls).unwrap_or_else(|error| panic!("cannot connect as {role}: {}", in_full(&error)))
    }

    /// Runs SQL in it, on a connection of its own. Panics with the server's words.
    pub fn execute(&self, sql: &str) {
        self.connect().batch_execute(sql).unwrap_or_else(|error| panic!("{}\nin: {sql}", in_full(&error)));
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        if let Some(instance) = self.instance.take() {
            instance.end();
        }
        if let Some(maintenance) = &self.maintenance {
            let dropped = drop_database(maintenance, self.name());
            // A test that fails already has more to say; one that killed its server has said it.
            if let Err(error) = dropped
                && !std::thread::panicking()
            {
                eprintln!("{} was not dropped: {}", self.name(), in_full(&error));
            }
        }
    }
}

/// Drops a database, with its subscriptions.
pub(super) fn drop_database(maintenance: &Config, name: &str) -> Result<(), postgres::Error> {
    let drop = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
    let mut client = maintenance.connect(NoTls)?;
    match client.batch_execute(&drop) {
        Err(error) if error.code() == Some(&SqlState::OBJECT_IN_USE) => {
            let mut inside = maintenance.clone();
            inside.dbname(name).connect(NoTls)?.batch_execute(LET_GO_OF_SUBSCRIPTIONS)?;
            client.batch_execute(&drop)
        }
        done => done,
    }
}

fn run(config: &Config, sql: &str) {
    config
        .connect(NoTls)
        .and_then(|mut client| client.batch_execute(sql))
        .unwrap_or_else(|error| panic!("{}\nin: {sql}", in_full(&error)));
}

/// The server's message with its detail and hint, which the plain one leaves out.
pub(super) fn in_full(error: &postgres::Error) -> String {
    match error.as_db_error() {
        None => {
            let cause = std::error::Error::source(error);
            cause.map_or_else(|| error.to_string(), |cause| format!("{error}: {cause}"))
        }
        Some(db) => {
            let mut text = format!("{}: {} ({})", db.severity(), db.message(), db.code().code());
            for part in [db.detail(), db.hint(), db.where_()].into_iter().flatten() {
                text.push_str(&format!("\n  {part}"));
            }
            text
        }
    }
}

/// `pgmend_test_<process>_<number>_<hint>`, a name that needs no quoting.
fn name(hint: &str) -> String {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let mut name = format!("pgmend_test_{}_{number}_", std::process::id());
    name.extend(
        hint.chars()
            .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' })
            .take(63 - name.len()),
    );
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_needs_no_quoting_and_fits() {
        let name = name("Weird \"Hint\" – with a very long tail that PostgreSQL would cut off");
        assert!(name.len() <= 63, "{name}");
        assert!(name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_'), "{name}");
    }
}
