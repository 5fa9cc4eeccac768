//! Sequences.

use serde::{Deserialize, Serialize};

use super::{NameSpace, Persistence, PrivilegeType, References, fields, is_default};
use crate::{MemberName, ObjectId, QualifiedName, SqlText, Why};

/// A sequence, from `pg_sequence` and `pg_class`. The sequence of an identity column is not one: it is a field of
/// the column. `last_value` is data and not in the model.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Sequence {
    /// `seqtypid`: `smallint`, `integer` or `bigint`. `ALTER SEQUENCE … AS`.
    #[serde(rename = "type")]
    pub data_type: SqlText,
    /// Start, increment, bounds, cache and cycle. `ALTER SEQUENCE`.
    pub options: SequenceOptions,
    /// `relpersistence`. Unlogged sequences exist from 15 on.
    #[serde(default, skip_serializing_if = "is_default")]
    pub persistence: Persistence,
    /// The column that the sequence is dropped with, from `pg_depend` (`deptype` `a`). `OWNED BY`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owned_by: Option<MemberName>,
}

/// The parameters that a sequence and an identity column share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SequenceOptions {
    /// `seqstart`.
    pub start: i64,
    /// `seqincrement`, never 0.
    pub increment: i64,
    /// `seqmin`.
    pub min: i64,
    /// `seqmax`.
    pub max: i64,
    /// `seqcache`: how many values a session takes at once, at least 1.
    pub cache: i64,
    /// `seqcycle`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub cycle: bool,
}

impl SequenceOptions {
    /// What `CREATE SEQUENCE … AS data_type` gives: ascending from 1 by 1. A type that is none of the three counts
    /// as `bigint`.
    pub fn ascending(data_type: &str) -> Self {
        let max = match data_type {
            "smallint" => i64::from(i16::MAX),
            "integer" => i64::from(i32::MAX),
            _ => i64::MAX,
        };
        Self { start: 1, increment: 1, min: 1, max, cache: 1, cycle: false }
    }
}

impl Sequence {
    /// An ascending sequence of this type, owned by no column.
    pub fn new(data_type: impl Into<SqlText>) -> Self {
        let data_type = data_type.into();
        let options = SequenceOptions::ascending(&data_type);
        Self { data_type, options, persistence: Persistence::Permanent, owned_by: None }
    }
}

fields!(Sequence => SequenceField {
    data_type => Type, options => Options, persistence => Persistence, owned_by => OwnedBy,
});

impl References for Sequence {
    type Id = QualifiedName;
    const NAME_SPACE: NameSpace = NameSpace::Relation;

    fn parents(id: &QualifiedName) -> Vec<ObjectId> {
        vec![ObjectId::Schema(id.schema.clone())]
    }

    fn privileges(_: u32) -> &'static [PrivilegeType] {
        &[PrivilegeType::Select, PrivilegeType::Update, PrivilegeType::Usage]
    }

    fn public_privileges(_: &QualifiedName, _: u32) -> &'static [PrivilegeType] {
        &[]
    }

    // The owning column is no reference in this sense: the sequence is made before it, then handed over.
    fn visit(&self, _: &QualifiedName, _: &mut dyn FnMut(ObjectId, Why)) {}
}
