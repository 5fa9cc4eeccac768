//! Aggregates.

use schema_model::{Aggregate, AggregateField, ObjectId};

use super::{Rules, defined_anew, plain, redefines, replaceable_arguments};
use crate::action::Cost;
use crate::rules::{Context, Decision, Pair, Sense, Traits};
use crate::{AggregateAlter, Lock};

/// Source: PostgreSQL's `ProcedureCreate`.
fn replaceable(old: &Aggregate, new: &Aggregate) -> bool {
    replaceable_arguments(&old.arguments, &new.arguments) && old.result == new.result && old.kind == new.kind
}

impl Rules for Aggregate {
    type Alter = AggregateAlter;
    const CREATE: u16 = 165;
    const DROP: u16 = 48;
    const GROUND: &'static [&'static str] = &["arguments", "kind", "result"];
    const RENAMED: Option<(&'static str, Lock)> = Some(("aggregate", Lock::None));
    const NAMES_OTHERS: bool = true;
    const FOLLOWS_TYPE: bool = true;

    fn decide(_: Context<'_>, pair: &Pair<'_, Self>, field: AggregateField) -> Vec<Decision> {
        vec![match field {
            AggregateField::Arguments | AggregateField::Kind | AggregateField::Result
                if !replaceable(pair.old, pair.new) =>
            {
                Decision::Replace
            }
            AggregateField::Arguments
            | AggregateField::Kind
            | AggregateField::Result
            | AggregateField::Transition
            | AggregateField::StateType
            | AggregateField::StateSpace
            | AggregateField::InitialValue
            | AggregateField::FinalFunction
            | AggregateField::Combine
            | AggregateField::Serialize
            | AggregateField::Deserialize
            | AggregateField::Moving
            | AggregateField::SortOperator
            | AggregateField::Parallel => Decision::Alter(AggregateAlter::Define.into()),
        }]
    }

    defined_anew!(
        AggregateAlter,
        [
            "arguments",
            "transition",
            "state_type",
            "state_space",
            "initial_value",
            "final_function",
            "combine",
            "serialize",
            "deserialize",
            "moving",
            "sort_operator",
            "parallel"
        ]
    );

    plain!(completions: none);
    plain!(consumes: none);
    plain!(releases: none);
    plain!(refused_by: none);
    plain!(create_cost: Cost::default());
    plain!(drop_cost: Cost::default());
    plain!(holds_data: false);
    plain!(secrets: none);
}
