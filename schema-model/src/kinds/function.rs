//! Functions, and what functions and procedures share.

use serde::{Deserialize, Serialize};

use super::{NameSpace, Options, PrivilegeType, References, fields, is_default};
use crate::{Name, ObjectId, QualifiedName, RoutineName, SqlText, Why};

/// A function, window functions included, from `pg_proc` (`prokind` `f` or `w`).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Function {
    /// All arguments in order. `CREATE OR REPLACE` keeps names and may add defaults; anything else replaces.
    #[serde(default, skip_serializing_if = "is_default")]
    pub arguments: Vec<Argument>,
    /// `pg_get_function_result`, e.g. `SETOF public.users`, `TABLE(id integer)`, `trigger`. Changing it replaces.
    pub result: SqlText,
    /// `prolang` by name. `CREATE OR REPLACE`.
    pub language: Name,
    /// The body. `CREATE OR REPLACE`.
    pub body: RoutineBody,
    /// `prokind` `w`. Changing it replaces.
    #[serde(default, skip_serializing_if = "is_default")]
    pub window: bool,
    /// `provolatile`. `ALTER FUNCTION`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub volatility: Volatility,
    /// `proparallel`. `ALTER FUNCTION`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub parallel: Parallel,
    /// `proisstrict`. `ALTER FUNCTION`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub strict: bool,
    /// `proleakproof`: only a superuser may set it. `ALTER FUNCTION`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub leakproof: bool,
    /// `prosecdef`. `ALTER FUNCTION`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub security_definer: bool,
    /// `procost` as the server writes it, in units of `cpu_operator_cost`, where it is not the language's default (1 for
    /// `c` and `internal`, else 100). `ALTER FUNCTION`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<SqlText>,
    /// `prorows` as the server writes it, where the function returns a set and it is not 1000. `ALTER FUNCTION`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rows: Option<SqlText>,
    /// `prosupport`. `ALTER FUNCTION`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub support: Option<QualifiedName>,
    /// `proconfig`. `ALTER FUNCTION … SET` / `RESET`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub configuration: Options,
    /// `protrftypes`: `TRANSFORM FOR TYPE`. `CREATE OR REPLACE`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub transforms: Vec<SqlText>,
}

/// An argument of a routine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Argument {
    /// `proargmodes`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub mode: ArgumentMode,
    /// `proargnames`, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Name>,
    /// `format_type` of its type.
    #[serde(rename = "type")]
    pub type_name: SqlText,
    /// `pg_get_function_arg_default`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<SqlText>,
}

impl Argument {
    /// A nameless input argument.
    pub fn new(type_name: impl Into<SqlText>) -> Self {
        Self { mode: ArgumentMode::In, name: None, type_name: type_name.into(), default: None }
    }
}

/// `pg_proc.proargmodes`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ArgumentMode {
    /// `i`
    #[default]
    In,
    /// `o`
    Out,
    /// `b`
    InOut,
    /// `v`
    Variadic,
    /// `t`: a column of `RETURNS TABLE`.
    Table,
}

/// A routine's body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RoutineBody {
    /// `prosrc`: text that the language interprets. PostgreSQL does not know what it depends on.
    Source(SqlText),
    /// `pg_get_function_sqlbody` (14+): `BEGIN ATOMIC …` or `RETURN …`, with its dependencies on record.
    Sql(SqlText),
    /// `probin` and `prosrc`: a symbol of a library.
    Library {
        /// `probin`: the file.
        file: SqlText,
        /// `prosrc`: the link symbol.
        symbol: SqlText,
    },
}

/// `pg_proc.provolatile`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Volatility {
    /// `v`
    #[default]
    Volatile,
    /// `s`
    Stable,
    /// `i`
    Immutable,
}

/// `pg_proc.proparallel`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Parallel {
    /// `u`
    #[default]
    Unsafe,
    /// `r`
    Restricted,
    /// `s`
    Safe,
}

impl Function {
    /// A function with PostgreSQL's default attributes.
    pub fn new(
        arguments: impl IntoIterator<Item = Argument>,
        result: impl Into<SqlText>,
        language: impl Into<Name>,
        body: RoutineBody,
    ) -> Self {
        Self {
            arguments: arguments.into_iter().collect(),
            result: result.into(),
            language: language.into(),
            body,
            window: false,
            volatility: Volatility::Volatile,
            parallel: Parallel::Unsafe,
            strict: false,
            leakproof: false,
            security_definer: false,
            cost: None,
            rows: None,
            support: None,
            configuration: Options::new(),
            transforms: Vec::new(),
        }
    }
}

fields!(Function => FunctionField {
    arguments => Arguments, result => Result, language => Language, body => Body, window => Window,
    volatility => Volatility, parallel => Parallel, strict => Strict, leakproof => Leakproof,
    security_definer => SecurityDefiner, cost => Cost, rows => Rows, support => Support,
    configuration => Configuration, transforms => Transforms,
});

impl References for Function {
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
