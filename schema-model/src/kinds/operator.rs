//! Operators.

use serde::{Deserialize, Serialize};

use super::{NameSpace, References, fields, is_default, no_privileges};
use crate::{ObjectId, OperatorName, QualifiedName, Why};

/// An operator, from `pg_operator`. The result follows from the function.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Operator {
    /// `oprcode`; its arguments are the operator's. PostgreSQL can't change it: the operator is replaced.
    pub function: QualifiedName,
    /// `oprcom`; its arguments are the operator's the other way round. From 17 on one is given in place where there was none; else
    /// the operator is replaced, but where the other one comes or goes: that changes both.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commutator: Option<QualifiedName>,
    /// `oprnegate`; its arguments are the operator's. The same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub negator: Option<QualifiedName>,
    /// `oprrest`: how many rows it chooses. `SET (RESTRICT = …)`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub restrict: Option<QualifiedName>,
    /// `oprjoin`: how many rows a join over it has. `SET (JOIN = …)`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub join: Option<QualifiedName>,
    /// `oprcanhash`. From 17 on it is set in place; taking it away replaces the operator.
    #[serde(default, skip_serializing_if = "is_default")]
    pub hashes: bool,
    /// `oprcanmerge`. The same.
    #[serde(default, skip_serializing_if = "is_default")]
    pub merges: bool,
}

impl Operator {
    /// An operator that is a name for this function.
    pub fn new(function: QualifiedName) -> Self {
        Self {
            function,
            commutator: None,
            negator: None,
            restrict: None,
            join: None,
            hashes: false,
            merges: false,
        }
    }

    /// The id of the commutator.
    pub fn commutator_of(&self, id: &OperatorName) -> Option<OperatorName> {
        let QualifiedName { schema, name } = self.commutator.clone()?;
        // A prefix operator has none.
        Some(OperatorName { schema, name, left: Some(id.right.clone()), right: id.left.clone()? })
    }

    /// The id of the negator.
    pub fn negator_of(&self, id: &OperatorName) -> Option<OperatorName> {
        let QualifiedName { schema, name } = self.negator.clone()?;
        Some(OperatorName { schema, name, ..id.clone() })
    }
}

fields!(Operator => OperatorField {
    function => Function, commutator => Commutator, negator => Negator, restrict => Restrict, join => Join,
    hashes => Hashes, merges => Merges,
});

impl References for Operator {
    type Id = OperatorName;
    const NAME_SPACE: NameSpace = NameSpace::Other;

    fn parents(id: &OperatorName) -> Vec<ObjectId> {
        vec![ObjectId::Schema(id.schema.clone())]
    }

    no_privileges!();

    fn visit(&self, _: &OperatorName, _: &mut dyn FnMut(ObjectId, Why)) {}
}
