//! Text search templates.

use serde::{Deserialize, Serialize};

use super::{NameSpace, References, fields, no_privileges};
use crate::{ObjectId, QualifiedName, Why};

/// A text search template, from `pg_ts_template`: C functions that dictionaries are made of. It has no owner. PostgreSQL changes
/// none of these fields: the template is replaced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct TextSearchTemplate {
    /// `tmplinit`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub init: Option<QualifiedName>,
    /// `tmpllexize`.
    pub lexize: QualifiedName,
}

impl TextSearchTemplate {
    /// A template made of this function, with nothing to do at first.
    pub fn new(lexize: QualifiedName) -> Self {
        Self { init: None, lexize }
    }
}

fields!(TextSearchTemplate => TextSearchTemplateField { init => Init, lexize => Lexize });

impl References for TextSearchTemplate {
    type Id = QualifiedName;
    const NAME_SPACE: NameSpace = NameSpace::Other;

    fn parents(id: &QualifiedName) -> Vec<ObjectId> {
        vec![ObjectId::Schema(id.schema.clone())]
    }

    no_privileges!();

    fn visit(&self, _: &QualifiedName, _: &mut dyn FnMut(ObjectId, Why)) {}
}
