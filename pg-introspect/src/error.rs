//! One opaque error.

use std::fmt;

use postgres::error::SqlState;

/// Why a database could not be read. It never holds a password or a connection string.
///
/// Ask it with the predicates; they are not exhaustive.
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    object: Option<String>,
    statement: Option<&'static str>,
    sqlstate: Option<String>,
    source: Option<postgres::Error>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ErrorKind {
    /// The server is older than 14.
    UnsupportedVersion { version_num: u32 },
    /// The transaction of the caller is no snapshot.
    Isolation { found: String },
    /// The catalog changed while it was read.
    Skew { what: String },
    /// The server answered in a way that this version does not understand.
    Answer { reason: String },
    /// The server, or the way to it, failed.
    Server { message: String },
    /// Another session held a lock for too long.
    LockTimeout { holders: String },
}

impl Error {
    pub(crate) fn new(kind: ErrorKind) -> Self {
        Self(Box::new(Inner { kind, object: None, statement: None, sqlstate: None, source: None }))
    }

    pub(crate) fn skew(object: impl Into<String>, what: impl Into<String>) -> Self {
        Self::new(ErrorKind::Skew { what: what.into() }).about(object)
    }

    pub(crate) fn answer(statement: &'static str, reason: impl Into<String>) -> Self {
        Self::new(ErrorKind::Answer { reason: reason.into() }).during(statement)
    }

    /// What the driver says. No `From`: whoever fails says what it was doing.
    pub(crate) fn server(error: postgres::Error) -> Self {
        let message = match error.as_db_error() {
            Some(db) => db.message().to_owned(),
            None => chain(&error),
        };
        let sqlstate = error.code().map(|code| code.code().to_owned());
        // "cache lookup failed for …", "could not open relation with OID …": a function that reads the newest catalog
        // was asked about a row of the snapshot whose object is gone.
        let gone = error.code() == Some(&SqlState::INTERNAL_ERROR)
            && ["cache lookup failed", "could not open relation", "could not find tuple", "does not exist"]
                .iter()
                .any(|text| message.contains(text));
        let undefined = error.code().is_some_and(|code| {
            [&SqlState::UNDEFINED_OBJECT, &SqlState::UNDEFINED_TABLE, &SqlState::UNDEFINED_COLUMN]
                .contains(&code)
        }) && message.contains("OID");
        let kind =
            if gone || undefined { ErrorKind::Skew { what: message } } else { ErrorKind::Server { message } };
        let mut new = Self::new(kind);
        new.0.sqlstate = sqlstate;
        new.0.source = Some(error);
        new
    }

    pub(crate) fn lock_timeout(mut self, holders: String, object: Option<String>) -> Self {
        self.0.kind = ErrorKind::LockTimeout { holders };
        self.0.object = object;
        self
    }

    pub(crate) fn about(mut self, object: impl Into<String>) -> Self {
        self.0.object.get_or_insert_with(|| object.into());
        self
    }

    pub(crate) fn during(mut self, statement: &'static str) -> Self {
        self.0.statement.get_or_insert(statement);
        self
    }

    /// Whether the role may not read something that it must be able to read.
    pub fn is_permission_denied(&self) -> bool {
        self.sqlstate() == Some(SqlState::INSUFFICIENT_PRIVILEGE.code())
    }

    /// Whether the server is older than PostgreSQL 14.
    pub fn is_unsupported_version(&self) -> bool {
        matches!(self.0.kind, ErrorKind::UnsupportedVersion { .. })
    }

    /// Whether another session held an `ACCESS EXCLUSIVE` lock for longer than the lock timeout. The
    /// [`object`](Self::object) is what it held.
    pub fn is_lock_timeout(&self) -> bool {
        matches!(self.0.kind, ErrorKind::LockTimeout { .. })
            || self.sqlstate() == Some(SqlState::LOCK_NOT_AVAILABLE.code())
    }

