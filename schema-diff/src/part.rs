//! Parts of objects that have comments and privileges of their own: what happens to them when the part goes and comes while
//! the object stays.

use std::collections::BTreeMap;

use schema_model::{Domain, MemberName, ObjectId, ObjectKind};

use crate::action::Effect;
use crate::expand::Fates;
use crate::inherit::Effects;
use crate::rules::Context;
use crate::{Alter, ColumnAlter, DomainAlter};

/// Why something about a part can't be said to the target, if it can't: the constraint behind NOT NULL has a name from 18 on,
/// a domain's from 17 on.
pub(crate) fn unnamed(context: Context<'_>, id: &ObjectId) -> Option<String> {
    let target = id.target().filter(|target| !context.to.contains(target))?;
    let since = match target {
        ObjectId::Constraint(_) => 18,
        ObjectId::DomainConstraint(_) => 17,
        _ => return None,
    };
    (context.major() < since)
        .then(|| format!("before PostgreSQL {since} NOT NULL is no constraint that could have one"))
}

/// Whether it is about a constraint: of those that depend on a column, or on a domain by its name, only what is about the
/// constraint behind its NOT NULL.
pub(crate) fn is_of_not_null(id: &ObjectId) -> bool {
    matches!(id.target(), Some(ObjectId::Constraint(_) | ObjectId::DomainConstraint(_)))
}

/// The object by which the owner of the target of a privilege is found: a column's is its table.
pub(crate) fn owned(context: Context<'_>, target: &ObjectId) -> ObjectId {
    match context.to.resolve(target) {
        Some(ObjectId::Column(column)) => ObjectId::Table(MemberName::parent(column)),
        Some(whole) => whole.clone(),
        None => target.clone(),
    }
}

/// What is on a part needs no statement where the part goes anyway, nor a comment where the part gets another name and another
/// comment: COMMENT takes the place of what was there.
pub(crate) fn complete(context: Context<'_>, fates: &mut Fates, effects: &mut Effects) {
    let mut gone = Vec::new();
    let said: BTreeMap<(&ObjectId, ObjectKind), &ObjectId> = fates
        .iter()
        .filter(|(id, fate)| fate.create && matches!(id, ObjectId::Comment(_)))
        .filter_map(|(id, _)| {
            let part = id.target().filter(|target| !context.to.contains(target))?;
            Some(((context.to.resolve(part)?, part.kind()), id))
        })
        .collect();
    for (id, _) in fates.iter().filter(|(_, fate)| fate.drop) {
        let Some(target) = id.target().filter(|target| !context.from.contains(target)) else { continue };
        let Some(whole) = context.from.resolve(target) else { continue };
        let renamed = || said.get(&(whole, target.kind())).filter(|_| matches!(id, ObjectId::Comment(_)));
        let alters = fates.get(whole).into_iter().flat_map(|fate| &fate.alters).map(|(alter, _)| alter);
        for alter in alters {
            let renames = match (alter, target, whole) {
                (Alter::Column(ColumnAlter::DropNotNull), ObjectId::Constraint(_), _)
                | (Alter::Column(ColumnAlter::DropIdentity), ObjectId::Sequence(_), _) => false,
                (Alter::Column(ColumnAlter::RenameNotNull), ObjectId::Constraint(_), _)
                | (Alter::Column(ColumnAlter::SetIdentity), ObjectId::Sequence(_), _) => true,
                (
                    Alter::Domain(DomainAlter::NotNull),
                    ObjectId::DomainConstraint(_),
                    ObjectId::Domain(name),
                ) => context.to.get::<Domain>(name).is_some_and(|domain| domain.not_null.is_some()),
                _ => continue,
            };
            let now = renamed().filter(|_| renames);
            if renames && now.is_none() {
                continue;
            }
            // The same text stays where it is, under the new name.
            let stays = now.filter(|now| context.from.object(id) == context.to.object(now));
            gone.push((id.clone(), whole.clone(), alter.clone(), stays.map(|now| (*now).clone())));
            break;
        }
    }
    for (id, whole, by, stays) in gone {
        if let Some(fate) = fates.get_mut(&id) {
            fate.drop = false;
            if !fate.create {
                fates.remove(&id);
            }
        }
        effects.add(&whole, &by, Effect::Drops(id));
        if let Some(stays) = stays {
            fates.remove(&stays);
            effects.add(&whole, &by, Effect::Creates(stays));
        }
    }
}
