//! Aggregate functions.

use serde::{Deserialize, Serialize};

use super::{Argument, NameSpace, Parallel, PrivilegeType, References, fields, is_default};
use crate::{ObjectId, QualifiedName, RoutineName, SqlText, Why};

/// An aggregate function, from `pg_aggregate` and `pg_proc` (`prokind` `a`). The functions that it is made of are named by
/// their schema and name: PostgreSQL finds them by the types that they must take.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Aggregate {
    /// All arguments in order, direct ones first. `CREATE OR REPLACE` can give names to those that have none; anything else
    /// replaces the aggregate.
    #[serde(default, skip_serializing_if = "is_default")]
    pub arguments: Vec<Argument>,
    /// `aggkind` and `aggnumdirectargs`. Changing it replaces the aggregate.
    #[serde(default, skip_serializing_if = "is_default")]
    pub kind: AggregateKind,
    /// `pg_get_function_result`: what follows from the final function, or from the state's type. Changing it replaces the
    /// aggregate.
    pub result: SqlText,
    /// `aggtransfn`. `CREATE OR REPLACE`, as what follows.
    pub transition: QualifiedName,
    /// `format_type(aggtranstype)`.
    pub state_type: SqlText,
    /// `aggtransspace`: the state's approximate size in bytes; 0 is as the server guesses.
    #[serde(default, skip_serializing_if = "is_default")]
    pub state_space: i32,
    /// `agginitval`, where it is not null.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub initial_value: Option<SqlText>,
    /// `aggfinalfn`, `aggfinalextra` and `aggfinalmodify`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub final_function: Option<FinalFunction>,
    /// `aggcombinefn`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub combine: Option<QualifiedName>,
    /// `aggserialfn`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub serialize: Option<QualifiedName>,
    /// `aggdeserialfn`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deserialize: Option<QualifiedName>,
    /// `aggmtransfn` and what belongs to it: how it moves along a window.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moving: Option<MovingAggregate>,
    /// `aggsortop` as a schema, quoted, and a sign, e.g. `pg_catalog.<`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sort_operator: Option<SqlText>,
    /// `proparallel`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub parallel: Parallel,
}

/// `pg_aggregate.aggkind`. The number is that of the direct arguments.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum AggregateKind {
    /// `n`
    #[default]
    Normal,
    /// `o`: ordered-set.
    OrderedSet(u16),
    /// `h`: hypothetical-set.
    Hypothetical(u16),
}

/// What makes a result of a state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FinalFunction {
    /// The function.
    pub function: QualifiedName,
    /// Whether it takes the aggregate's arguments, too, as nulls.
    #[serde(default, skip_serializing_if = "is_default")]
    pub extra: bool,
    /// What it does to the state.
    pub modify: FinalModify,
}

/// `pg_aggregate.aggfinalmodify`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum FinalModify {
    /// `r`: nothing. What a normal aggregate has if nothing is said.
    ReadOnly,
    /// `s`: it can't be aggregated further.
    Shareable,
    /// `w`: it can't be used again. What an ordered-set aggregate has if nothing is said.
    ReadWrite,
}

/// How an aggregate takes rows out of a moving frame.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MovingAggregate {
    /// `aggmtransfn`.
    pub transition: QualifiedName,
    /// `aggminvtransfn`.
    pub inverse: QualifiedName,
    /// `format_type(aggmtranstype)`.
    pub state_type: SqlText,
    /// `aggmtransspace`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub state_space: i32,
    /// `aggminitval`, where it is not null.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub initial_value: Option<SqlText>,
    /// `aggmfinalfn`, `aggmfinalextra` and `aggmfinalmodify`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub final_function: Option<FinalFunction>,
}

impl Aggregate {
    /// A normal aggregate whose result is its state.
    pub fn new(
        arguments: impl IntoIterator<Item = Argument>,
        transition: QualifiedName,
        state_type: impl Into<SqlText>,
    ) -> Self {
        let state_type = state_type.into();
        Self {
            arguments: arguments.into_iter().collect(),
            kind: AggregateKind::Normal,
            result: state_type.clone(),
            transition,
            state_type,
            state_space: 0,
            initial_value: None,
            final_function: None,
            combine: None,
            serialize: None,
            deserialize: None,
            moving: None,
            sort_operator: None,
            parallel: Parallel::Unsafe,
        }
    }
}

fields!(Aggregate => AggregateField {
    arguments => Arguments, kind => Kind, result => Result, transition => Transition, state_type => StateType,
    state_space => StateSpace, initial_value => InitialValue, final_function => FinalFunction, combine => Combine,
    serialize => Serialize, deserialize => Deserialize, moving => Moving, sort_operator => SortOperator,
    parallel => Parallel,
});

impl References for Aggregate {
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

    // What it is made of is in `pg_depend`, with the types.
    fn visit(&self, _: &RoutineName, _: &mut dyn FnMut(ObjectId, Why)) {}
}
