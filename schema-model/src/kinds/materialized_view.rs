//! Materialized views.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    Compression, NameSpace, Options, PrivilegeType, References, Storage, ViewColumn, fields, is_default,
};
use crate::{Name, ObjectId, QualifiedName, SqlText, Why};

/// A materialized view, from `pg_class` (`relkind` `m`) and its rule. Its indexes are objects of their own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct MaterializedView {
    /// `pg_get_viewdef(oid)` without the closing semicolon. Changing it replaces the view: its rows are computed anew.
    pub query: SqlText,
    /// The columns in order. They follow from the query.
    pub columns: Vec<ViewColumn>,
    /// `reloptions`; those of the TOAST table with the prefix `toast.`. `SET` / `RESET`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub options: Options,
    /// `relam` by name, where it is not `heap`. `SET ACCESS METHOD` (15+).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub access_method: Option<Name>,
    /// `reltablespace` by name, where it is not the database's own. `SET TABLESPACE`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tablespace: Option<Name>,
    /// Not `relispopulated`: reading it fails until it is refreshed. `REFRESH MATERIALIZED VIEW [WITH NO DATA]`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub unpopulated: bool,
    /// The index with `indisclustered`, by its name. `CLUSTER ON` / `SET WITHOUT CLUSTER`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cluster_on: Option<Name>,
    /// What is set on columns, by their names; those on which nothing is set are left out. `ALTER COLUMN … SET`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub column_settings: BTreeMap<Name, ColumnSettings>,
}

/// What can be set on a materialized view's column, from `pg_attribute`. A table's column has the same as fields.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ColumnSettings {
    /// `attstorage`, where it is not the type's own. `SET STORAGE`; existing values stay as they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub storage: Option<Storage>,
    /// `attcompression`, where it is not the server's default. `SET COMPRESSION`; existing values stay.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compression: Option<Compression>,
    /// `attstattarget`, where it is set: 0 to 10000. `SET STATISTICS`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statistics: Option<u16>,
    /// `attoptions`, e.g. `n_distinct`. `SET` / `RESET`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub options: Options,
}

impl ColumnSettings {
    /// Nothing is set.
    pub fn new() -> Self {
        Self::default()
    }
}

impl MaterializedView {
    /// A populated materialized view without options.
    pub fn new(query: impl Into<SqlText>, columns: impl IntoIterator<Item = ViewColumn>) -> Self {
        Self {
            query: query.into(),
            columns: columns.into_iter().collect(),
            options: Options::new(),
            access_method: None,
            tablespace: None,
            unpopulated: false,
            cluster_on: None,
            column_settings: BTreeMap::new(),
        }
    }
}

fields!(MaterializedView => MaterializedViewField {
    query => Query, columns => Columns, options => Options, access_method => AccessMethod,
    tablespace => Tablespace, unpopulated => Unpopulated, cluster_on => ClusterOn,
    column_settings => ColumnSettings,
});

impl References for MaterializedView {
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

    fn visit(&self, _: &QualifiedName, sink: &mut dyn FnMut(ObjectId, Why)) {
        if let Some(tablespace) = &self.tablespace {
            sink(ObjectId::Tablespace(tablespace.clone()), Why::Normal);
        }
    }
}
