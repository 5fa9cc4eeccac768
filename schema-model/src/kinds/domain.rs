//! Domains.

use serde::{Deserialize, Serialize};

use super::{NameSpace, NotNull, PrivilegeType, References, fields};
use crate::{ObjectId, QualifiedName, SqlText, Why};

/// A domain, from `pg_type` (`typtype` `d`). Its check constraints are objects of their own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Domain {
    /// `format_type(typbasetype, typtypmod)`. PostgreSQL can't change it: the domain is replaced.
    pub base_type: SqlText,
    /// `typcollation` as a qualified, quoted name, where it is not the base type's own. Replaces the domain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collation: Option<SqlText>,
    /// `typnotnull`; from 17 on the constraint also has a name. `SET` / `DROP NOT NULL`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_null: Option<NotNull>,
    /// `pg_get_expr(typdefaultbin, 0)`. `SET` / `DROP DEFAULT`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<SqlText>,
}

impl Domain {
    /// A domain over this type.
    pub fn new(base_type: impl Into<SqlText>) -> Self {
        Self { base_type: base_type.into(), collation: None, not_null: None, default: None }
    }
}

fields!(Domain => DomainField {
    base_type => BaseType, collation => Collation, not_null => NotNull, default => Default,
});

impl References for Domain {
    type Id = QualifiedName;
    const NAME_SPACE: NameSpace = NameSpace::Type;

    fn parents(id: &QualifiedName) -> Vec<ObjectId> {
        vec![ObjectId::Schema(id.schema.clone())]
    }

    fn privileges(_: u32) -> &'static [PrivilegeType] {
        &[PrivilegeType::Usage]
    }

    fn public_privileges(_: &QualifiedName, _: u32) -> &'static [PrivilegeType] {
        &[PrivilegeType::Usage]
    }

    fn visit(&self, _: &QualifiedName, _: &mut dyn FnMut(ObjectId, Why)) {}
}
