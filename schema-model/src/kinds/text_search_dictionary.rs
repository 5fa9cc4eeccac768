//! Text search dictionaries.

use serde::{Deserialize, Serialize};

use super::{NameSpace, References, fields, no_privileges};
use crate::{Name, ObjectId, QualifiedName, SqlText, Why};

/// A text search dictionary, from `pg_ts_dict`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct TextSearchDictionary {
    /// `dicttemplate`. PostgreSQL can't change it: the dictionary is replaced.
    pub template: QualifiedName,
    /// `dictinitoption`, in order. `ALTER TEXT SEARCH DICTIONARY`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<DictionaryOption>,
}

/// An option of a dictionary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DictionaryOption {
    /// Its name.
    pub name: Name,
    /// Its value as SQL has it: a quoted text, or a number.
    pub value: SqlText,
}

impl DictionaryOption {
    /// `name = value`, the value as SQL has it.
    pub fn new(name: impl Into<Name>, value: impl Into<SqlText>) -> Self {
        Self { name: name.into(), value: value.into() }
    }
}

impl TextSearchDictionary {
    /// A dictionary without options.
    pub fn new(template: QualifiedName) -> Self {
        Self { template, options: Vec::new() }
    }
}

fields!(TextSearchDictionary => TextSearchDictionaryField { template => Template, options => Options });

impl References for TextSearchDictionary {
    type Id = QualifiedName;
    const NAME_SPACE: NameSpace = NameSpace::Other;

    fn parents(id: &QualifiedName) -> Vec<ObjectId> {
        vec![ObjectId::Schema(id.schema.clone())]
    }

    no_privileges!();

    fn visit(&self, _: &QualifiedName, _: &mut dyn FnMut(ObjectId, Why)) {}
}
