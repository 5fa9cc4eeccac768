//! One database, and how to get there.

use std::fmt;

use postgres::config::Host;
use postgres::{Client, Config, NoTls};

/// A database to connect to.
///
/// Its [`Display`](fmt::Display) names host, port, database and user, never the password.
#[derive(Clone)]
pub struct Target {
    config: Config,
}

impl Target {
    /// A server on this machine, without encryption.
    pub(crate) fn local(config: Config) -> Self {
        Self { config }
    }

    /// Connects.
    pub fn connect(&self) -> Result<Client, postgres::Error> {
        self.config.connect(NoTls)
    }

    /// The same server, another database.
    #[must_use]
    pub fn with_database(&self, name: &str) -> Self {
        let mut config = self.config.clone();
        config.dbname(name);
        Self { config }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let host = match self.config.get_hosts().first() {
            Some(Host::Tcp(host)) => host.clone(),
            #[cfg(unix)]
            Some(Host::Unix(path)) => path.display().to_string(),
            None => "localhost".to_owned(),
        };
        write!(
            f,
            "database {:?} on {host} as {:?}",
            self.config.get_dbname().unwrap_or_default(),
            self.config.get_user().unwrap_or_default()
        )
    }
}

impl fmt::Debug for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Target({self})")
    }
}
