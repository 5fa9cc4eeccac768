//! Views.

use serde::{Deserialize, Serialize};

use super::{NameSpace, Options, PrivilegeType, References, fields, is_default};
use crate::{Name, ObjectId, QualifiedName, SqlText, Why};

/// A view, from `pg_class` (`relkind` `v`) and its `_RETURN` rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct View {
    /// `pg_get_viewdef(oid)` without the closing semicolon. `CREATE OR REPLACE VIEW` while the columns only grow.
    pub query: SqlText,
    /// The columns in order.
    pub columns: Vec<ViewColumn>,
    /// `reloptions`: `security_barrier`, `security_invoker` (15+), `check_option`. `SET` / `RESET`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub options: Options,
}

/// A column of a view or a materialized view.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ViewColumn {
    /// `attname`.
    pub name: Name,
    /// `format_type(atttypid, atttypmod)`.
    #[serde(rename = "type")]
    pub type_name: SqlText,
    /// `attcollation` as a qualified, quoted name, where it is not the type's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collation: Option<SqlText>,
}

impl ViewColumn {
    /// A column with the type's own collation.
    pub fn new(name: impl Into<Name>, type_name: impl Into<SqlText>) -> Self {
        Self { name: name.into(), type_name: type_name.into(), collation: None }
    }
}

impl View {
    /// A view without options.
    pub fn new(query: impl Into<SqlText>, columns: impl IntoIterator<Item = ViewColumn>) -> Self {
        Self { query: query.into(), columns: columns.into_iter().collect(), options: Options::new() }
    }
}

fields!(View => ViewField { query => Query, columns => Columns, options => Options });

impl References for View {
    type Id = QualifiedName;
    const NAME_SPACE: NameSpace = NameSpace::Relation;

    fn parents(id: &QualifiedName) -> Vec<ObjectId> {
        vec![ObjectId::Schema(id.schema.clone())]
    }

    fn privileges(major: u32) -> &'static [PrivilegeType] {
        PrivilegeType::of_relations(major)
    }

    fn public_privileges(_: &QualifiedName, _: u32) -> &'static [PrivilegeType] {
        &[]
    }

    fn visit(&self, _: &QualifiedName, _: &mut dyn FnMut(ObjectId, Why)) {}
}
