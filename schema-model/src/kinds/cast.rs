//! Casts.

use serde::{Deserialize, Serialize};

use super::{NameSpace, References, fields, is_default, no_privileges};
use crate::{CastName, ObjectId, SqlText, Why};

/// A cast, from `pg_cast`. It is in no schema and has no owner. PostgreSQL changes none of these fields: the cast is replaced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Cast {
    /// `castmethod` and `castfunc`.
    pub method: CastMethod,
    /// `castcontext`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub context: CastContext,
}

/// `pg_cast.castmethod`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CastMethod {
    /// `f`: `castfunc::regprocedure`, the function's name with its arguments.
    Function(SqlText),
    /// `i`: through the text form.
    InOut,
    /// `b`: the values are the same bytes.
    Binary,
}

/// `pg_cast.castcontext`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CastContext {
    /// `e`: only where it is written.
    #[default]
    Explicit,
    /// `a`: also when a value is stored.
    Assignment,
    /// `i`: anywhere.
    Implicit,
}

impl Cast {
    /// A cast that must be written.
    pub fn new(method: CastMethod) -> Self {
        Self { method, context: CastContext::Explicit }
    }
}

fields!(Cast => CastField { method => Method, context => Context });

impl References for Cast {
    type Id = CastName;
    const NAME_SPACE: NameSpace = NameSpace::Other;

    fn parents(_: &CastName) -> Vec<ObjectId> {
        vec![]
    }

    no_privileges!();

    fn visit(&self, _: &CastName, _: &mut dyn FnMut(ObjectId, Why)) {}
}
