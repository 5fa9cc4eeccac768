//! The copies that partitions have of a trigger: PostgreSQL makes and drops them, and only in which sessions each fires can be
//! set.
//!
//! Whatever is said of the trigger reaches all copies (`ATSimpleRecursion`, `CreateTriggerFiringOn`), and a partition that
//! comes gets one that fires as the trigger does: what is special about a copy is said again after.

use schema_model::{ObjectId, QualifiedName, Schema, Table, Trigger};

use crate::action::{Effect, Reason};
use crate::expand::Fates;
use crate::inherit::Effects;
use crate::rules::{Context, Pair};
use crate::{Alter, TableAlter, TriggerAlter};

/// A partition and the partitioned tables above it, up to `top`; nothing if it is not below.
fn lineage(schema: &Schema, partition: &QualifiedName, top: &QualifiedName) -> Option<Vec<QualifiedName>> {
    let mut line = Vec::new();
    let mut at = partition;
    // A line longer than the number of objects would be a circle, which PostgreSQL does not allow.
    while line.len() <= schema.len() {
        line.push(at.clone());
        at = &schema.get::<Table>(at)?.partition_of.as_ref()?.parent;
        if at == top {
            return Some(line);
        }
    }
    None
}

/// Whether some copy that is there in the end shall fire in other sessions.
pub(crate) fn differ(context: Context<'_>, pair: &Pair<'_, Trigger>) -> bool {
    let Pair { id, old, new } = pair;
    let all = old.on_partitions.keys().chain(new.on_partitions.keys());
    let mut changed = all.filter(|partition| {
        let state = |trigger: &Trigger| trigger.on_partitions.get(*partition).copied();
        state(old) != state(new)
    });
    changed.any(|partition| lineage(context.to, partition, &id.parent()).is_some())
}

/// Says states again for partitions that come anew, and notes those that go with their partitions.
pub(crate) fn complete(context: Context<'_>, fates: &mut Fates, effects: &mut Effects) {
    for (id, new) in context.to.all::<Trigger>() {
        let Some(old) = context.from.get::<Trigger>(id) else { continue };
        if old.on_partitions.is_empty() && new.on_partitions.is_empty() {
            continue;
        }
        let object = ObjectId::Trigger(id.clone());
        let says = |alter: &Alter| *alter == Alter::Trigger(TriggerAlter::OnPartitions);
        let fate = fates.get(&object);
        if fate.is_some_and(|fate| fate.drop || fate.create || fate.alters.iter().any(|(a, _)| says(a))) {
            continue;
        }
        let attached = |table: &QualifiedName| {
            fates.get(&ObjectId::Table(table.clone())).is_some_and(|fate| {
                fate.create || fate.alters.iter().any(|(a, _)| *a == Alter::Table(TableAlter::Attach))
            })
        };
        let anew = new.on_partitions.keys().any(|partition| {
            lineage(context.to, partition, &id.parent()).is_some_and(|line| line.iter().any(attached))
        });
        if anew {
            let fate = fates.entry(object).or_default();
            fate.alters.push((TriggerAlter::OnPartitions.into(), Reason::Completes));
        } else if old.on_partitions != new.on_partitions {
            for partition in old.on_partitions.keys() {
                let line = lineage(context.from, partition, &id.parent()).unwrap_or_default();
                note_gone(fates, effects, &line, &object);
            }
        }
    }
}

/// A copy goes with the first table on the way up that goes, or leaves.
fn note_gone(fates: &Fates, effects: &mut Effects, line: &[QualifiedName], trigger: &ObjectId) {
    for table in line {
        let table = ObjectId::Table(table.clone());
        let Some(fate) = fates.get(&table) else { continue };
        let effect = Effect::Alters(trigger.clone(), vec!["on_partitions"]);
        let detach = Alter::Table(TableAlter::Detach);
        if fate.drop {
            effects.gone.entry(table).or_default().push(effect);
        } else if fate.alters.iter().any(|(alter, _)| *alter == detach) {
            effects.add(&table, &detach, effect);
        } else {
            continue;
        }
        return;
    }
}
