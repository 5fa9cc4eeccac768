//! Tables.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{NameSpace, Options, PrivilegeType, References, fields, is_default};
use crate::{Name, ObjectId, QualifiedName, SqlText, Why};

/// A table, partitioned or foreign or neither, from `pg_class` (`relkind` `r`, `p` or `f`). Columns, constraints, indexes,
/// triggers and policies are objects of their own. A foreign table has no storage and nothing of what is said of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Table {
    /// `relpersistence`. `SET LOGGED` / `SET UNLOGGED` rewrites the table.
    #[serde(default, skip_serializing_if = "is_default")]
    pub persistence: Persistence,
    /// `relam` by name, where it is not `heap`. `SET ACCESS METHOD` (15+) rewrites the table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub access_method: Option<Name>,
    /// `reltablespace` by name, where it is not the database's own. `SET TABLESPACE` copies the table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tablespace: Option<Name>,
    /// `reloptions`; those of the TOAST table with the prefix `toast.`. `SET` / `RESET`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub options: Options,
    /// `relrowsecurity`. `ENABLE` / `DISABLE ROW LEVEL SECURITY`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub row_security: bool,
    /// `relforcerowsecurity`. `FORCE` / `NO FORCE ROW LEVEL SECURITY`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub force_row_security: bool,
    /// `relreplident`, and the index with `indisreplident`. `REPLICA IDENTITY`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub replica_identity: ReplicaIdentity,
    /// `reloftype`: the composite type of a typed table. `OF` / `NOT OF`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of_type: Option<QualifiedName>,
    /// Parents by inheritance in `inhseqno` order (not by partitioning). `INHERIT` / `NO INHERIT`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub inherits: Vec<QualifiedName>,
    /// `pg_get_partkeydef`, e.g. `RANGE (created_at)`. PostgreSQL can't change it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partition_by: Option<SqlText>,
    /// The table that this one is a partition of. `ATTACH` / `DETACH PARTITION`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partition_of: Option<PartitionOf>,
    /// The index with `indisclustered`, by its name. `CLUSTER ON` / `SET WITHOUT CLUSTER`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cluster_on: Option<Name>,
    /// `ftserver`, of a foreign table. PostgreSQL can't change it: the foreign table, which holds no rows, is replaced.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub server: Option<Name>,
    /// `ftoptions` of a foreign table, without those in `secrets`. `OPTIONS`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub foreign_options: Options,
    /// The names of the options whose values are secret: see [`is_secret_option`](crate::is_secret_option). Metadata.
    #[serde(default, skip_serializing_if = "is_default")]
    pub secrets: BTreeSet<Name>,
}

/// Whether a relation survives a crash: `pg_class.relpersistence`. Temporary relations are not in the model.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Persistence {
    /// `p`
    #[default]
    Permanent,
    /// `u`: emptied after a crash, not replicated.
    Unlogged,
}

/// What logical replication tells old rows apart by: `pg_class.relreplident`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ReplicaIdentity {
    /// `d`: the primary key, if there is one.
    #[default]
    Default,
    /// `n`
    Nothing,
    /// `f`: the whole row.
    Full,
    /// `i`: the columns of this index (`indisreplident`).
    Index(Name),
}

/// A table's place under a partitioned table.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PartitionOf {
    /// The partitioned table, from `pg_inherits`.
    pub parent: QualifiedName,
    /// `pg_get_expr(relpartbound, 0)`, e.g. `FOR VALUES IN ('a')` or `DEFAULT`.
    pub bound: SqlText,
}

impl Table {
    /// A plain, permanent table.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether the rows are elsewhere.
    pub fn is_foreign(&self) -> bool {
        self.server.is_some()
    }

    /// The tables that this one takes columns from: the parents by inheritance, or the partitioned table.
    pub fn parents(&self) -> impl Iterator<Item = &QualifiedName> {
        self.inherits.iter().chain(self.partition_of.as_ref().map(|of| &of.parent))
    }
}

fields!(Table => TableField {
    persistence => Persistence, access_method => AccessMethod, tablespace => Tablespace, options => Options,
    row_security => RowSecurity, force_row_security => ForceRowSecurity, replica_identity => ReplicaIdentity,
    of_type => OfType, inherits => Inherits, partition_by => PartitionBy, partition_of => PartitionOf,
    cluster_on => ClusterOn, server => Server, foreign_options => ForeignOptions,
} metadata { secrets });

impl References for Table {
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
        for parent in &self.inherits {
            sink(ObjectId::Table(parent.clone()), Why::Normal);
        }
        if let Some(of) = &self.partition_of {
            sink(ObjectId::Table(of.parent.clone()), Why::Auto);
        }
        if let Some(of) = &self.of_type {
            sink(ObjectId::CompositeType(of.clone()), Why::Normal);
        }
        if let Some(server) = &self.server {
            sink(ObjectId::ForeignServer(server.clone()), Why::Normal);
        }
        if let Some(tablespace) = &self.tablespace {
            sink(ObjectId::Tablespace(tablespace.clone()), Why::Normal);
        }
    }
}
