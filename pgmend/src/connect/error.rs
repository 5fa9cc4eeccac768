//! Why there is no connection.

use std::error::Error as StdError;
use std::fmt;
use std::io;

use postgres::error::SqlState;

/// Why a database could not be connected to.
///
/// The text names host, port, user and database, never a password. The predicates are not exhaustive: an error may
/// answer no to all of them.
#[derive(Debug)]
pub struct Error(Box<Inner>);

#[derive(Debug)]
struct Inner {
    kind: Kind,
    message: String,
    hints: Vec<String>,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Settings,
    Unreachable,
    Authentication,
    MissingDatabase,
    Encryption,
    Other,
}

impl Error {
    /// Something in the connection string, the environment or a file is wrong.
    pub(crate) fn settings(message: impl Into<String>) -> Self {
        Self::of(Kind::Settings, message)
    }

    /// Certificates or keys are wrong.
    pub(crate) fn encryption(message: impl Into<String>) -> Self {
        Self::of(Kind::Encryption, message)
    }

    /// What the attempt to reach `place` ended with.
    pub(crate) fn attempt(place: &str, error: postgres::Error) -> Self {
        let (kind, reason) = classify(&error);
        let mut new = Self::of(kind, format!("cannot connect to {place}: {reason}"));
        if let Some(hint) = error.as_db_error().and_then(|db| db.hint()) {
            new = new.hint(hint);
        }
        new.0.source = Some(Box::new(error));
        new
    }

    /// Nobody answered at `place`.
    pub(crate) fn unreachable(place: &str, reason: &str) -> Self {
        Self::of(Kind::Unreachable, format!("cannot connect to {place}: {reason}"))
    }

    pub(crate) fn caused_by(mut self, source: impl StdError + Send + Sync + 'static) -> Self {
        self.0.message.push_str(&format!(": {source}"));
        self.0.source = Some(Box::new(source));
        self
    }

    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.0.hints.push(hint.into());
        self
    }

    fn of(kind: Kind, message: impl Into<String>) -> Self {
        Self(Box::new(Inner { kind, message: message.into(), hints: Vec::new(), source: None }))
    }

    /// The connection string, an environment variable, or a file they name, is wrong.
    pub fn is_settings(&self) -> bool {
        self.0.kind == Kind::Settings
    }

    /// No server answered there: none runs, the name is unknown, the network is in the way, or it is still starting.
    pub fn is_unreachable(&self) -> bool {
        self.0.kind == Kind::Unreachable
    }

    /// The server does not let this user in: a wrong or missing password, an unknown role, `pg_hba.conf`.
    pub fn is_authentication(&self) -> bool {
        self.0.kind == Kind::Authentication
    }

    /// The server has no such database.
    pub fn is_missing_database(&self) -> bool {
        self.0.kind == Kind::MissingDatabase
    }

    /// Encryption was asked for and could not be had, or a certificate was not accepted.
    pub fn is_encryption(&self) -> bool {
        self.0.kind == Kind::Encryption
    }

    /// What could be done about it, if something is known; the text of the error does not contain it.
    pub fn hints(&self) -> &[String] {
        &self.0.hints
    }

    /// The server's SQLSTATE, if it was the server that refused.
    pub fn code(&self) -> Option<&SqlState> {
        self.postgres().and_then(postgres::Error::code)
    }

    pub(crate) fn postgres(&self) -> Option<&postgres::Error> {
        self.source()?.downcast_ref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as &(dyn StdError + 'static))
    }
}

/// An error of the server or the connection in words; its own text is only the outermost layer ("db error").
pub fn reason(error: &postgres::Error) -> String {
    classify(error).1
}

/// The kind, and the reason in words.
fn classify(error: &postgres::Error) -> (Kind, String) {
    if let Some(db) = error.as_db_error() {
        let code = db.code();
        let kind = match code.code() {
            "28000" | "28P01" => Kind::Authentication,
            "3D000" => Kind::MissingDatabase,
            // Starting, stopping, in recovery.
            "57P03" => Kind::Unreachable,
            _ => Kind::Other,
        };
        let mut reason = db.message().to_owned();
        if let Some(detail) = db.detail() {
            reason.push_str(&format!(" ({detail})"));
        }
        return (kind, reason);
    }
    let text = error.to_string();
    let mut layers: Vec<&(dyn StdError + 'static)> = Vec::new();
    let mut next = error.source();
    while let Some(layer) = next {
        layers.push(layer);
        next = layer.source();
    }
    let innermost = layers.last().map_or_else(|| text.clone(), ToString::to_string);
    let tls = text.contains("TLS")
        || layers.iter().any(|layer| layer.downcast_ref::<rustls::Error>().is_some() || hides_tls(*layer));
    if tls {
        return (Kind::Encryption, explain_tls(&innermost));
    }
    if innermost.contains("password missing") {
        return (Kind::Authentication, "the server asks for a password and none is known".to_owned());
    }
    if text.contains("authentication") || innermost.contains("authentication") {
        return (Kind::Authentication, innermost);
    }
    if text.contains("timeout") {
        return (Kind::Unreachable, "no answer in time".to_owned());
    }
    let io = layers.iter().any(|layer| layer.downcast_ref::<io::Error>().is_some());
    if io || text.contains("connecting") {
        return (Kind::Unreachable, innermost);
    }
    let reason = if innermost == text { text } else { format!("{text}: {innermost}") };
    (Kind::Other, reason)
}

/// An error of rustls arrives inside one of `io`, which does not name it as its source.
fn hides_tls(layer: &(dyn StdError + 'static)) -> bool {
    layer
        .downcast_ref::<io::Error>()
        .and_then(io::Error::get_ref)
        .is_some_and(|inner| inner.is::<rustls::Error>())
}

fn explain_tls(reason: &str) -> String {
    if reason.contains("server does not support TLS") {
        return "the server does not offer encryption, and sslmode asks for it".to_owned();
    }
    if reason.contains("UnknownIssuer") {
        return "the server's certificate is not signed by a trusted authority (sslrootcert)".to_owned();
    }
    if reason.contains("Expired") {
        return "the server's certificate is out of date".to_owned();
    }
    if reason.contains("UnsupportedCertVersion") {
        return "the server's certificate is not of X.509 version 3, which is needed to verify it".to_owned();
    }
    format!("encryption failed: {reason}")
}
