//! Column defaults.

use serde::{Deserialize, Serialize};

use super::{NameSpace, References, fields, no_privileges};
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
    const NAME_SPACE: NameSpace = NameSpace::Other;

    fn parents(id: &MemberName) -> Vec<ObjectId> {
        vec![ObjectId::Column(id.clone()), ObjectId::View(id.parent())]
    }

    no_privileges!();

    fn visit(&self, _: &MemberName, _: &mut dyn FnMut(ObjectId, Why)) {}
}
