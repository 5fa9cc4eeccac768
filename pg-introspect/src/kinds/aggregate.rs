//! Aggregates: `pg_aggregate`, and the rows of `pg_proc` with `prokind` `a`, which the functions' statement reads.

use schema_model::{
    Aggregate, AggregateKind, FinalFunction, FinalModify, MovingAggregate, QualifiedName, SqlText,
};

use super::{Read, function};
use crate::Error;
use crate::build::Builder;
use crate::catalog::{Catalog, named, types};
use crate::intern::Oid;
use crate::kinds::function::RoutineRow;
use crate::row::Row;
use crate::statement::{Statement, statement};

/// A row of `pg_aggregate`.
pub(crate) struct AggregateRow {
    kind: char,
    direct: u16,
    transition: Oid,
    final_function: Oid,
    combine: Oid,
    serialize: Oid,
    deserialize: Oid,
    moving_transition: Oid,
    moving_inverse: Oid,
    moving_final: Oid,
    final_extra: bool,
    moving_final_extra: bool,
    final_modify: char,
    moving_final_modify: char,
    sort_operator: Option<SqlText>,
    state_type: SqlText,
    state_space: i32,
    moving_state_type: Option<SqlText>,
    moving_state_space: i32,
    initial_value: Option<SqlText>,
    moving_initial_value: Option<SqlText>,
}

const AGGREGATE: Statement = statement!(Texts, "aggregate", decode);

fn decode(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let oid = row.oid()?;
    let kind = row.letter()?;
    let direct = row.number()?;
    let mut functions = [0; 8];
    for function in &mut functions {
        *function = row.oid()?;
    }
    let [
        transition,
        final_function,
        combine,
        serialize,
        deserialize,
        moving_transition,
        moving_inverse,
        moving_final,
    ] = functions;
    let (final_extra, moving_final_extra) = (row.flag()?, row.flag()?);
    let (final_modify, moving_final_modify) = (row.letter()?, row.letter()?);
    let mut text = |row: &mut Row<'_>| -> Result<Option<SqlText>, Error> {
        Ok(row.optional()?.map(|text| catalog.interner.text(text)))
    };
    let sort_operator = text(row)?;
    let state_type = text(row)?
        .filter(|name| !name.contains("???"))
        .ok_or_else(|| Error::skew(format!("aggregate with the oid {oid}"), "its type was dropped"))?;
    let state_space = row.number()?;
    let moving_state_type = text(row)?;
    let moving_state_space = row.number()?;
    let initial_value = text(row)?;
    let moving_initial_value = text(row)?;
    let row = AggregateRow {
        kind,
        direct,
        transition,
        final_function,
        combine,
        serialize,
        deserialize,
        moving_transition,
        moving_inverse,
        moving_final,
        final_extra,
        moving_final_extra,
        final_modify,
        moving_final_modify,
        sort_operator,
        state_type,
        state_space,
        moving_state_type,
        moving_state_space,
        initial_value,
        moving_initial_value,
    };
    catalog.aggregates.insert(oid, row);
    Ok(())
}

impl Read for Aggregate {
    const STATEMENTS: &'static [&'static Statement] =
        &[&types::ARGUMENT_TYPE, &named::NAMED_FUNCTION, &function::FUNCTION, &AGGREGATE];

    fn build(catalog: &Catalog, out: &mut Builder) -> Result<(), Error> {
        for row in catalog.routines.iter().filter(|row| row.ours && row.kind == 'a') {
            let Some(id) = row.id.clone() else { continue };
            let aggregate = aggregate(catalog, row).map_err(|e| e.about(format!("aggregate {id}")))?;
            out.insert_row(row.oid, 0, id, aggregate);
        }
        Ok(())
    }
}

fn named(catalog: &Catalog, function: Oid) -> Result<QualifiedName, Error> {
    catalog
        .function_name(function)
        .ok_or_else(|| Error::answer(AGGREGATE.name, format!("the function {function} was not read")))
}

fn optional(catalog: &Catalog, function: Oid) -> Result<Option<QualifiedName>, Error> {
    if function == 0 { Ok(None) } else { named(catalog, function).map(Some) }
}

fn final_function(
    catalog: &Catalog,
    function: Oid,
    extra: bool,
    modify: char,
) -> Result<Option<FinalFunction>, Error> {
    let Some(function) = optional(catalog, function)? else { return Ok(None) };
    let modify = match modify {
        'r' => FinalModify::ReadOnly,
        's' => FinalModify::Shareable,
        'w' => FinalModify::ReadWrite,
        other => return Err(Error::answer(AGGREGATE.name, format!("aggfinalmodify `{other}`"))),
    };
    Ok(Some(FinalFunction { function, extra, modify }))
}

fn aggregate(catalog: &Catalog, routine: &RoutineRow) -> Result<Aggregate, Error> {
    let gone = || Error::skew(format!("aggregate {}", routine.name), "it was dropped");
    let row = catalog.aggregates.get(routine.oid).ok_or_else(gone)?;
    let transition = named(catalog, row.transition)?;
    let mut aggregate = Aggregate::new(routine.arguments(catalog)?, transition, row.state_type.clone());
    aggregate.result = routine.result.clone().ok_or_else(gone)?;
    aggregate.kind = match row.kind {
        'n' => AggregateKind::Normal,
        'o' => AggregateKind::OrderedSet(row.direct),
        'h' => AggregateKind::Hypothetical(row.direct),
        other => return Err(Error::answer(AGGREGATE.name, format!("aggkind `{other}`"))),
    };
    aggregate.state_space = row.state_space;
    aggregate.initial_value.clone_from(&row.initial_value);
    aggregate.final_function =
        final_function(catalog, row.final_function, row.final_extra, row.final_modify)?;
    aggregate.combine = optional(catalog, row.combine)?;
    aggregate.serialize = optional(catalog, row.serialize)?;
    aggregate.deserialize = optional(catalog, row.deserialize)?;
    if row.moving_transition != 0 {
        aggregate.moving = Some(MovingAggregate {
            transition: named(catalog, row.moving_transition)?,
            inverse: named(catalog, row.moving_inverse)?,
            state_type: row.moving_state_type.clone().ok_or_else(gone)?,
            state_space: row.moving_state_space,
            initial_value: row.moving_initial_value.clone(),
            final_function: final_function(
                catalog,
                row.moving_final,
                row.moving_final_extra,
                row.moving_final_modify,
            )?,
        });
    }
    aggregate.sort_operator.clone_from(&row.sort_operator);
    aggregate.parallel = routine.parallel()?;
    Ok(aggregate)
}
