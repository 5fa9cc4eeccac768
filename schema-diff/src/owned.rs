//! Sequences that belong to columns: what is said of the table's persistence reaches them, and an identity goes on where a
//! serial's stood.

use std::collections::BTreeSet;

use schema_model::{Column, ColumnDefault, MemberName, ObjectId, QualifiedName, Schema, Sequence, Table};

use crate::action::{Effect, Reason};
use crate::expand::Fates;
use crate::inherit::Effects;
use crate::rules::Context;
use crate::{Alter, ColumnAlter, SequenceAlter, TableAlter, narrows};

/// From 15 on a table that becomes logged or unlogged takes the sequences of its serial columns along (ALTER TABLE, SET LOGGED).
/// They need no statement of their own, but for one that shall be otherwise: that is changed back after.
pub(crate) fn complete(context: Context<'_>, fates: &mut Fates, effects: &mut Effects) {
    if context.major() < 15 {
        return;
    }
    let by = Alter::Table(TableAlter::Persistence);
    let own = Alter::Sequence(SequenceAlter::Persistence);
    for (name, old) in context.from.all::<Sequence>() {
        let (Some(new), Some(table)) = (context.to.get::<Sequence>(name), stays_with(context, name)) else {
            continue;
        };
        let table_id = ObjectId::Table(table.clone());
        let changes = fates.get(&table_id).is_some_and(|fate| fate.alters.iter().any(|(a, _)| *a == by));
        let Some(now) = context.to.get::<Table>(&table).filter(|_| changes) else { continue };
        let id = ObjectId::Sequence(name.clone());
        if new.persistence != now.persistence {
            let fate = fates.entry(id).or_default();
            if !fate.alters.iter().any(|(alter, _)| *alter == own) {
                fate.alters.push((own.clone(), Reason::Completes));
            }
        } else if new.persistence != old.persistence {
            if let Some(fate) = fates.get_mut(&id) {
                fate.alters.retain(|(alter, _)| *alter != own);
                if fate.alters.is_empty() && !fate.create && !fate.drop {
                    fates.remove(&id);
                }
            }
            effects.add(&table_id, &by, Effect::Alters(id, vec!["persistence"]));
        }
    }
    identities_follow(context, fates, effects);
}

/// The same for the sequence of an identity, whose persistence is said as against the table's: one that had its own and shall have
/// the table's gets that with the table.
fn identities_follow(context: Context<'_>, fates: &mut Fates, effects: &mut Effects) {
    let by = Alter::Table(TableAlter::Persistence);
    let own = Alter::Column(ColumnAlter::IdentityPersistence);
    let columns: Vec<MemberName> = fates
        .iter()
        .filter(|(_, fate)| fate.alters.iter().any(|(alter, _)| *alter == own))
        .filter_map(|(id, _)| match id {
            ObjectId::Column(name) => Some(name.clone()),
            _ => None,
        })
        .collect();
    for name in columns {
        let table = ObjectId::Table(name.parent());
        let changes = fates.get(&table).is_some_and(|fate| fate.alters.iter().any(|(a, _)| *a == by));
        let identity = context.to.get::<Column>(&name).and_then(|column| column.identity.as_deref());
        if !changes || identity.is_none_or(|identity| identity.persistence.is_some()) {
            continue;
        }
        let id = ObjectId::Column(name);
        if let Some(fate) = fates.get_mut(&id) {
            fate.alters.retain(|(alter, _)| *alter != own);
            if fate.alters.is_empty() && !fate.create && !fate.drop {
                fates.remove(&id);
            }
        }
        effects.add(&table, &by, Effect::Alters(id, vec!["identity"]));
    }
}

/// The table whose column a sequence belongs to, before and after.
pub(crate) fn stays_with(context: Context<'_>, name: &QualifiedName) -> Option<QualifiedName> {
    let owner = |sequence: &Sequence| sequence.owned_by.as_ref().map(|column| column.parent());
    let before = owner(context.from.get::<Sequence>(name)?)?;
    (owner(context.to.get::<Sequence>(name)?)? == before).then_some(before)
}

/// The sequence of a serial column that becomes an identity: it goes, and the identity's goes on with its numbers. None if the
/// identity's bounds have no room for them all.
pub fn continued_sequence<'a>(
    from: &'a Schema,
    to: &Schema,
    column: &MemberName,
) -> Option<&'a QualifiedName> {
    let identity = to.get::<Column>(column)?.identity.as_ref()?;
    from.get::<Column>(column).filter(|before| before.identity.is_none())?;
    from.get::<ColumnDefault>(column)?;
    let continues = |old: &Sequence| {
        let (old, new) = (&old.options, &identity.options);
        (old.increment > 0) == (new.increment > 0) && !narrows(old, new)
    };
    from.all::<Sequence>()
        .find(|(name, old)| {
            old.owned_by.as_ref() == Some(column) && to.get::<Sequence>(name).is_none() && continues(old)
        })
        .map(|(name, _)| name)
}

/// The sequences that a column with values draws its next ones from only from now on: its new default depends on them, and the
/// old one did not. They must go on after the values that are there. Not those that cycle: they give numbers again in any
/// case.
pub fn adopted_sequences(from: &Schema, to: &Schema, column: &MemberName) -> Vec<QualifiedName> {
    let whole = |schema: &Schema| {
        let found = schema.get::<Column>(column);
        found.is_some_and(|found| matches!(&*found.type_name, "smallint" | "integer" | "bigint"))
    };
    // The values of a foreign table are elsewhere.
    if !whole(from) || !whole(to) || from.get::<Table>(&column.parent()).is_none_or(Table::is_foreign) {
        return Vec::new();
    }
    let id = ObjectId::ColumnDefault(column.clone());
    let mut before = BTreeSet::new();
    from.edges_of(&id, |on, _| {
        before.insert(on.clone());
    });
    let mut adopted = Vec::new();
    to.edges_of(&id, |on, _| {
        if let ObjectId::Sequence(name) = on
            && !before.contains(on)
            && to.get::<Sequence>(name).is_some_and(|sequence| !sequence.options.cycle)
        {
            adopted.push(name.clone());
        }
    });
    adopted
}

/// Whether a sequence that goes leaves its position to an identity.
pub(crate) fn is_continued(context: Context<'_>, fates: &Fates, id: &ObjectId) -> bool {
    let ObjectId::Sequence(name) = id else { return false };
    let column = context.from.get::<Sequence>(name).and_then(|sequence| sequence.owned_by.as_ref());
    column.is_some_and(|column| {
        let add = Alter::Column(ColumnAlter::AddIdentity);
        let fate = fates.get(&ObjectId::Column(column.clone()));
        fate.is_some_and(|fate| fate.alters.iter().any(|(alter, _)| *alter == add))
            && continued_sequence(context.from, context.to, column) == Some(name)
    })
}
