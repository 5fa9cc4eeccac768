//! Conversions between encodings.

use serde::{Deserialize, Serialize};

use super::{NameSpace, References, fields, is_default, no_privileges};
use crate::{Name, ObjectId, QualifiedName, Why};

/// A conversion, from `pg_conversion`. PostgreSQL changes none of these fields: the conversion is replaced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Conversion {
    /// `pg_encoding_to_char(conforencoding)`.
    pub from: Name,
    /// `pg_encoding_to_char(contoencoding)`.
    pub to: Name,
    /// `conproc`.
    pub function: QualifiedName,
    /// `condefault`: used for these encodings where none is named.
    #[serde(default, skip_serializing_if = "is_default")]
    pub default: bool,
}

impl Conversion {
    /// A conversion that is not the default.
    pub fn new(from: impl Into<Name>, to: impl Into<Name>, function: QualifiedName) -> Self {
        Self { from: from.into(), to: to.into(), function, default: false }
    }
}

fields!(Conversion => ConversionField { from => From, to => To, function => Function, default => Default });

impl References for Conversion {
    type Id = QualifiedName;
    const NAME_SPACE: NameSpace = NameSpace::Other;

    fn parents(id: &QualifiedName) -> Vec<ObjectId> {
        vec![ObjectId::Schema(id.schema.clone())]
    }

    no_privileges!();

    fn visit(&self, _: &QualifiedName, _: &mut dyn FnMut(ObjectId, Why)) {}
}
