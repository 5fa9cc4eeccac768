//! Text search configurations.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{NameSpace, References, fields, no_privileges};
use crate::{Name, ObjectId, QualifiedName, Why};

/// A text search configuration, from `pg_ts_config` and `pg_ts_config_map`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct TextSearchConfiguration {
    /// `cfgparser`. PostgreSQL can't change it: the configuration is replaced.
    pub parser: QualifiedName,
    /// By the parser's name of a token type (`ts_token_type()`), the dictionaries that are asked, in order. `ADD`, `ALTER` and
    /// `DROP MAPPING`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub mappings: BTreeMap<Name, Vec<QualifiedName>>,
}

impl TextSearchConfiguration {
    /// A configuration that maps nothing.
    pub fn new(parser: QualifiedName) -> Self {
        Self { parser, mappings: BTreeMap::new() }
    }
}

fields!(TextSearchConfiguration => TextSearchConfigurationField { parser => Parser, mappings => Mappings });

impl References for TextSearchConfiguration {
    type Id = QualifiedName;
    const NAME_SPACE: NameSpace = NameSpace::Other;

    fn parents(id: &QualifiedName) -> Vec<ObjectId> {
        vec![ObjectId::Schema(id.schema.clone())]
    }

    no_privileges!();

    fn visit(&self, _: &QualifiedName, _: &mut dyn FnMut(ObjectId, Why)) {}
}
