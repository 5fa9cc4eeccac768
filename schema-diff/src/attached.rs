//! The indexes and keys of partitions that `ATTACH PARTITION` looks after by itself: those that match one of the partitioned
//! table are attached to it, and where there is none it is made. Source: `AttachPartitionEnsureIndexes` in PostgreSQL's
//! `tablecmds.c`; `ChooseIndexName` in its `indexcmds.c` for the name.

use std::collections::{BTreeMap, BTreeSet};

use schema_model::{
    Constraint, ConstraintDefinition, Index, IndexKey, MemberName, Name, Object, ObjectId, QualifiedName,
    Schema, Table, object_name,
};

use crate::action::Effect;
use crate::expand::Fates;
use crate::inherit::Effects;
use crate::kinds::is_foreign;
use crate::names::FreeNames;
use crate::rules::Context;
use crate::{Alter, ConstraintAlter, IndexAlter, TableAlter};

/// Takes out of the fates what follows from attaching tables.
pub(crate) fn complete(context: Context<'_>, fates: &mut Fates, effects: &mut Effects) {
    let attach = Alter::from(TableAlter::Attach);
    let coming: Vec<(QualifiedName, QualifiedName, bool)> = context
        .to
        .all::<Table>()
        .filter_map(|(name, table)| {
            let of = table.partition_of.as_ref()?;
            let fate = fates.get(&ObjectId::Table(name.clone()))?;
            let comes = fate.create || fate.alters.iter().any(|(alter, _)| *alter == attach);
            comes.then(|| (name.clone(), of.parent.clone(), fate.create))
        })
        .collect();
    if coming.is_empty() {
        return;
    }
    // All is decided by what the plan does without this: what is implied above is still made, as it is for what is below.
    let free = FreeNames::of(context);
    let mut whole: BTreeMap<ObjectId, bool> = BTreeMap::new();
    let mut implied = Vec::new();
    for (table, parent, new) in coming {
        let by = ObjectId::Table(table.clone());
        for (id, above) in attached(context.to, &table) {
            let Some(fate) = fates.get(&id).filter(|fate| !fate.drop) else { continue };
            let whole =
                *whole.entry(above.clone()).or_insert_with(|| is_whole(context, fates, &parent, &above));
            if !whole || !is_the_only_match(context, &table, &id) {
                continue;
            }
            let comes =
                new && comes_by_itself(context.to, &id, &above) && free.is_free(&relation(&id, &table));
            let what = match (fate.create, comes) {
                (true, true) => Implied::Index,
                (true, false) => Implied::AttachmentOfNew,
                (false, _) if fate.alters.iter().any(|(alter, _)| is_attachment(alter)) => {
                    Implied::Attachment
                }
                (false, _) => continue,
            };
            implied.push((id, by.clone(), what));
        }
    }
    for (id, by, what) in implied {
        let effect = match what {
            Implied::Index => {
                fates.remove(&id);
                Effect::Creates(id)
            }
            Implied::AttachmentOfNew => {
                effects.attached.insert(id.clone());
                Effect::Alters(id, vec!["attached_to"])
            }
            Implied::Attachment => {
                if let Some(fate) = fates.get_mut(&id) {
                    fate.alters.retain(|(alter, _)| !is_attachment(alter));
                    if fate.alters.is_empty() {
                        fates.remove(&id);
                    }
                }
                Effect::Alters(id, vec!["attached_to"])
            }
        };
        effects.add(&by, &attach, effect);
    }
}

/// What attaching a table does for an index or a key of it.
enum Implied {
    /// It is made.
    Index,
    /// It is made by a statement of its own, and attached.
    AttachmentOfNew,
    /// It was there, and is attached.
    Attachment,
}

/// Whether it attaches an index or a key.
pub(crate) fn is_attachment(alter: &Alter) -> bool {
    matches!(alter, Alter::Index(IndexAlter::Attach) | Alter::Constraint(ConstraintAlter::Attach))
}

