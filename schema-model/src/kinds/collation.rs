//! Collations.

use serde::{Deserialize, Serialize};

use super::{NameSpace, References, fields, is_default, no_privileges};
use crate::{ObjectId, QualifiedName, SqlText, Why};

/// A collation, from `pg_collation`. Its version (`collversion`) is the host's and not in the model. PostgreSQL changes none of
/// these fields: the collation is replaced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Collation {
    /// `collprovider`.
    pub provider: CollationProvider,
    /// The provider's name of it. Of `libc`, `collcollate`; of the others `colllocale`, which is `colliculocale` in 15 and 16,
    /// and `collcollate` in 14.
    pub locale: SqlText,
    /// `collctype` of `libc`, where it is not `collcollate`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub character_type: Option<SqlText>,
    /// `collicurules` (16+): rules beside those of the locale.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rules: Option<SqlText>,
    /// Not `collisdeterministic`: texts of other bytes can be equal.
    #[serde(default, skip_serializing_if = "is_default")]
    pub nondeterministic: bool,
}

/// `pg_collation.collprovider`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CollationProvider {
    /// `c`: the operating system.
    Libc,
    /// `i`
    Icu,
    /// `b` (17+): PostgreSQL itself.
    Builtin,
}

impl Collation {
    /// The deterministic collation that the provider has for a locale.
    pub fn new(provider: CollationProvider, locale: impl Into<SqlText>) -> Self {
        Self { provider, locale: locale.into(), character_type: None, rules: None, nondeterministic: false }
    }
}

fields!(Collation => CollationField {
    provider => Provider, locale => Locale, character_type => CharacterType, rules => Rules,
    nondeterministic => Nondeterministic,
});

impl References for Collation {
    type Id = QualifiedName;
    const NAME_SPACE: NameSpace = NameSpace::Other;

    fn parents(id: &QualifiedName) -> Vec<ObjectId> {
        vec![ObjectId::Schema(id.schema.clone())]
    }

    no_privileges!();

    fn visit(&self, _: &QualifiedName, _: &mut dyn FnMut(ObjectId, Why)) {}
}
