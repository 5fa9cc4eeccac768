//! Dependencies between objects.

use serde::{Deserialize, Serialize};

use crate::ObjectId;

/// Why one object depends on another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// `pg_depend.deptype` `n`: dropping the referenced object is refused while this one stands.
    Normal,
    /// `pg_depend.deptype` `a`, `i`, `P` or `S`: dropping the referenced object takes this one along.
    Auto,
}

/// `from` depends on `to`, from `pg_depend`. What follows from an id (a column and its table) or from a field
/// (a constraint and its columns) is not listed: see [`Schema::edges`](crate::Schema::edges).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Dependency {
    /// What depends.
    pub from: ObjectId,
    /// What it depends on.
    pub to: ObjectId,
    /// How.
    pub why: Why,
}

impl Dependency {
    /// `from` depends on `to`.
    pub fn new(from: ObjectId, to: ObjectId, why: Why) -> Self {
        Self { from, to, why }
    }
}
