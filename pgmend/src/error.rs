//! Why a command failed, and the exit status that says so.

use std::fmt;

/// Why a command failed.
#[derive(Debug)]
pub struct Error {
    kind: Kind,
    message: String,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Failed,
    Refused,
    PartlyApplied,
}

/// The result of most functions here.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    pub(crate) fn failed(message: impl Into<String>) -> Self {
        Self { kind: Kind::Failed, message: message.into(), source: None }
    }

    pub(crate) fn refused(message: impl Into<String>) -> Self {
        Self { kind: Kind::Refused, message: message.into(), source: None }
    }

    pub(crate) fn partly_applied(message: impl Into<String>) -> Self {
        Self { kind: Kind::PartlyApplied, message: message.into(), source: None }
    }

    pub(crate) fn caused_by(mut self, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// Nothing was changed, because doing so was not safe: exit status 3.
    pub fn is_refused(&self) -> bool {
        self.kind == Kind::Refused
    }

    /// Part of a plan was carried out, and the rest was not: exit status 4.
    pub fn is_partly_applied(&self) -> bool {
        self.kind == Kind::PartlyApplied
    }

    /// The program's exit status.
    pub fn exit_status(&self) -> u8 {
        match self.kind {
            Kind::Failed => 1,
            Kind::Refused => 3,
            Kind::PartlyApplied => 4,
        }
    }
}

impl From<crate::connect::Error> for Error {
    fn from(error: crate::connect::Error) -> Self {
        let mut message = error.to_string();
        for hint in error.hints() {
            message += &format!("\n  hint: {hint}");
        }
        Self::failed(message)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        let mut source = std::error::Error::source(self);
        let mut last = self.message.clone();
        while let Some(cause) = source {
            let text = cause.to_string();
            // Some errors repeat their cause in their own text.
            if !last.contains(&text) {
                write!(f, ": {text}")?;
            }
            last = text;
            source = cause.source();
        }
        Ok(())
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as &(dyn std::error::Error + 'static))
    }
}

/// What PostgreSQL said: SQLSTATE, message, detail and hint. Never a connection string.
pub(crate) fn server_message(error: &postgres::Error) -> String {
    let Some(db) = error.as_db_error() else {
        let mut text = error.to_string();
        let mut source = std::error::Error::source(error);
        while let Some(cause) = source {
            text = format!("{text}: {cause}");
            source = cause.source();
        }
        return text;
    };
    let mut text = format!("{} ({})", db.message(), db.code().code());
    if let Some(detail) = db.detail() {
        text += &format!("\n  detail: {detail}");
    }
    if let Some(hint) = db.hint() {
        text += &format!("\n  hint: {hint}");
    }
    text
}
