//! Column defaults.

use serde::{Deserialize, Serialize};

use super::{References, fields};
use crate::{MemberName, ObjectId, SqlText, Why};

/// The default of a table's or a view's column, from `pg_attrdef`. A generated column's expression is not one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ColumnDefault {
    /// `pg_get_expr(adbin, adrelid)`. `SET` / `DROP DEFAULT`; rows that stand keep their values.
    pub expression: SqlText,
}

impl ColumnDefault {
    /// A default.
    pub fn new(expression: impl Into<SqlText>) -> Self {
        Self { expression: expression.into() }
    }
}

fields!(ColumnDefault => ColumnDefaultField { expression => Expression });

impl References for ColumnDefault {
    type Id = MemberName;
    fn visit(&self, _: &MemberName, _: &mut dyn FnMut(ObjectId, Why)) {}
}
