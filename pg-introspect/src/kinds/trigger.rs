//! Triggers: `pg_trigger` without those of constraints; of the copies that partitions have, the firing state.

use std::collections::BTreeMap;

use schema_model::{
    FiringState, Name, QualifiedName, SqlText, Trigger, TriggerConstraint, TriggerEvent, TriggerLevel,
    TriggerTiming,
};

use super::{Read, column, constraint};
use crate::Error;
use crate::build::Builder;
use crate::catalog::relation::Relation;
use crate::catalog::{Catalog, named, relation};
use crate::intern::{Oid, OidMap};
use crate::parse::canonical::canonical;
use crate::parse::scan;
use crate::row::Row;
use crate::statement::{Statement, statement};

/// A row of `pg_trigger`.
pub(crate) struct TriggerRow {
    pub(crate) oid: Oid,
    pub(crate) relation: Oid,
    pub(crate) name: Name,
    function: Oid,
    bits: u16,
    pub(crate) enabled: char,
    pub(crate) constraint: Oid,
    from_relation: Oid,
    deferrable: bool,
    deferred: bool,
    columns: Vec<i16>,
    arguments: Vec<SqlText>,
    old_table: Option<Name>,
    new_table: Option<Name>,
    /// The trigger that this is a partition's copy of.
    pub(crate) parent: Oid,
    condition: Option<SqlText>,
}

const TRIGGER: Statement = statement!(Texts, "trigger", decode);

fn decode(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let oid = row.oid()?;
    let relation = row.oid()?;
    let name = catalog.interner.name(row.text()?);
    let function = row.oid()?;
    let bits = row.number()?;
    let enabled = row.letter()?;
    let constraint = row.oid()?;
    let from_relation = row.oid()?;
    let deferrable = row.flag()?;
    let deferred = row.flag()?;
    let columns = row.numbers()?;
    let arguments: Vec<SqlText> =
        row.texts()?.iter().flatten().map(|text| catalog.interner.text(text)).collect();
    let count: usize = row.number()?;
    if arguments.len() != count {
        return Err(
            row.fault(format!("{count} arguments of trigger {name}, but {} were read", arguments.len()))
        );
    }
    let old_table = row.optional()?.map(|text| catalog.interner.name(text));
    let new_table = row.optional()?.map(|text| catalog.interner.name(text));
    let parent = row.oid()?;
    let has_condition = row.flag()?;
    let condition = match row.optional()? {
        None if has_condition && parent == 0 => {
            return Err(Error::skew(format!("trigger {name}"), "it was dropped"));
        }
        None => None,
        Some(definition) => {
            let condition = scan::group_after(definition, "WHEN")
                .ok_or_else(|| row.fault(format!("no condition in `{definition}`")))?;
            Some(SqlText::from(canonical(condition).as_ref()))
        }
    };
    catalog.triggers.push(TriggerRow {
        oid,
        relation,
        name,
        function,
        bits,
        enabled,
        constraint,
        from_relation,
        deferrable,
        deferred,
        columns,
        arguments,
        old_table,
        new_table,
        parent,
        condition,
    });
    Ok(())
}

impl Read for Trigger {
    const STATEMENTS: &'static [&'static Statement] =
        &[&relation::RELATION, &relation::OUTSIDE, &named::NAMED_FUNCTION, &TRIGGER, &column::COLUMN];

    fn build(catalog: &Catalog, out: &mut Builder) -> Result<(), Error> {
        let mut on_partitions = on_partitions(catalog)?;
        for row in catalog.triggers.iter().filter(|row| row.parent == 0) {
            let Some(relation) = catalog.relation(row.relation).filter(|r| r.ours) else {
                continue;
            };
            let mut trigger = trigger(catalog, relation, row)
                .map_err(|e| e.about(format!("trigger {} on {}", row.name, relation.describe())))?;
            trigger.on_partitions = std::mem::take(on_partitions.entry(row.oid));
            out.insert_row(row.oid, 0, relation.name.member(&row.name), trigger);
        }
        Ok(())
    }
}

fn trigger(catalog: &Catalog, relation: &Relation, row: &TriggerRow) -> Result<Trigger, Error> {
    let function = catalog
        .function_name(row.function)
        .ok_or_else(|| Error::answer(TRIGGER.name, format!("the function {} was not read", row.function)))?;
    let has = |bit: u16| row.bits & bit != 0;
    let timing = match (has(1 << 1), has(1 << 6)) {
        (_, true) => TriggerTiming::InsteadOf,
        (true, _) => TriggerTiming::Before,
        _ => TriggerTiming::After,
    };
    let level = if has(1) { TriggerLevel::Row } else { TriggerLevel::Statement };
    let events = [
        (1 << 2, TriggerEvent::Insert),
        (1 << 3, TriggerEvent::Delete),
        (1 << 4, TriggerEvent::Update),
        (1 << 5, TriggerEvent::Truncate),
    ];
    let events = events.into_iter().filter(|(bit, _)| has(*bit)).map(|(_, event)| event);
    let mut trigger = Trigger::new(function, timing, level, events);
    trigger.arguments = row.arguments.clone();
    trigger.update_columns = constraint::columns(relation, &row.columns)?;
    trigger.condition = row.condition.clone();
    if row.constraint != 0 {
        trigger.constraint = Some(TriggerConstraint {
            deferrable: row.deferrable,
            initially_deferred: row.deferred,
            from_table: catalog.relation(row.from_relation).map(|r| r.name.clone()),
        });
    }
    trigger.old_table = row.old_table.clone();
    trigger.new_table = row.new_table.clone();
    trigger.enabled = firing_state(row.enabled)?;
    Ok(trigger)
}

/// The state of a trigger or a rule.
pub(super) fn firing_state(letter: char) -> Result<FiringState, Error> {
    Ok(match letter {
        'O' => FiringState::Origin,
        'D' => FiringState::Disabled,
        'R' => FiringState::Replica,
        'A' => FiringState::Always,
        other => return Err(Error::answer(TRIGGER.name, format!("tgenabled `{other}`"))),
    })
}

/// The states of the partitions' copies that are not their trigger's, by the trigger.
fn on_partitions(catalog: &Catalog) -> Result<OidMap<BTreeMap<QualifiedName, FiringState>>, Error> {
    let mut all: OidMap<BTreeMap<QualifiedName, FiringState>> = OidMap::default();
    for row in catalog.triggers.iter().filter(|row| row.parent != 0) {
        let Some(relation) = catalog.relation(row.relation).filter(|relation| relation.ours) else {
            continue;
        };
        if let Some(top) = catalog.copied_trigger(row)
            && top.enabled != row.enabled
            && top.name == row.name
        {
            all.entry(top.oid).insert(relation.name.clone(), firing_state(row.enabled)?);
        }
    }
    Ok(all)
}

impl Catalog {
    /// The trigger that a partition's copy is a copy of, at the top.
    pub(crate) fn copied_trigger<'a>(&'a self, copy: &'a TriggerRow) -> Option<&'a TriggerRow> {
        let mut row = copy;
        // As many steps as there are levels of partitions; a circle, which there is none of, would end all the same.
        for _ in 0..self.triggers.len() {
            if row.parent == 0 {
                return Some(row);
            }
            row = self.triggers.get(*self.trigger_at.get(row.parent)?)?;
        }
        None
    }
}
