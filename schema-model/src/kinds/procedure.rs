//! Procedures.

use serde::{Deserialize, Serialize};

use super::{Argument, NameSpace, Options, PrivilegeType, References, RoutineBody, fields, is_default};
use crate::{Name, ObjectId, RoutineName, SqlText, Why};

/// A procedure, from `pg_proc` (`prokind` `p`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Procedure {
    /// All arguments in order. `CREATE OR REPLACE` keeps names and may add defaults; anything else replaces.
    #[serde(default, skip_serializing_if = "is_default")]
    pub arguments: Vec<Argument>,
    /// `prolang` by name. `CREATE OR REPLACE`.
    pub language: Name,
    /// The body. `CREATE OR REPLACE`.
    pub body: RoutineBody,
    /// `prosecdef`. `ALTER PROCEDURE`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub security_definer: bool,
    /// `proconfig`. `ALTER PROCEDURE … SET` / `RESET`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub configuration: Options,
    /// `protrftypes`: `TRANSFORM FOR TYPE`. `CREATE OR REPLACE`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub transforms: Vec<SqlText>,
}

impl Procedure {
    /// A procedure with PostgreSQL's default attributes.
    pub fn new(
        arguments: impl IntoIterator<Item = Argument>,
        language: impl Into<Name>,
        body: RoutineBody,
    ) -> Self {
        Self {
            arguments: arguments.into_iter().collect(),
            language: language.into(),
            body,
            security_definer: false,
            configuration: Options::new(),
            transforms: Vec::new(),
        }
    }
}

fields!(Procedure => ProcedureField {
    arguments => Arguments, language => Language, body => Body, security_definer => SecurityDefiner,
    configuration => Configuration, transforms => Transforms,
});

impl References for Procedure {
    type Id = RoutineName;
    const NAME_SPACE: NameSpace = NameSpace::Routine;

    fn parents(id: &RoutineName) -> Vec<ObjectId> {
        vec![ObjectId::Schema(id.schema.clone())]
    }

    fn privileges(_: u32) -> &'static [PrivilegeType] {
        &[PrivilegeType::Execute]
    }

    fn public_privileges(_: &RoutineName, _: u32) -> &'static [PrivilegeType] {
        &[PrivilegeType::Execute]
    }

    fn visit(&self, _: &RoutineName, _: &mut dyn FnMut(ObjectId, Why)) {}
}
