//! Indexes.

use serde::{Deserialize, Serialize};

use super::{NameSpace, Options, References, fields, is_default, no_privileges};
use crate::{MemberName, Name, ObjectId, SqlText, Why};

/// An index of a table or a materialized view, from `pg_index` and `pg_class`. The index of a constraint is not one:
/// it is part of the constraint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Index {
    /// `relam` by name, e.g. `btree`. Changing it replaces the index.
    pub method: Name,
    /// `indisunique`. Changing it replaces the index.
    #[serde(default, skip_serializing_if = "is_default")]
    pub unique: bool,
    /// `indnullsnotdistinct` (15+). Changing it replaces the index.
    #[serde(default, skip_serializing_if = "is_default")]
    pub nulls_not_distinct: bool,
    /// The key columns. Changing them replaces the index.
    pub columns: Vec<IndexColumn>,
    /// The `INCLUDE` columns. Changing them replaces the index.
    #[serde(default, skip_serializing_if = "is_default")]
    pub include: Vec<Name>,
    /// `pg_get_expr(indpred, indrelid)`. Changing it replaces the index.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub predicate: Option<SqlText>,
    /// `reloptions`. `SET` / `RESET`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub options: Options,
    /// `reltablespace` by name, where it is not the database's own. `SET TABLESPACE` copies the index.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tablespace: Option<Name>,
    /// `attstattarget` of expression columns by their number from 1, where it is set. `ALTER COLUMN … SET STATISTICS`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub statistics: std::collections::BTreeMap<u16, u16>,
    /// Not `indisvalid`: a build that failed. It slows writes and serves no reader; it is built anew. (The index of a
    /// partitioned table is invalid until every partition has its own: that is not kept.)
    #[serde(default, skip_serializing_if = "is_default")]
    pub invalid: bool,
    /// The index of the partitioned table that this index of a partition is part of (`pg_inherits`). `ATTACH PARTITION`;
    /// there is no way back but a new index.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attached_to: Option<MemberName>,
}

/// A key column of an index.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct IndexColumn {
    /// A column or an expression.
    pub key: IndexKey,
    /// `indcollation` as a qualified, quoted name, where it is not the column's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collation: Option<SqlText>,
    /// `indclass` as a qualified, quoted name, where it is not the default of the type for the method, or has options.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operator_class: Option<SqlText>,
    /// The operator class's options (`pg_attribute.attoptions` of the index).
    #[serde(default, skip_serializing_if = "is_default")]
    pub operator_class_options: Options,
    /// Bit 0 of `indoption`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub descending: bool,
    /// Bit 1 of `indoption`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub nulls_first: bool,
}

/// What a key column of an index holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum IndexKey {
    /// A column, by `indkey`.
    Column(Name),
    /// An expression, as `pg_get_indexdef(index, n, false)` writes it, with its parentheses where it needs them.
    Expression(SqlText),
}

impl IndexColumn {
    /// An ascending key column with the default operator class.
    pub fn new(key: IndexKey) -> Self {
        Self {
            key,
            collation: None,
            operator_class: None,
            operator_class_options: Options::new(),
            descending: false,
            nulls_first: false,
        }
    }
}

impl Index {
    /// An index with this method over these columns.
    pub fn new(method: impl Into<Name>, columns: impl IntoIterator<Item = IndexColumn>) -> Self {
        Self {
            method: method.into(),
            unique: false,
            nulls_not_distinct: false,
            columns: columns.into_iter().collect(),
            include: Vec::new(),
            predicate: None,
            options: Options::new(),
            tablespace: None,
            statistics: Default::default(),
            invalid: false,
            attached_to: None,
        }
    }
}

fields!(Index => IndexField {
    method => Method, unique => Unique, nulls_not_distinct => NullsNotDistinct, columns => Columns,
    include => Include, predicate => Predicate, options => Options, tablespace => Tablespace,
    statistics => Statistics, invalid => Invalid, attached_to => AttachedTo,
});

impl References for Index {
    type Id = MemberName;
    const NAME_SPACE: NameSpace = NameSpace::Other;

    fn parents(id: &MemberName) -> Vec<ObjectId> {
        vec![ObjectId::Table(id.parent()), ObjectId::MaterializedView(id.parent())]
    }

    no_privileges!();

    fn visit(&self, id: &MemberName, sink: &mut dyn FnMut(ObjectId, Why)) {
        let relation = id.parent();
        for column in &self.columns {
            match &column.key {
                IndexKey::Column(name) => sink(ObjectId::Column(relation.member(name)), Why::Auto),
                // What an expression stands on is in `pg_depend`.
                IndexKey::Expression(_) => {}
            }
        }
        for name in &self.include {
            sink(ObjectId::Column(relation.member(name)), Why::Auto);
        }
        if let Some(parent) = &self.attached_to {
            sink(ObjectId::Index(parent.clone()), Why::Auto);
        }
        if let Some(tablespace) = &self.tablespace {
            sink(ObjectId::Tablespace(tablespace.clone()), Why::Normal);
        }
    }
}
