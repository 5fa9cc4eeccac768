//! Security labels.

use serde::{Deserialize, Serialize};

use super::{NameSpace, References, fields, no_privileges};
use crate::{ObjectId, SecurityLabelName, SqlText, Why};

/// What a provider says of an object, from `pg_seclabel` (and `pg_shseclabel`, for the database). A label can only be set where
/// a module has registered its provider; one that is there stays without.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SecurityLabel {
    /// `label`. `SECURITY LABEL FOR … ON … IS`.
    pub label: SqlText,
}

impl SecurityLabel {
    /// This label.
    pub fn new(label: impl Into<SqlText>) -> Self {
        Self { label: label.into() }
    }
}

fields!(SecurityLabel => SecurityLabelField { label => Label });

impl References for SecurityLabel {
    type Id = SecurityLabelName;
    const NAME_SPACE: NameSpace = NameSpace::Other;

    fn parents(id: &SecurityLabelName) -> Vec<ObjectId> {
        vec![id.target.id().clone()]
    }

    no_privileges!();

    fn visit(&self, _: &SecurityLabelName, _: &mut dyn FnMut(ObjectId, Why)) {}
}
