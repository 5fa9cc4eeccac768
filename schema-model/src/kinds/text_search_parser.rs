//! Text search parsers.

use serde::{Deserialize, Serialize};

use super::{NameSpace, References, fields, no_privileges};
use crate::{ObjectId, QualifiedName, Why};

/// A text search parser, from `pg_ts_parser`: C functions that take a text apart. It has no owner. PostgreSQL changes none of
/// these fields: the parser is replaced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct TextSearchParser {
    /// `prsstart`.
    pub start: QualifiedName,
    /// `prstoken`.
    pub token: QualifiedName,
    /// `prsend`.
    pub end: QualifiedName,
    /// `prsheadline`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub headline: Option<QualifiedName>,
    /// `prslextype`.
    pub token_types: QualifiedName,
}

impl TextSearchParser {
    /// A parser made of these functions, without one for headlines.
    pub fn new(
        start: QualifiedName,
        token: QualifiedName,
        end: QualifiedName,
        token_types: QualifiedName,
    ) -> Self {
        Self { start, token, end, headline: None, token_types }
    }
}

fields!(TextSearchParser => TextSearchParserField {
    start => Start, token => Token, end => End, headline => Headline, token_types => TokenTypes,
});

impl References for TextSearchParser {
    type Id = QualifiedName;
    const NAME_SPACE: NameSpace = NameSpace::Other;

    fn parents(id: &QualifiedName) -> Vec<ObjectId> {
        vec![ObjectId::Schema(id.schema.clone())]
    }

    no_privileges!();

    fn visit(&self, _: &QualifiedName, _: &mut dyn FnMut(ObjectId, Why)) {}
}