/// What a partition's key is part of: a key, or an index that no constraint has.
pub(crate) fn above_key(schema: &Schema, above: &MemberName) -> ObjectId {
    let key = ObjectId::Constraint(above.clone());
    if schema.contains(&key) { key } else { ObjectId::Index(above.clone()) }
}

/// When an index or a key is made, as against another one that its second form names.
pub(crate) enum Making {
    /// Once the other one is there.
    After,
    /// Before it, which takes it in: because the other one is made for partitions that no model shows, too, and would make one
    /// for this partition.
    Before,
    /// Whenever: it is attached in any case, and the other one waits for partitions.
    Anytime,
}

impl Making {
    /// Of `id` as against `above`.
    pub(crate) fn of(context: Context<'_>, id: &ObjectId, above: &ObjectId) -> Self {
        let attached_to = match id {
            ObjectId::Index(name) => context.to.get::<Index>(name).and_then(|it| it.attached_to.as_ref()),
            ObjectId::Constraint(name) => {
                context.to.get::<Constraint>(name).and_then(|it| it.attached_to.as_ref())
            }
            _ => None,
        };
        let (ObjectId::Index(name) | ObjectId::Constraint(name)) = above else { return Self::After };
        if attached_to != Some(name) {
            Self::After
        } else if context.from.children_left_out.contains(&name.parent()) {
            Self::Before
        } else if lacks_parts(context, above) {
            Self::Anytime
        } else {
            Self::After
        }
    }
}

fn relation(id: &ObjectId, table: &QualifiedName) -> QualifiedName {
    QualifiedName::new(table.schema.clone(), id.own_name())
}

/// The indexes and keys of a partition that are part of one above.
fn attached(schema: &Schema, table: &QualifiedName) -> Vec<(ObjectId, ObjectId)> {
    let Some(view) = schema.table_view(table) else { return Vec::new() };
    let indexes = view.indexes().filter_map(|(name, index)| {
        let above = ObjectId::Index(index.attached_to.clone()?);
        Some((ObjectId::Index(table.member(name)), above))
    });
    let keys = view.constraints().filter_map(|(name, constraint)| {
        let above = above_key(schema, constraint.attached_to.as_ref()?);
        Some((ObjectId::Constraint(table.member(name)), above))
    });
    indexes.chain(keys).collect()
}

/// Whether what is above is there when the table is attached, and valid: it was made before its table had a partition, or all
/// that are there have theirs. (What is made valid by its last partition needs a statement of its own.)
fn is_whole(context: Context<'_>, fates: &Fates, parent: &QualifiedName, above: &ObjectId) -> bool {
    let made = |id: &ObjectId| fates.get(id).is_some_and(|fate| fate.create);
    let changed = |id: &ObjectId| fates.get(id).is_some_and(|fate| fate.drop || !fate.alters.is_empty());
    if lacks_parts(context, above) {
        return false;
    }
    if made(&ObjectId::Table(parent.clone())) {
        return made(above) && !changed(above);
    }
    if made(above) || changed(above) || !context.from.contains(above) {
        return false;
    }
    let mut partitions = context.children_of(parent).iter();
    partitions.all(|name| attached(context.from, name).iter().any(|(_, other)| other == above))
}

/// Whether a partitioned index or key is to be without that of some partition, on any level: it is made once the partitions are
/// there, because each that comes later would get one. (Foreign partitions have none.)
pub(crate) fn lacks_parts(context: Context<'_>, above: &ObjectId) -> bool {
    let table = match above {
        ObjectId::Index(name) | ObjectId::Constraint(name) => name.parent(),
        _ => return false,
    };
    // It is asked once for each partition.
    if let Some(known) = context.facts.lacking.borrow().get(above) {
        return *known;
    }
    let lacks = context.children_after(&table).iter().any(|child| {
        let theirs = attached(context.to, child);
        let theirs = theirs.iter().find(|(_, other)| other == above).map(|(id, _)| id);
        theirs.map_or(!is_foreign(context.to, child), |id| lacks_parts(context, id))
    });
    context.facts.lacking.borrow_mut().insert(above.clone(), lacks);
    lacks
}

