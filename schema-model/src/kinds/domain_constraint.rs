//! Check constraints of domains.

use serde::{Deserialize, Serialize};

use super::{NameSpace, References, fields, no_privileges};
use crate::{MemberName, ObjectId, SqlText, Why};

/// A check constraint of a domain, from `pg_constraint` (`contypid` set, `contype` `c`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct DomainConstraint {
    /// `pg_get_expr(conbin, 0)`, without the word CHECK. Changing it replaces the constraint.
    pub expression: SqlText,
    /// `convalidated`. `VALIDATE CONSTRAINT` sets it; unsetting replaces the constraint.
    #[serde(default = "yes", skip_serializing_if = "is_true")]
    pub validated: bool,
}

fn yes() -> bool {
    true
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde's signature
fn is_true(value: &bool) -> bool {
    *value
}

impl DomainConstraint {
    /// A validated check constraint.
    pub fn new(expression: impl Into<SqlText>) -> Self {
        Self { expression: expression.into(), validated: true }
    }
}

fields!(DomainConstraint => DomainConstraintField { expression => Expression, validated => Validated });

impl References for DomainConstraint {
    type Id = MemberName;
    const NAME_SPACE: NameSpace = NameSpace::Other;

    fn parents(id: &MemberName) -> Vec<ObjectId> {
        vec![ObjectId::Domain(id.parent())]
    }

    no_privileges!();

    fn visit(&self, _: &MemberName, _: &mut dyn FnMut(ObjectId, Why)) {}
}
