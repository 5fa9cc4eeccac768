//! Extended statistics.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{NameSpace, References, fields, is_default, no_privileges};
use crate::{Name, ObjectId, QualifiedName, SqlText, Why};

/// A statistics object, from `pg_statistic_ext`. It has a name in a schema, which need not be its table's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Statistics {
    /// `stxrelid`: a table, a partitioned table or a materialized view. Changing it replaces the object.
    pub table: QualifiedName,
    /// `stxkind` without `e`, which follows from the expressions; empty for those of one expression alone. Changing it
    /// replaces the object.
    #[serde(default, skip_serializing_if = "is_default")]
    pub kinds: BTreeSet<StatisticsKind>,
    /// `stxkeys` by name: PostgreSQL keeps them in the table's order, whatever was written. Changing it replaces the object.
    #[serde(default, skip_serializing_if = "is_default")]
    pub columns: BTreeSet<Name>,
    /// `pg_get_statisticsobjdef_expressions`, in order. Changing it replaces the object.
    #[serde(default, skip_serializing_if = "is_default")]
    pub expressions: Vec<SqlText>,
    /// `stxstattarget`, where it is set. `ALTER STATISTICS … SET STATISTICS`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<u16>,
}

/// What is gathered: `pg_statistic_ext.stxkind`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum StatisticsKind {
    /// `d`: how many distinct combinations there are.
    Ndistinct,
    /// `f`: functional dependencies.
    Dependencies,
    /// `m`: the most common combinations.
    Mcv,
}

impl Statistics {
    /// Statistics of these kinds on columns of a table.
    pub fn new<N: Into<Name>>(
        table: QualifiedName,
        kinds: impl IntoIterator<Item = StatisticsKind>,
        columns: impl IntoIterator<Item = N>,
    ) -> Self {
        Self {
            table,
            kinds: kinds.into_iter().collect(),
            columns: columns.into_iter().map(Into::into).collect(),
            expressions: Vec::new(),
            target: None,
        }
    }
}

fields!(Statistics => StatisticsField {
    table => Table, kinds => Kinds, columns => Columns, expressions => Expressions, target => Target,
});

impl References for Statistics {
    type Id = QualifiedName;
    const NAME_SPACE: NameSpace = NameSpace::Other;

    fn parents(id: &QualifiedName) -> Vec<ObjectId> {
        vec![ObjectId::Schema(id.schema.clone())]
    }

    no_privileges!();

    fn visit(&self, _: &QualifiedName, sink: &mut dyn FnMut(ObjectId, Why)) {
        // They go with any of their columns (`CreateStatistics`). What an expression stands on is in `pg_depend`.
        sink(ObjectId::Table(self.table.clone()), Why::Auto);
        sink(ObjectId::MaterializedView(self.table.clone()), Why::Auto);
        for column in &self.columns {
            sink(ObjectId::Column(self.table.member(column)), Why::Auto);
        }
    }
}
