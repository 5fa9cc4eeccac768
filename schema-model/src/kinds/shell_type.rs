//! Shell types: names of types that are not defined yet.

use serde::{Deserialize, Serialize};

use super::{NameSpace, References, fields, no_privileges};
use crate::{ObjectId, QualifiedName, Why};

/// The name of a base type, from `pg_type`: what `CREATE TYPE name` makes, and what the functions stand on that read and write
/// the type's values. Its definition is an object of its own, the [`BaseType`](super::BaseType) of the same name; without that,
/// it is a shell (`typisdefined` is false). PostgreSQL drops both with those functions, and in no other way. The owner and the
/// comment of a defined type are about its definition.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ShellType {}

impl ShellType {
    /// The name of a type.
    pub fn new() -> Self {
        Self {}
    }
}

fields!(ShellType => ShellTypeField {});

impl References for ShellType {
    type Id = QualifiedName;
    const NAME_SPACE: NameSpace = NameSpace::Type;

    fn parents(id: &QualifiedName) -> Vec<ObjectId> {
        vec![ObjectId::Schema(id.schema.clone())]
    }

    no_privileges!();

    fn visit(&self, _: &QualifiedName, _: &mut dyn FnMut(ObjectId, Why)) {}
}
