//! Operators.

use schema_model::{ObjectId, Operator, OperatorField, OperatorName, QualifiedName, Schema};

use super::{Rules, anywhere, plain, redefines};
use crate::action::{Cost, Effect};
use crate::expand::{Fate, Fates};
use crate::inherit::Effects;
use crate::rules::{Context, Decision, Pair, Sense, Traits};
use crate::{Alter, Lock, OperatorAlter};

/// The other operator of a link, what sets the link, the field that it is, and what clears it.
type Link =
    (fn(&Operator, &OperatorName) -> Option<OperatorName>, OperatorAlter, &'static str, fn(&mut Operator));

const LINKS: [Link; 2] = [
    (Operator::commutator_of, OperatorAlter::Commutator, "commutator", |it| it.commutator = None),
    (Operator::negator_of, OperatorAlter::Negator, "negator", |it| it.negator = None),
];

/// The operator on the other side of a link that leads back, in one schema.
fn linked(schema: &Schema, id: &OperatorName, link: &Link) -> Option<OperatorName> {
    let other = link.0(schema.get::<Operator>(id)?, id)?;
    let back = link.0(schema.get::<Operator>(&other)?, &other)?;
    (back == *id && other != *id).then_some(other)
}

/// Takes the links to an operator that goes from those that it is linked with, and tells which those are
/// (`RemoveOperatorById`).
pub(crate) fn unlink(schema: &mut Schema, id: &ObjectId) -> Vec<ObjectId> {
    let ObjectId::Operator(id) = id else { return Vec::new() };
    let mut others = Vec::new();
    for link in &LINKS {
        if let Some(other) = linked(schema, id, link) {
            schema.update::<Operator>(&other, link.3);
            others.push(ObjectId::Operator(other));
        }
    }
    others
}

/// The operators that get a link by the making of this one, and the fields that those links are (`OperatorUpd`).
pub(crate) fn linked_by(to: &Schema, id: &ObjectId) -> Vec<(ObjectId, &'static str)> {
    let ObjectId::Operator(id) = id else { return Vec::new() };
    let other = |link: &Link| Some((ObjectId::Operator(linked(to, id, link)?), link.2));
    LINKS.iter().filter_map(other).collect()
}

/// Whether making or dropping the other operator makes or takes away the link (`OperatorUpd`).
fn comes_along(context: Context<'_>, id: &OperatorName, link: &Link) -> bool {
    let made =
        linked(context.to, id, link).is_some_and(|other| context.from.get::<Operator>(&other).is_none());
    let gone =
        linked(context.from, id, link).is_some_and(|other| context.to.get::<Operator>(&other).is_none());
    made || gone
}

fn decide_link(context: Context<'_>, pair: &Pair<'_, Operator>, link: &Link) -> Decision {
    let (old, new) = (link.0(pair.old, pair.id), link.0(pair.new, pair.id));
    let first = context.major() >= 17 && old.is_none() && new.is_some();
    // What was linked before must be gone before there is a new link.
    let once = old.is_none() || new.is_none();
    if first || once && comes_along(context, pair.id, link) {
        Decision::Alter(link.1.clone().into())
    } else {
        Decision::Replace
    }
}

/// Takes out what making and dropping other operators does to links.
pub(crate) fn complete(context: Context<'_>, fates: &mut Fates, effects: &mut Effects) {
    let changed: Vec<OperatorName> = fates
        .iter()
        .filter(|(_, fate)| !fate.alters.is_empty())
        .filter_map(|(id, _)| match id {
            ObjectId::Operator(name) => Some(name.clone()),
            _ => None,
        })
        .collect();
    for name in changed {
        let id = ObjectId::Operator(name.clone());
        for link in &LINKS {
            let alter = Alter::Operator(link.1.clone());
            let other = linked(context.to, &name, link).map(ObjectId::Operator);
            let made = other.clone().filter(|other| fates.get(other).is_some_and(|fate| fate.create));
            // Where both are given the link, the first one gets it for both.
            let says = |fate: &Fate| fate.alters.iter().any(|(known, _)| *known == alter);
            let first = other.filter(|other| *other < id && fates.get(other).is_some_and(says));
            let gone = linked(context.from, &name, link).map(ObjectId::Operator);
            let gone = gone.filter(|other| fates.get(other).is_some_and(|fate| fate.drop && !fate.create));
            if !fates.get(&id).is_some_and(says) {
                continue;
            }
            let effect = Effect::Alters(id.clone(), vec![link.2]);
            match (made, first, gone) {
                (Some(other), _, _) => effects.creating.entry(other).or_default().push(effect),
                (_, Some(other), _) => effects.add(&other, &alter, effect),
                (_, _, Some(other)) => effects.gone.entry(other).or_default().push(effect),
                (None, None, None) => continue,
            }
            if let Some(fate) = fates.get_mut(&id) {
                fate.alters.retain(|(known, _)| *known != alter);
            }
        }
        if fates.get(&id).is_some_and(|fate| fate.alters.is_empty() && !fate.create && !fate.drop) {
            fates.remove(&id);
        }
    }
}

impl Rules for Operator {
    type Alter = OperatorAlter;
    const CREATE: u16 = 162;
    const DROP: u16 = 46;
    const GROUND: &'static [&'static str] = &["function", "commutator", "negator"];
    const RENAMED: Option<(&'static str, Lock)> = None;
    const NAMES_OTHERS: bool = true;
    const FOLLOWS_TYPE: bool = true;

    fn decide(context: Context<'_>, pair: &Pair<'_, Self>, field: OperatorField) -> Vec<Decision> {
        let attribute = |wanted: bool, alter: OperatorAlter| {
            // It is set, and never taken away.
            if wanted && context.major() >= 17 { Decision::Alter(alter.into()) } else { Decision::Replace }
        };
        match field {
            OperatorField::Function => vec![Decision::Replace],
            OperatorField::Commutator => vec![decide_link(context, pair, &LINKS[0])],
            OperatorField::Negator => vec![decide_link(context, pair, &LINKS[1])],
            OperatorField::Restrict => vec![Decision::Alter(OperatorAlter::Estimators.into())],
            OperatorField::Join if pair.old.restrict != pair.new.restrict => vec![],
            OperatorField::Join => vec![Decision::Alter(OperatorAlter::Estimators.into())],
            OperatorField::Hashes => vec![attribute(pair.new.hashes, OperatorAlter::Hashes)],
            OperatorField::Merges => vec![attribute(pair.new.merges, OperatorAlter::Merges)],
        }
    }

    fn traits(_: Context<'_>, pair: &Pair<'_, Self>, alter: &OperatorAlter) -> Traits {
        // One that goes has no words of its own: the other operator takes it along.
        let linking = |new: &Option<QualifiedName>| if new.is_some() { Sense::Adds } else { Sense::Changes };
        match alter {
            OperatorAlter::Estimators => redefines(&["restrict", "join"], Sense::Changes, Cost::default()),
            OperatorAlter::Commutator => {
                anywhere(&["commutator"], linking(&pair.new.commutator), Cost::default())
            }
            OperatorAlter::Negator => anywhere(&["negator"], linking(&pair.new.negator), Cost::default()),
            OperatorAlter::Hashes => anywhere(&["hashes"], Sense::Adds, Cost::default()),
            OperatorAlter::Merges => anywhere(&["merges"], Sense::Adds, Cost::default()),
        }
    }

    fn consumes(_: Context<'_>, id: &OperatorName, new: &Self, alter: &OperatorAlter) -> Vec<ObjectId> {
        let other = match alter {
            OperatorAlter::Commutator => new.commutator_of(id),
            OperatorAlter::Negator => new.negator_of(id),
            OperatorAlter::Estimators | OperatorAlter::Hashes | OperatorAlter::Merges => None,
        };
        other.map(ObjectId::Operator).into_iter().collect()
    }

    plain!(completions: none);
    plain!(releases: none);
    plain!(refused_by: none);
    plain!(create_cost: Cost::default());
    plain!(drop_cost: Cost::default());
    plain!(holds_data: false);
    plain!(secrets: none);
}
