//! Schemas (namespaces).

use serde::{Deserialize, Serialize};

use super::{NameSpace, PrivilegeType, References, fields};
use crate::{Name, ObjectId, Why};

/// A schema, from `pg_namespace`. It has nothing but its name; owner, privileges and comment are objects of their
/// own. (Called a namespace here, because [`Schema`](crate::Schema) is the whole model.)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Namespace {}

impl Namespace {
    /// A schema.
    pub fn new() -> Self {
        Self {}
    }
}

fields!(Namespace => NamespaceField {});

impl References for Namespace {
    type Id = Name;
    const NAME_SPACE: NameSpace = NameSpace::Other;

    fn parents(_: &Name) -> Vec<ObjectId> {
        vec![]
    }

    fn privileges(_: u32) -> &'static [PrivilegeType] {
        &[PrivilegeType::Usage, PrivilegeType::Create]
    }

    /// As `initdb` leaves it; from 15 on without CREATE.
    fn public_privileges(id: &Name, major: u32) -> &'static [PrivilegeType] {
        match id.as_str() {
            "public" if major >= 15 => &[PrivilegeType::Usage],
            "public" => &[PrivilegeType::Usage, PrivilegeType::Create],
            _ => &[],
        }
    }

    fn visit(&self, _: &Name, _: &mut dyn FnMut(ObjectId, Why)) {}
}
