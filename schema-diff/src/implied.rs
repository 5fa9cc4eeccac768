//! Drops that need no statement: what PostgreSQL drops along with something else.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::algo::tarjan_scc;
use petgraph::graphmap::DiGraphMap;
use schema_model::{Object, ObjectId, ObjectKind, Why};

use crate::action::{Action, Effect};
use crate::dependents::references_for_drop;
use crate::expand::{Destroyers, Fates};
use crate::rules::Context;
use crate::{Alter, TableAlter};

/// The dropped objects that need no statement, each with the dropped objects that take it along. `inherited` is what goes by
/// inheritance with what is above it.
pub(crate) fn drops(
    context: Context<'_>,
    fates: &Fates,
    inherited: &BTreeMap<ObjectId, Vec<ObjectId>>,
) -> BTreeMap<ObjectId, Vec<ObjectId>> {
    let along: BTreeMap<&ObjectId, &ObjectId> =
        inherited.iter().flat_map(|(above, all)| all.iter().map(move |id| (id, above))).collect();
    let dropped = |id: &ObjectId| fates.get(id).is_some_and(|fate| fate.drop) || along.contains_key(id);
    let mut references: BTreeMap<&ObjectId, Vec<(ObjectId, Why)>> = BTreeMap::new();
    let mut disturbed: BTreeSet<&ObjectId> = BTreeSet::new();
    for id in fates.iter().filter(|(_, fate)| fate.drop).map(|(id, _)| id) {
        let mut all = references_for_drop(context.from, id);
        if all.iter().any(|(to, _)| fates.get(to).is_some_and(|fate| !fate.alters.is_empty())) {
            disturbed.insert(id);
        }
        all.retain(|(to, _)| dropped(to));
        references.insert(id, all);
    }
    let mut implied: BTreeMap<ObjectId, Vec<ObjectId>> = references
        .iter()
        .filter_map(|(id, references)| {
            let takers: Vec<ObjectId> = references
                .iter()
                .filter(|(to, why)| {
                    let along = *why == Why::Auto || !disturbed.contains(id) && is_over(id, to);
                    along && takes_along(to, id) && !stays_behind(context, fates, id, to)
                })
                .map(|(to, _)| to.clone())
                .collect();
            (!takers.is_empty()).then(|| ((*id).clone(), takers))
        })
        .collect();
    implied.extend(along.iter().map(|(id, above)| ((*id).clone(), vec![(*above).clone()])));
    // What would have to go both before and after what takes it along needs a statement of its own: foreign keys of tables
    // that refer to each other, a check that calls a function over its own table's rows.
    loop {
        let crossing = crossing(&references, &implied);
        if crossing.iter().all(|id| along.contains_key(id)) {
            return implied;
        }
        implied.retain(|id, _| !crossing.contains(id) || along.contains_key(id));
    }
}

/// Whether an index or a key is part of another that goes only once its own table has left.
fn stays_behind(context: Context<'_>, fates: &Fates, id: &ObjectId, to: &ObjectId) -> bool {
    let (ObjectId::Index(name) | ObjectId::Constraint(name)) = id else { return false };
    let attached = match context.from.object(id) {
        Some(Object::Index(index)) => index.attached_to.clone().map(ObjectId::Index),
        Some(Object::Constraint(constraint)) => constraint.attached_to.clone().map(ObjectId::Constraint),
        _ => None,
    };
    attached.as_ref() == Some(to)
        && fates.get(&ObjectId::Table(name.parent())).is_some_and(|fate| {
            fate.alters.iter().any(|(alter, _)| *alter == Alter::Table(TableAlter::Detach))
        })
}

/// Whether it is a constraint over a column of its own table. An expression is on record as what would refuse the drop, and
/// yet goes with the column (ALTER TABLE, DROP COLUMN); it may have to be out of the way, though, before something else of the
/// table changes.
fn is_over(id: &ObjectId, to: &ObjectId) -> bool {
    matches!((id, to), (ObjectId::Constraint(constraint), ObjectId::Column(column)) if constraint.parent() == column.parent())
}

