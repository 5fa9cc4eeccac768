//! Aggregates.

use schema_diff::AggregateAlter;
use schema_model::{Aggregate, AggregateKind, FinalFunction, FinalModify, Parallel, RoutineName};

use super::function;
use crate::guard::{self, Guard};
use crate::quote::{identifier, literal, qualified, routine};
use crate::words::{Scope, Words};

/// An aggregate without arguments has a star for them.
fn name(id: &RoutineName) -> String {
    let name = routine(id);
    match name.strip_suffix("()") {
        Some(name) => format!("{name}(*)"),
        None => name,
    }
}

/// `(a integer, VARIADIC b text[])`, `(*)`, or `(direct ORDER BY aggregated)`.
fn arguments(new: &Aggregate) -> String {
    let direct = match new.kind {
        AggregateKind::Normal if new.arguments.is_empty() => return "(*)".into(),
        AggregateKind::Normal => return function::arguments(&new.arguments),
        AggregateKind::OrderedSet(direct) | AggregateKind::Hypothetical(direct) => usize::from(direct),
    };
    let (direct, aggregated) = new.arguments.split_at_checked(direct).unwrap_or((&new.arguments, &[]));
    // `VARIADIC "any" ORDER BY VARIADIC "any"` is on record once.
    let aggregated =
        if aggregated.is_empty() { direct.last().map(std::slice::from_ref) } else { Some(aggregated) };
    let aggregated = function::list(aggregated.unwrap_or_default());
    if direct.is_empty() {
        return format!("(ORDER BY {aggregated})");
    }
    format!("({} ORDER BY {aggregated})", function::list(direct))
}

fn final_function(all: &mut Vec<String>, prefix: &str, usual: FinalModify, new: &Option<FinalFunction>) {
    let Some(new) = new else { return };
    all.push(format!("{prefix}FINALFUNC = {}", qualified(&new.function)));
    if new.extra {
        all.push(format!("{prefix}FINALFUNC_EXTRA"));
    }
    if new.modify != usual {
        let word = match new.modify {
            FinalModify::ReadOnly => "READ_ONLY",
            FinalModify::Shareable => "SHAREABLE",
            FinalModify::ReadWrite => "READ_WRITE",
        };
        all.push(format!("{prefix}FINALFUNC_MODIFY = {word}"));
    }
}

fn define(verb: &str, id: &RoutineName, new: &Aggregate) -> String {
    // A normal aggregate leaves its state alone, if nothing is said, and the others don't (`AggregateCreate`).
    let usual = match new.kind {
        AggregateKind::Normal => FinalModify::ReadOnly,
        AggregateKind::OrderedSet(_) | AggregateKind::Hypothetical(_) => FinalModify::ReadWrite,
    };
    let mut all =
        vec![format!("SFUNC = {}", qualified(&new.transition)), format!("STYPE = {}", new.state_type)];
    if new.state_space != 0 {
        all.push(format!("SSPACE = {}", new.state_space));
    }
    final_function(&mut all, "", usual, &new.final_function);
    let functions =
        [("COMBINEFUNC", &new.combine), ("SERIALFUNC", &new.serialize), ("DESERIALFUNC", &new.deserialize)];
    for (word, function) in functions {
        all.extend(function.as_ref().map(|function| format!("{word} = {}", qualified(function))));
    }
    all.extend(new.initial_value.as_ref().map(|value| format!("INITCOND = {}", literal(value))));
    if let Some(moving) = &new.moving {
        all.push(format!("MSFUNC = {}", qualified(&moving.transition)));
        all.push(format!("MINVFUNC = {}", qualified(&moving.inverse)));
        all.push(format!("MSTYPE = {}", moving.state_type));
        if moving.state_space != 0 {
            all.push(format!("MSSPACE = {}", moving.state_space));
        }
        final_function(&mut all, "M", usual, &moving.final_function);
        all.extend(moving.initial_value.as_ref().map(|value| format!("MINITCOND = {}", literal(value))));
    }
    all.extend(new.sort_operator.as_ref().map(|operator| format!("SORTOP = OPERATOR({operator})")));
    match new.parallel {
        Parallel::Unsafe => {}
        Parallel::Restricted => all.push("PARALLEL = RESTRICTED".into()),
        Parallel::Safe => all.push("PARALLEL = SAFE".into()),
    }
    if matches!(new.kind, AggregateKind::Hypothetical(_)) {
        all.push("HYPOTHETICAL".into());
    }
    format!(
        "{verb} AGGREGATE {}.{}{} (\n    {}\n)",
        identifier(&id.schema),
        identifier(&id.name),
        arguments(new),
        all.join(",\n    ")
    )
}

impl Words for Aggregate {
    type Alter = AggregateAlter;

    fn address(id: &RoutineName) -> String {
        format!("AGGREGATE {}", name(id))
    }

    fn exists(id: &RoutineName) -> Option<String> {
        guard::routine_exists(&routine(id))
    }

    fn guard(_: &RoutineName, alter: &AggregateAlter) -> Guard {
        match alter {
            AggregateAlter::Define => Guard::Repeatable,
        }
    }

    fn create(_: Scope<'_>, id: &RoutineName, new: &Self) -> Vec<String> {
        vec![define("CREATE", id, new)]
    }

    fn alter(_: Scope<'_>, id: &RoutineName, _: &Self, new: &Self, alter: &AggregateAlter) -> Vec<String> {
        match alter {
            AggregateAlter::Define => vec![define("CREATE OR REPLACE", id, new)],
        }
    }

    fn drop(_: Scope<'_>, id: &RoutineName, _: &Self) -> Vec<String> {
        vec![format!("DROP AGGREGATE {}", name(id))]
    }
}
