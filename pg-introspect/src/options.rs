//! What to read, and for how long to wait.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use schema_model::Name;

/// What to read, and for how long to wait for it.
///
/// ```
/// use std::time::Duration;
///
/// let options = pg_introspect::Options::new()
///     .with_schemas(["public", "app"])
///     .with_lock_timeout(Duration::from_secs(2));
/// assert_eq!(options.schemas.as_deref().map(<[_]>::len), Some(2));
/// ```
#[derive(Clone)]
#[non_exhaustive]
pub struct Options {
    /// The schemas to read; `None` is all but the system's own. What is outside is not even asked for.
    pub schemas: Option<Vec<Name>>,
    /// How long one statement may run. Zero is no limit.
    pub statement_timeout: Duration,
    /// How long to wait for a lock that another session holds. Only `ACCESS EXCLUSIVE` is in the way. Zero is no limit.
    /// The wait is cut into pieces shorter than the server's `deadlock_timeout`, and all locks are given back between
    /// them: no other session comes to harm.
    pub lock_timeout: Duration,
    /// Whether the members of extensions are read like everything else. They are left out otherwise: they stand and
    /// fall with the extension.
    pub include_extension_members: bool,
    /// Whether the ledger tables of migration tools (`flyway_schema_history`, `_sqlx_migrations`, …) are read like
    /// everything else. They are left out otherwise.
    pub include_ledgers: bool,
    /// Whether what the databases of a cluster share is read: roles with their memberships, tablespaces, and privileges on
    /// configuration parameters.
    pub cluster: bool,
    /// Whether the schema says by which numbers the database knows its objects ([`Schema::origins`](schema_model::Schema)):
    /// with them, two snapshots of one database prove what was renamed.
    pub origins: bool,
    /// How often [`read`](crate::read) tries when other sessions change the catalog meanwhile, at least once.
    pub attempts: u32,
    pub(crate) progress: Option<Arc<dyn Fn(Progress) + Send + Sync>>,
}

/// How far a reading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// Steps done.
    pub done: u32,
    /// Steps in all. They are not equally long.
    pub steps: u32,
    /// What comes next, e.g. `columns`.
    pub next: &'static str,
}

impl Options {
    /// Everything, with the statement timeout at five minutes and the lock timeout at five seconds.
    pub fn new() -> Self {
        Self {
            schemas: None,
            statement_timeout: Duration::from_secs(300),
            lock_timeout: Duration::from_secs(5),
            include_extension_members: false,
            include_ledgers: false,
            cluster: false,
            origins: false,
            attempts: 3,
            progress: None,
        }
    }

    /// Only these schemas.
    #[must_use]
    pub fn with_schemas<T: Into<Name>>(mut self, schemas: impl IntoIterator<Item = T>) -> Self {
        self.schemas = Some(schemas.into_iter().map(Into::into).collect());
        self
    }

    /// Sets [`statement_timeout`](Self::statement_timeout).
    #[must_use]
    pub fn with_statement_timeout(mut self, limit: Duration) -> Self {
        self.statement_timeout = limit;
        self
    }

    /// Sets [`lock_timeout`](Self::lock_timeout).
    #[must_use]
    pub fn with_lock_timeout(mut self, limit: Duration) -> Self {
        self.lock_timeout = limit;
        self
    }

    /// Reads the members of extensions like everything else.
    #[must_use]
    pub fn with_extension_members(mut self) -> Self {
        self.include_extension_members = true;
        self
    }

    /// Reads the ledger tables of migration tools like everything else.
    #[must_use]
    pub fn with_ledgers(mut self) -> Self {
        self.include_ledgers = true;
        self
    }

    /// Reads what the databases of a cluster share.
    #[must_use]
    pub fn with_cluster(mut self) -> Self {
        self.cluster = true;
        self
    }

    /// Keeps by which numbers the database knows its objects.
    #[must_use]
    pub fn with_origins(mut self) -> Self {
        self.origins = true;
        self
    }

    /// Sets [`attempts`](Self::attempts).
    #[must_use]
    pub fn with_attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts;
        self
    }

    /// Calls `hook` before every step, and once when all are done.
    #[must_use]
    pub fn with_progress(mut self, hook: impl Fn(Progress) + Send + Sync + 'static) -> Self {
        self.progress = Some(Arc::new(hook));
        self
    }

    pub(crate) fn report(&self, done: u32, steps: u32, next: &'static str) {
        if let Some(hook) = &self.progress {
            hook(Progress { done, steps, next });
        }
    }
}

impl Default for Options {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("schemas", &self.schemas)
            .field("statement_timeout", &self.statement_timeout)
            .field("lock_timeout", &self.lock_timeout)
            .field("include_extension_members", &self.include_extension_members)
            .field("include_ledgers", &self.include_ledgers)
            .field("cluster", &self.cluster)
            .field("attempts", &self.attempts)
            .field("progress", &self.progress.is_some())
            .finish()
    }
}
