//! Owners.

use serde::{Deserialize, Serialize};

use super::{NameSpace, References, fields, no_privileges};
use crate::{Name, ObjectId, Target, Why};

/// The owner of an object. Absent where the owner is not said: on the schema `public` when it is the one that
/// PostgreSQL gives it, and in a schema that was written without owners.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Owner {
    /// The role. `ALTER … OWNER TO`.
    pub role: Name,
}

impl Owner {
    /// Owned by this role.
    pub fn new(role: impl Into<Name>) -> Self {
        Self { role: role.into() }
    }
}

fields!(Owner => OwnerField { role => Role });

impl References for Owner {
    type Id = Target;
    const NAME_SPACE: NameSpace = NameSpace::Other;

    fn parents(id: &Target) -> Vec<ObjectId> {
        vec![id.id().clone()]
    }

    no_privileges!();

    fn visit(&self, _: &Target, sink: &mut dyn FnMut(ObjectId, Why)) {
        sink(ObjectId::Role(self.role.clone()), Why::Normal);
    }
}