/// Follows implied drops up to the actions that carry them out.
pub(crate) fn assign_destroyers(implied: &BTreeMap<ObjectId, Vec<ObjectId>>, destroyers: &mut Destroyers) {
    loop {
        let mut grown = false;
        for (id, takers) in implied {
            let found: BTreeSet<usize> =
                takers.iter().filter_map(|taker| destroyers.get(taker)).flatten().copied().collect();
            let known = destroyers.entry(id.clone()).or_default();
            let before = known.len();
            known.extend(found);
            grown |= known.len() > before;
        }
        if !grown {
            return;
        }
    }
}

/// What goes along with any of several objects goes with the first: statistics, or an index, of two columns.
pub(crate) fn say_first_destroyer(actions: &mut [Action], destroyers: &Destroyers, place: &[usize]) {
    for (id, all) in destroyers.iter().filter(|(_, all)| all.len() > 1) {
        let places: BTreeSet<usize> = all.iter().map(|index| place[*index]).collect();
        let goes = Effect::Drops(id.clone());
        let mut said = false;
        for at in &places {
            let effects = &mut actions[*at].effects;
            let before = effects.len();
            effects.retain(|effect| *effect != goes);
            said |= effects.len() < before;
        }
        if let Some(first) = places.first().filter(|_| said) {
            actions[*first].effects.push(goes);
        }
    }
}

/// The drops whose statements carry a drop out: its own, or those of what takes it along.
fn carriers<'a>(
    id: &'a ObjectId,
    implied: &'a BTreeMap<ObjectId, Vec<ObjectId>>,
    known: &mut BTreeMap<&'a ObjectId, BTreeSet<&'a ObjectId>>,
) -> BTreeSet<&'a ObjectId> {
    if let Some(carriers) = known.get(id) {
        return carriers.clone();
    }
    // Against a circle of takers, which only a model made by hand could have.
    known.insert(id, BTreeSet::new());
    let found: BTreeSet<&ObjectId> = match implied.get(id) {
        None => BTreeSet::from([id]),
        Some(takers) => takers.iter().flat_map(|taker| carriers(taker, implied, known)).collect(),
    };
    known.insert(id, found.clone());
    found
}

/// The implied drops that make statements wait for each other.
fn crossing(
    references: &BTreeMap<&ObjectId, Vec<(ObjectId, Why)>>,
    implied: &BTreeMap<ObjectId, Vec<ObjectId>>,
) -> BTreeSet<ObjectId> {
    let mut known = BTreeMap::new();
    let mut graph: DiGraphMap<&ObjectId, ()> = DiGraphMap::new();
    let mut tagged: Vec<(&ObjectId, &ObjectId, &ObjectId)> = Vec::new();
    for (id, references) in references {
        let before = carriers(id, implied, &mut known);
        for (to, _) in references {
            for second in carriers(to, implied, &mut known) {
                // An object that goes along with the other waits for nothing.
                if before.contains(second) {
                    continue;
                }
                for first in &before {
                    graph.add_edge(first, second, ());
                    if implied.contains_key(*id) {
                        tagged.push((id, first, second));
                    }
                }
            }
        }
    }
    let mut component: BTreeMap<&ObjectId, usize> = BTreeMap::new();
    for (number, members) in tarjan_scc(&graph).into_iter().enumerate() {
        component.extend(members.into_iter().map(|member| (member, number)));
    }
    tagged
        .into_iter()
        .filter(|(_, first, second)| component.get(first) == component.get(second))
        .map(|(id, _, _)| id.clone())
        .collect()
}

/// Whether a plan may rely on one drop for another. PostgreSQL drops more along with a type (up to 14 even the generated
/// columns that use it), but a type goes last, and what stands on it may have to go early.
fn takes_along(taker: &ObjectId, taken: &ObjectId) -> bool {
    taken.parents().contains(taker)
        || matches!(
            taker.kind(),
            ObjectKind::Table
                | ObjectKind::Column
                | ObjectKind::Index
                | ObjectKind::Constraint
                | ObjectKind::OperatorFamily
                | ObjectKind::AccessMethod
        )
        || ((taken.target().is_some() || taken.kind() == ObjectKind::Statistics)
            && matches!(taker.kind(), ObjectKind::View | ObjectKind::MaterializedView))
}
