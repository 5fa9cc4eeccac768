//! The dependencies of one schema, the other way round.

use std::collections::{BTreeMap, BTreeSet};

use schema_model::{ObjectId, Schema, Sequence, Why};

/// What depends on what.
pub(crate) struct Dependents<'a> {
    by_referenced: BTreeMap<&'a ObjectId, Vec<(ObjectId, Why)>>,
}

impl<'a> Dependents<'a> {
    pub(crate) fn of(schema: &'a Schema) -> Self {
        let mut by_referenced: BTreeMap<&'a ObjectId, Vec<(ObjectId, Why)>> = BTreeMap::new();
        let mut note = |from: &ObjectId, to: &ObjectId, why: Why| {
            if let Some((to, _)) = schema.object_entry(to) {
                by_referenced.entry(to).or_default().push((from.clone(), why));
            }
        };
        schema.edges(|from, to, why| note(from, to, why));
        // A sequence goes with its column, though it was there first.
        for (name, sequence) in schema.all::<Sequence>() {
            if let Some(column) = &sequence.owned_by {
                note(&ObjectId::Sequence(name.clone()), &ObjectId::Column(column.clone()), Why::Auto);
            }
        }
        for dependents in by_referenced.values_mut() {
            dependents.sort();
            dependents.dedup();
        }
        Self { by_referenced }
    }

    pub(crate) fn on(&self, id: &ObjectId) -> &[(ObjectId, Why)] {
        self.by_referenced.get(id).map_or(&[], Vec::as_slice)
    }
}

/// Whether an object depends on another, by whatever is between them.
pub(crate) fn reaches(schema: &Schema, from: &ObjectId, to: &ObjectId) -> bool {
    let mut seen = BTreeSet::new();
    let mut queue = vec![from.clone()];
    while let Some(at) = queue.pop() {
        let mut found = false;
        schema.edges_of(&at, |next, _| {
            found |= next == to;
            if seen.insert(next.clone()) {
                queue.push(next.clone());
            }
        });
        if found {
            return true;
        }
    }
    false
}

/// What an object depends on when it is dropped: its edges, and the column that a sequence belongs to.
pub(crate) fn references_for_drop(schema: &Schema, id: &ObjectId) -> Vec<(ObjectId, Why)> {
    let mut all = Vec::new();
    schema.edges_of(id, |to, why| all.push((to.clone(), why)));
    if let ObjectId::Sequence(name) = id
        && let Some(column) = schema.get::<Sequence>(name).and_then(|s| s.owned_by.as_ref())
    {
        all.push((ObjectId::Column(column.clone()), Why::Auto));
    }
    all
}
