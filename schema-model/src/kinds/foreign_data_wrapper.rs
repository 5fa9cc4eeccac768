//! Foreign data wrappers, and the options that everything foreign has.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{NameSpace, Options, PrivilegeType, References, fields, is_default};
use crate::{Name, ObjectId, QualifiedName, RoutineName, SqlText, Why};

/// A foreign data wrapper, from `pg_foreign_data_wrapper`. Those of extensions are their members.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ForeignDataWrapper {
    /// `fdwhandler`: a function without arguments; none is a wrapper that can't be queried through. `ALTER FOREIGN DATA
    /// WRAPPER … HANDLER`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handler: Option<QualifiedName>,
    /// `fdwvalidator`: a function of `(text[], oid)`. `ALTER FOREIGN DATA WRAPPER … VALIDATOR`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub validator: Option<QualifiedName>,
    /// `fdwoptions`, without those in `secrets`. `ALTER FOREIGN DATA WRAPPER … OPTIONS`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub options: Options,
    /// The names of the options whose values are secret: see [`is_secret_option`]. Metadata.
    #[serde(default, skip_serializing_if = "is_default")]
    pub secrets: BTreeSet<Name>,
}

impl ForeignDataWrapper {
    /// A wrapper without anything.
    pub fn new() -> Self {
        Self::default()
    }
}

fields!(ForeignDataWrapper => ForeignDataWrapperField {
    handler => Handler, validator => Validator, options => Options,
} metadata { secrets });

impl References for ForeignDataWrapper {
    type Id = Name;
    const NAME_SPACE: NameSpace = NameSpace::Other;

    fn parents(_: &Name) -> Vec<ObjectId> {
        vec![]
    }

    fn privileges(_: u32) -> &'static [PrivilegeType] {
        &[PrivilegeType::Usage]
    }

    fn public_privileges(_: &Name, _: u32) -> &'static [PrivilegeType] {
        &[]
    }

    fn visit(&self, _: &Name, sink: &mut dyn FnMut(ObjectId, Why)) {
        // The validator's edge is one of the catalog.
        if let Some(QualifiedName { schema, name }) = &self.handler {
            let no_arguments: [SqlText; 0] = [];
            let routine = RoutineName::new(schema.clone(), name.clone(), no_arguments);
            sink(ObjectId::Function(routine), Why::Normal);
        }
    }
}

/// Whether the value of an option of this name, of something foreign, is a secret by its name: a password, a key, a token.
/// Such values are not read into a model, not compared and never written; that the option is there is.
///
/// ```
/// use schema_model::is_secret_option;
///
/// assert!(is_secret_option("password") && is_secret_option("aws_secret_access_key"));
/// assert!(!is_secret_option("user") && !is_secret_option("password_required"));
/// ```
pub fn is_secret_option(name: &str) -> bool {
    let name = name.to_lowercase();
    let harmless = ["password_required", "passfile", "primary_key", "keyspace"];
    let words =
        ["pass", "pwd", "secret", "token", "credential", "api_key", "apikey", "access_key", "private_key"];
    !harmless.contains(&name.as_str()) && words.iter().any(|word| name.contains(word))
}
