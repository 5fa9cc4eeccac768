//! Operator families.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{NameSpace, References, fields, no_privileges};
use crate::{MethodName, ObjectId, QualifiedName, SqlText, Why};

/// An operator family, from `pg_opfamily`, with what in `pg_amop` and `pg_amproc` belongs to it alone, and not to one of its classes.
///
/// A family of the system (in `pg_catalog`) is in a model if somebody added to it, and is what was added: to make it is to add
/// that, to drop it is to take that out. (pg_dump leaves such members out.)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct OperatorFamily {
    /// `pg_amop`. `ADD` and `DROP OPERATOR`.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub operators: BTreeSet<FamilyOperator>,
    /// `pg_amproc`. `ADD` and `DROP FUNCTION`.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub functions: BTreeSet<FamilyFunction>,
}

/// An operator of a family or a class, from `pg_amop`. Strategy and types tell it from the others.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FamilyOperator {
    /// `amopstrategy`.
    pub strategy: i16,
    /// `amoplefttype`.
    pub left: SqlText,
    /// `amoprighttype`.
    pub right: SqlText,
    /// `amopopr`.
    pub operator: QualifiedName,
    /// `amopsortfamily`, of one that orders (`amoppurpose` `o`): a family of `btree`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_by: Option<QualifiedName>,
}

/// A support function of a family or a class, from `pg_amproc`. Number and types tell it from the others.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FamilyFunction {
    /// `amprocnum`.
    pub number: i16,
    /// `amproclefttype`.
    pub left: SqlText,
    /// `amprocrighttype`.
    pub right: SqlText,
    /// `amproc::regprocedure`: its name with its own arguments.
    pub function: SqlText,
}

impl FamilyOperator {
    /// What tells it from the others of its family.
    pub fn key(&self) -> (i16, &SqlText, &SqlText) {
        (self.strategy, &self.left, &self.right)
    }
}

impl FamilyFunction {
    /// What tells it from the others of its family.
    pub fn key(&self) -> (i16, &SqlText, &SqlText) {
        (self.number, &self.left, &self.right)
    }
}

impl OperatorFamily {
    /// Whether the family is the system's, so that only members of it can come and go.
    pub fn is_of_system(id: &MethodName) -> bool {
        id.schema == "pg_catalog"
    }

    /// A family that only has what its classes have.
    pub fn new() -> Self {
        Self::default()
    }
}

fields!(OperatorFamily => OperatorFamilyField { operators => Operators, functions => Functions });

impl References for OperatorFamily {
    type Id = MethodName;
    const NAME_SPACE: NameSpace = NameSpace::Other;

    fn parents(id: &MethodName) -> Vec<ObjectId> {
        // The system's schema is in no model.
        if Self::is_of_system(id) { Vec::new() } else { vec![ObjectId::Schema(id.schema.clone())] }
    }

    no_privileges!();

    fn visit(&self, _: &MethodName, _: &mut dyn FnMut(ObjectId, Why)) {}
}