/// What must be equal in an index that is attached.
fn shape(schema: &Schema, id: &ObjectId) -> Option<Vec<String>> {
    match schema.object(id)? {
        Object::Index(index) => {
            let columns = index.columns.iter().map(|column| format!("{:?}", column.key)).collect();
            Some(columns)
        }
        Object::Constraint(constraint) => match &constraint.definition {
            ConstraintDefinition::PrimaryKey(key) | ConstraintDefinition::Unique(key) => {
                let columns = key.columns.iter().map(|name| format!("{:?}", IndexKey::Column(name.clone())));
                Some(columns.collect())
            }
            ConstraintDefinition::Exclusion(text) => Some(vec![text.to_string()]),
            ConstraintDefinition::Check(_) | ConstraintDefinition::ForeignKey(_) => None,
        },
        _ => None,
    }
}

/// Whether no other index of the partition, before or after, could be taken instead.
fn is_the_only_match(context: Context<'_>, table: &QualifiedName, id: &ObjectId) -> bool {
    let Some(columns) = shape(context.to, id) else { return false };
    let mut alike: BTreeSet<ObjectId> = BTreeSet::new();
    for schema in [context.from, context.to] {
        let Some(view) = schema.table_view(table) else { continue };
        let indexes = view.indexes().map(|(name, _)| ObjectId::Index(table.member(name)));
        let keys = view.constraints().map(|(name, _)| ObjectId::Constraint(table.member(name)));
        alike.extend(
            indexes.chain(keys).filter(|other| shape(schema, other).is_some_and(|other| other == columns)),
        );
    }
    alike.len() == 1
}

/// Whether PostgreSQL makes just this index or key, under just this name.
fn comes_by_itself(schema: &Schema, id: &ObjectId, above: &ObjectId) -> bool {
    let joined = |names: &[&str]| Name::from(names.join("_"));
    match (id, schema.object(id), schema.object(above)) {
        (ObjectId::Index(name), Some(Object::Index(own)), Some(Object::Index(above))) => {
            let mut wanted = Index::clone(own);
            wanted.attached_to.clone_from(&above.attached_to);
            let names: Option<Vec<&str>> = own
                .columns
                .iter()
                .map(|column| match &column.key {
                    IndexKey::Column(name) => Some(name.as_str()),
                    IndexKey::Expression(_) => None,
                })
                .collect();
            let plain = own.include.is_empty() && own.statistics.is_empty() && !own.invalid;
            plain
                && wanted == **above
                && names.is_some_and(|names| is_chosen(name, Some(&joined(&names)), "idx"))
        }
        (ObjectId::Constraint(name), Some(Object::Constraint(own)), Some(Object::Constraint(above))) => {
            let mut wanted = Constraint::clone(own);
            wanted.attached_to.clone_from(&above.attached_to);
            let chosen = match &own.definition {
                ConstraintDefinition::PrimaryKey(key) => {
                    key.include.is_empty() && is_chosen(name, None, "pkey")
                }
                ConstraintDefinition::Unique(key) => {
                    let names: Vec<&str> = key.columns.iter().map(|name| name.as_str()).collect();
                    key.include.is_empty() && is_chosen(name, Some(&joined(&names)), "key")
                }
                ConstraintDefinition::Exclusion(_)
                | ConstraintDefinition::Check(_)
                | ConstraintDefinition::ForeignKey(_) => false,
            };
            chosen && wanted == **above
        }
        _ => false,
    }
}

fn is_chosen(name: &MemberName, columns: Option<&Name>, label: &str) -> bool {
    name.name == object_name(&name.parent, columns, label)
}
