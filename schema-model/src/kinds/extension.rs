//! Extensions.

use serde::{Deserialize, Serialize};

use super::{NameSpace, References, fields, no_privileges};
use crate::{Name, ObjectId, Why};

/// An extension, from `pg_extension`. Its members are not in the model.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Extension {
    /// `extnamespace`: the schema that holds its members. `ALTER EXTENSION … SET SCHEMA` moves it if it is relocatable.
    pub schema: Name,
    /// `extversion`. `ALTER EXTENSION … UPDATE TO`; a difference is reported, not forced: which versions can be had
    /// depends on the host.
    pub version: Name,
    /// `extrelocatable`: a property of the extension's script, metadata.
    #[serde(default)]
    pub relocatable: bool,
}

impl Extension {
    /// An extension of this version whose members are in `schema`.
    pub fn new(schema: impl Into<Name>, version: impl Into<Name>) -> Self {
        Self { schema: schema.into(), version: version.into(), relocatable: false }
    }
}

fields!(Extension => ExtensionField { schema => Schema, version => Version } metadata { relocatable });

impl References for Extension {
    type Id = Name;
    const NAME_SPACE: NameSpace = NameSpace::Other;

    fn parents(_: &Name) -> Vec<ObjectId> {
        vec![]
    }

    no_privileges!();

    fn visit(&self, _: &Name, sink: &mut dyn FnMut(ObjectId, Why)) {
        sink(ObjectId::Schema(self.schema.clone()), Why::Normal);
    }
}
