//! Base types.

use serde::{Deserialize, Serialize};

use super::{NameSpace, PrivilegeType, References, Storage, fields, is_default};
use crate::{ObjectId, QualifiedName, SqlText, Why};

/// The definition of a base type, from `pg_type` (`typtype` `b`, without the arrays that come with other types). It is below
/// the [`ShellType`](super::ShellType) of the same name, which its functions stand on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct BaseType {
    /// `typinput`: text to value. Changed by replacing the type, as every field that does not say otherwise.
    pub input: QualifiedName,
    /// `typoutput`: value to text.
    pub output: QualifiedName,
    /// `typreceive`: message to value. `ALTER TYPE … SET (RECEIVE = …)`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receive: Option<QualifiedName>,
    /// `typsend`: value to message. `ALTER TYPE … SET (SEND = …)`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub send: Option<QualifiedName>,
    /// `typmodin`: modifiers to a number. `ALTER TYPE … SET (TYPMOD_IN = …)`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub typmod_in: Option<QualifiedName>,
    /// `typmodout`: a number to modifiers. `ALTER TYPE … SET (TYPMOD_OUT = …)`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub typmod_out: Option<QualifiedName>,
    /// `typanalyze`: gathers statistics. `ALTER TYPE … SET (ANALYZE = …)`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub analyze: Option<QualifiedName>,
    /// `typsubscript`: what `value[…]` does. `ALTER TYPE … SET (SUBSCRIPT = …)`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subscript: Option<QualifiedName>,
    /// `typlen`: bytes, or -1 for any number of them; -2 for those up to a zero.
    pub length: i16,
    /// `typbyval`: whether functions get the value and not a pointer to it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub passed_by_value: bool,
    /// `typalign`.
    pub alignment: Alignment,
    /// `typstorage`: how large values are kept. `ALTER TYPE … SET (STORAGE = …)`, but to and from `plain`.
    pub storage: Storage,
    /// `typcategory`: one letter, by which implicit casts are chosen.
    pub category: SqlText,
    /// `typispreferred`: whether it is a preferred type of its category.
    #[serde(default, skip_serializing_if = "is_default")]
    pub preferred: bool,
    /// `typdefault`: the text of the value that columns have where nothing else is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<SqlText>,
    /// `format_type(typelem, NULL)`: what `value[…]` is of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub element: Option<SqlText>,
    /// `typdelim`: what stands between the elements of its array's text.
    pub delimiter: SqlText,
    /// `typcollation`: whether columns can have a collation.
    #[serde(default, skip_serializing_if = "is_default")]
    pub collatable: bool,
}

/// Where values begin: `pg_type.typalign`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Alignment {
    /// `c`: anywhere.
    Char,
    /// `s`: at every second byte.
    Int2,
    /// `i`: at every fourth byte.
    Int4,
    /// `d`: at every eighth byte, on most machines.
    Double,
}

impl BaseType {
    /// A type of any length, as `CREATE TYPE` makes it of its two functions.
    pub fn new(input: QualifiedName, output: QualifiedName) -> Self {
        Self {
            input,
            output,
            receive: None,
            send: None,
            typmod_in: None,
            typmod_out: None,
            analyze: None,
            subscript: None,
            length: -1,
            passed_by_value: false,
            alignment: Alignment::Int4,
            storage: Storage::Plain,
            category: "U".into(),
            preferred: false,
            default: None,
            element: None,
            delimiter: ",".into(),
            collatable: false,
        }
    }
}

fields!(BaseType => BaseTypeField {
    input => Input, output => Output, receive => Receive, send => Send, typmod_in => TypmodIn, typmod_out => TypmodOut,
    analyze => Analyze, subscript => Subscript, length => Length, passed_by_value => PassedByValue,
    alignment => Alignment, storage => Storage, category => Category, preferred => Preferred, default => Default,
    element => Element, delimiter => Delimiter, collatable => Collatable,
});

impl References for BaseType {
    type Id = QualifiedName;
    const NAME_SPACE: NameSpace = NameSpace::Type;

    fn parents(id: &QualifiedName) -> Vec<ObjectId> {
        vec![ObjectId::ShellType(id.clone())]
    }

    fn privileges(_: u32) -> &'static [PrivilegeType] {
        &[PrivilegeType::Usage]
    }

    fn public_privileges(_: &QualifiedName, _: u32) -> &'static [PrivilegeType] {
        &[PrivilegeType::Usage]
    }

    fn visit(&self, _: &QualifiedName, _: &mut dyn FnMut(ObjectId, Why)) {}
}
