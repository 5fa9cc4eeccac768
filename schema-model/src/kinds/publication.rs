//! Publications of logical replication.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{NameSpace, References, fields, is_default, no_privileges};
use crate::{Name, ObjectId, Why};

/// A publication, from `pg_publication`. What it publishes are objects of their own:
/// [`PublicationTable`](super::PublicationTable) and [`PublicationSchema`](super::PublicationSchema).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Publication {
    /// `puballtables`: `FOR ALL TABLES`. Changing it replaces the publication.
    #[serde(default, skip_serializing_if = "is_default")]
    pub all_tables: bool,
    /// `pubinsert`, `pubupdate`, `pubdelete`, `pubtruncate`. `SET (publish = …)`.
    pub operations: BTreeSet<PublicationOperation>,
    /// `pubviaroot`: changes of partitions are published as those of the partitioned table. `SET
    /// (publish_via_partition_root = …)`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub via_partition_root: bool,
    /// `pubgencols` (18+) is `s`: stored generated columns are published. `SET (publish_generated_columns = …)`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub generated_columns: bool,
}

/// What is published of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PublicationOperation {
    /// `pubinsert`
    Insert,
    /// `pubupdate`
    Update,
    /// `pubdelete`
    Delete,
    /// `pubtruncate`
    Truncate,
}

impl PublicationOperation {
    /// Every operation: what a publication publishes if nothing is said.
    pub const ALL: &'static [Self] = &[Self::Insert, Self::Update, Self::Delete, Self::Truncate];

    /// The word in `publish = '…'`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Insert => "insert",
            Self::Update => "update",
            Self::Delete => "delete",
            Self::Truncate => "truncate",
        }
    }
}

impl Publication {
    /// A publication of nothing yet, with all operations.
    pub fn new() -> Self {
        Self {
            all_tables: false,
            operations: PublicationOperation::ALL.iter().copied().collect(),
            via_partition_root: false,
            generated_columns: false,
        }
    }
}

impl Default for Publication {
    fn default() -> Self {
        Self::new()
    }
}

fields!(Publication => PublicationField {
    all_tables => AllTables, operations => Operations, via_partition_root => ViaPartitionRoot,
    generated_columns => GeneratedColumns,
});

impl References for Publication {
    type Id = Name;
    const NAME_SPACE: NameSpace = NameSpace::Other;

    fn parents(_: &Name) -> Vec<ObjectId> {
        vec![]
    }

    no_privileges!();

    fn visit(&self, _: &Name, _: &mut dyn FnMut(ObjectId, Why)) {}
}
