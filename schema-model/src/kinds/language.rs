//! Procedural languages.

use serde::{Deserialize, Serialize};

use super::{NameSpace, PrivilegeType, References, fields, is_default};
use crate::{Name, ObjectId, QualifiedName, Why};

/// A procedural language, from `pg_language`. Most come with an extension and are its members. All fields are changed by
/// `CREATE OR REPLACE LANGUAGE`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Language {
    /// `lanpltrusted`: ordinary roles may use it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub trusted: bool,
    /// `lanplcallfoid`: the function that runs functions.
    pub handler: QualifiedName,
    /// `laninline`: the function that runs `DO`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inline: Option<QualifiedName>,
    /// `lanvalidator`: the function that looks at new functions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub validator: Option<QualifiedName>,
}

impl Language {
    /// An untrusted language with nothing but a handler.
    pub fn new(handler: QualifiedName) -> Self {
        Self { trusted: false, handler, inline: None, validator: None }
    }
}

fields!(Language => LanguageField {
    trusted => Trusted, handler => Handler, inline => Inline, validator => Validator,
});

impl References for Language {
    type Id = Name;
    const NAME_SPACE: NameSpace = NameSpace::Other;

    fn parents(_: &Name) -> Vec<ObjectId> {
        vec![]
    }

    fn privileges(_: u32) -> &'static [PrivilegeType] {
        &[PrivilegeType::Usage]
    }

    fn public_privileges(_: &Name, _: u32) -> &'static [PrivilegeType] {
        &[PrivilegeType::Usage]
    }

    fn visit(&self, _: &Name, _: &mut dyn FnMut(ObjectId, Why)) {}
}
