//! What was not read, as data beside the model.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Schema;

/// A schema and everything about the reading that is not in it.
#[derive(Clone, Debug)]
pub struct Introspected {
    /// What was read.
    pub schema: Schema,
    /// The coverage certificate: what was not, one entry each. Empty means that nothing was left out.
    pub diagnostics: Vec<Diagnostic>,
}

/// Why something is not in the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DiagnosticKind {
    /// No kind of this version claims the object.
    NotModelled,
    /// The role may not read it.
    NotReadable,
    /// It belongs to an extension and stands or falls with it.
    ExtensionMember,
    /// A selector left it out.
    Filtered,
    /// The ledger of a migration tool: data, recognised and left alone.
    Ledger,
    /// Something worth knowing about an object that is in the model.
    Note,
}

impl DiagnosticKind {
    /// Whether the model misses something that a user may have made: what `--strict` refuses.
    pub fn is_gap(self) -> bool {
        matches!(self, Self::NotModelled | Self::NotReadable)
    }
}

/// One entry of the coverage certificate.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Diagnostic {
    /// Why.
    pub kind: DiagnosticKind,
    /// The catalog, e.g. `pg_cast`.
    pub catalog: String,
    /// The object in PostgreSQL's words, e.g. `cast from text to public.citext`.
    pub object: String,
    /// What this means and what to do about it, for a person.
    pub reason: String,
}

impl Diagnostic {
    /// A new entry.
    pub fn new(
        kind: DiagnosticKind,
        catalog: impl Into<String>,
        object: impl Into<String>,
        reason: impl Into<String>,
    ) -> Self {
        Self { kind, catalog: catalog.into(), object: object.into(), reason: reason.into() }
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.object, self.reason)
    }
}