    /// Whether a statement ran for longer than the statement timeout, or was cancelled.
    pub fn is_cancelled(&self) -> bool {
        self.sqlstate() == Some(SqlState::QUERY_CANCELED.code())
    }

    /// Whether the catalog was changed by another session while it was read, so that what was read does not fit
    /// together. Reading again on a new snapshot helps; [`read`](crate::read) has then already tried.
    pub fn is_skew(&self) -> bool {
        matches!(self.0.kind, ErrorKind::Skew { .. })
    }

    /// Whether there is no connection (any more).
    pub fn is_connection(&self) -> bool {
        let io = |e: &postgres::Error| std::error::Error::source(e).is_some_and(|e| e.is::<std::io::Error>());
        let broken = self.0.source.as_ref().is_some_and(|e| e.is_closed() || io(e));
        broken || self.sqlstate().is_some_and(|state| state.starts_with("08") || state.starts_with("57P"))
    }

    /// The object it is about, in PostgreSQL's words, where that is known.
    pub fn object(&self) -> Option<&str> {
        self.0.object.as_deref()
    }

    /// What the server calls it, e.g. `42501`.
    pub fn sqlstate(&self) -> Option<&str> {
        self.0.sqlstate.as_deref()
    }

    /// The statement that failed, by the name of its file: the kind's word, or the catalog's. Where that is not known, the
    /// step (see [`Progress`](crate::Progress)).
    pub fn statement(&self) -> Option<&str> {
        self.0.statement
    }
}

/// The driver's error and what caused it, in one line.
fn chain(error: &postgres::Error) -> String {
    let mut text = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        let cause_text = cause.to_string();
        if !text.contains(&cause_text) {
            text.push_str(": ");
            text.push_str(&cause_text);
        }
        source = cause.source();
    }
    text
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0.kind {
            ErrorKind::UnsupportedVersion { version_num } => write!(
                f,
                "the server is PostgreSQL {}.{}; 14 is the oldest that can be read",
                version_num / 10_000,
                version_num % 10_000
            )?,
            ErrorKind::Isolation { found } => write!(
                f,
                "the transaction is {found}, and so no snapshot of the catalog: start it with REPEATABLE READ"
            )?,
            ErrorKind::Skew { what } => write!(
                f,
                "the catalog was changed by another session while it was read ({what}): read it again when the other session is done"
            )?,
            ErrorKind::Answer { reason } => write!(f, "the server's answer is not understood: {reason}")?,
            ErrorKind::Server { message } => write!(f, "the server said: {message}")?,
            ErrorKind::LockTimeout { holders } => {
                f.write_str("a lock of another session did not go away within the lock timeout")?;
                if !holders.is_empty() {
                    write!(f, ": {holders}")?;
                }
            }
        }
        if let Some(object) = &self.0.object
            && !matches!(self.0.kind, ErrorKind::LockTimeout { .. })
        {
            write!(f, " (about {object})")?;
        }
        if let Some(statement) = self.0.statement {
            write!(f, " (reading `{statement}`)")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.0.kind)
            .field("object", &self.0.object)
            .field("statement", &self.0.statement)
            .field("sqlstate", &self.0.sqlstate)
            .finish()
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source.as_ref().map(|e| e as &(dyn std::error::Error + 'static))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_one_word_wide_and_can_cross_threads() {
        fn shared<T: Send + Sync + 'static>() -> usize {
            size_of::<T>()
        }
        assert_eq!(shared::<Error>(), size_of::<usize>());
    }

    #[test]
    fn it_says_what_to_do() {
        let error = Error::new(ErrorKind::UnsupportedVersion { version_num: 130_004 });
        assert!(error.is_unsupported_version());
        assert_eq!(error.to_string(), "the server is PostgreSQL 13.4; 14 is the oldest that can be read");
        let error = Error::skew("table public.t", "it was renamed").during("index");
        assert!(error.is_skew() && !error.is_connection());
        assert_eq!(error.object(), Some("table public.t"));
        assert!(error.to_string().contains("(about table public.t) (reading `index`)"));
    }
}
