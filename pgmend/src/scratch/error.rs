//! What can go wrong before a scratch server is there.

use std::error::Error as StdError;
use std::fmt;

/// Why a scratch server, or a database on it, could not be had.
///
/// The text says what was tried and what to do instead; passwords never enter it.
#[derive(Debug)]
pub struct Error(Box<Inner>);

#[derive(Debug)]
struct Inner {
    kind: Kind,
    message: String,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Unavailable,
    Failed,
}

impl Error {
    pub(crate) fn failed(message: impl Into<String>) -> Self {
        Self::of(Kind::Failed, message)
    }

    pub(crate) fn unavailable(message: impl Into<String>) -> Self {
        Self::of(Kind::Unavailable, message)
    }

    pub(crate) fn caused_by(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    fn of(kind: Kind, message: impl Into<String>) -> Self {
        Self(Box::new(Inner { kind, message: message.into(), source: None }))
    }

    /// No server of the kind asked for exists on this machine or in this build.
    pub fn is_unavailable(&self) -> bool {
        self.0.kind == Kind::Unavailable
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)?;
        // The cause belongs to the sentence: a program that prints only the outermost error must not lose it.
        match self.source() {
            None => Ok(()),
            Some(cause) => match cause.downcast_ref::<postgres::Error>() {
                Some(error) => write!(f, ": {}", crate::connect::reason(error)),
                None => write!(f, ": {cause}"),
            },
        }
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as &(dyn StdError + 'static))
    }
}

/// The result of this module's functions.
pub type Result<T> = std::result::Result<T, Error>;
