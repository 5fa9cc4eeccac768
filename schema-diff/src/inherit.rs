//! What partitions and children get, lose and change along with their parent, without a statement of their own.

use std::collections::{BTreeMap, BTreeSet};

use schema_model::{Column, MemberName, ObjectId, QualifiedName, Schema, Table};

use crate::action::Effect;
use crate::expand::Fates;
use crate::kinds::{operator, parameter};
use crate::rules::Context;
use crate::{Alter, ColumnAlter, TableAlter, attached, checks, copies, not_null, owned, part};

/// What actions on parents do to their children.
#[derive(Default)]
pub(crate) struct Effects {
    /// By the object that is created.
    pub(crate) creating: BTreeMap<ObjectId, Vec<Effect>>,
    /// By the object that is dropped.
    pub(crate) dropping: BTreeMap<ObjectId, Vec<ObjectId>>,
    /// What else happens with the object that is dropped.
    pub(crate) gone: BTreeMap<ObjectId, Vec<Effect>>,
    /// Indexes and keys that are attached along with their table.
    pub(crate) attached: BTreeSet<ObjectId>,
    altering: Vec<(ObjectId, Alter, Effect)>,
}

impl Effects {
    /// Notes an effect of one alteration.
    pub(crate) fn add(&mut self, by: &ObjectId, how: &Alter, effect: Effect) {
        self.altering.push((by.clone(), how.clone(), effect));
    }

    /// Takes the effects of one alteration.
    pub(crate) fn altering(&mut self, id: &ObjectId, alter: &Alter) -> Vec<Effect> {
        let mut taken = Vec::new();
        self.altering.retain(|(by, how, effect)| {
            let hit = by == id && how == alter;
            if hit {
                taken.push(effect.clone());
            }
            !hit
        });
        taken
    }
}

/// Children by parent, for the tables that keep their parent.
fn kept_children(context: Context<'_>) -> Vec<(QualifiedName, QualifiedName)> {
    let mut pairs = Vec::new();
    for (child, now) in context.to.all::<Table>() {
        let Some(before) = context.from.get::<Table>(child) else { continue };
        for parent in now.parents() {
            if before.parents().any(|p| p == parent) && before.partition_of == now.partition_of {
                pairs.push((parent.clone(), child.clone()));
            }
        }
    }
    pairs
}

/// Finds what follows from actions on parents, and takes it out of the fates of the children.
pub(crate) fn imply(context: Context<'_>, fates: &mut Fates) -> Effects {
    let mut effects = Effects::default();
    not_null::complete(context, fates, &mut effects);
    copies::complete(context, fates, &mut effects);
    attached::complete(context, fates, &mut effects);
    owned::complete(context, fates, &mut effects);
    checks::complete(context, fates, &mut effects);
    parameter::complete(fates, &mut effects);
    let mut pairs = kept_children(context);
    // Grandchildren follow children: parents first, so that an effect is found at the topmost action.
    pairs.sort_by_key(|(_, child)| depth(context.to, child));
    let mut source: BTreeMap<ObjectId, ObjectId> = BTreeMap::new();
    for (parent, child) in &pairs {
        for (name, column) in columns(context, child) {
            follow_column(
                context,
                fates,
                &mut effects,
                &mut source,
                &parent.member(&name),
                &child.member(&name),
                column,
            );
        }
    }
    for (table, now) in context.to.all::<Table>() {
        let before = context.from.get::<Table>(table).and_then(|table| table.of_type.as_ref());
        if let Some(of) = now.of_type.as_ref().filter(|of| before == Some(*of)) {
            for (name, _) in columns(context, table) {
                follow_attribute(context, fates, &mut effects, &of.member(&name), &table.member(&name));
            }
        }
    }
    for (id, _) in context.to.all::<Table>() {
        let Some(fate) = fates.get(&ObjectId::Table(id.clone())) else { continue };
        let alters: Vec<Alter> = fate.alters.iter().map(|(alter, _)| alter.clone()).collect();
        let detach = Alter::from(TableAlter::Detach);
        if alters.contains(&detach) {
            split(context, fates, &mut effects, id, &detach);
        }
    }
    operator::complete(context, fates, &mut effects);
    part::complete(context, fates, &mut effects);
    effects
}

/// How many tables there are above a table, by its first parents.
pub(crate) fn depth(schema: &Schema, table: &QualifiedName) -> usize {
    let mut depth = 0;
    let mut at = table.clone();
    // A chain longer than the number of objects would be a circle, which PostgreSQL does not allow.
    while depth <= schema.len() {
        let Some(parent) = schema.get::<Table>(&at).and_then(|t| t.parents().next().cloned()) else {
            break;
        };
        at = parent;
        depth += 1;
    }
    depth
}

/// The names of a child's columns on either side, and whether they are inherited.
fn columns(context: Context<'_>, table: &QualifiedName) -> Vec<(schema_model::Name, bool)> {
    let mut all: BTreeMap<schema_model::Name, bool> = BTreeMap::new();
    for schema in [context.from, context.to] {
        if let Some(view) = schema.table_view(table) {
            for (name, column) in view.columns_by_name() {
                all.insert(name.clone(), column.inherited);
            }
        }
    }
    all.into_iter().collect()
}

fn follow_column(
    context: Context<'_>,
    fates: &mut Fates,
    effects: &mut Effects,
    source: &mut BTreeMap<ObjectId, ObjectId>,
    parent: &MemberName,
    child: &MemberName,
    inherited: bool,
) {
    let (above, below) = (ObjectId::Column(parent.clone()), ObjectId::Column(child.clone()));
    // The action that the parent's column itself follows, if it does.
    let top = source.get(&above).cloned().unwrap_or_else(|| above.clone());
    let Some(upper) = fates.get(&top) else { return };
    let (creates, drops) = (upper.create, upper.drop);
    let alters: Vec<Alter> = upper.alters.iter().map(|(alter, _)| alter.clone()).collect();
    let Some(fate) = fates.get_mut(&below) else { return };
    if inherited && fate.create && creates && !fate.drop {
        effects.creating.entry(top.clone()).or_default().push(Effect::Creates(below.clone()));
        source.insert(below.clone(), top);
        fates.remove(&below);
        return;
    }
    if inherited && fate.drop && drops && !fate.create {
        effects.dropping.entry(top.clone()).or_default().push(below.clone());
        source.insert(below.clone(), top);
        fates.remove(&below);
        return;
    }
    let (Some(upper), Some(lower)) = (context.to.get::<Column>(parent), context.to.get::<Column>(child))
    else {
        return;
    };
    let mut followed = Vec::new();
    fate.alters.retain(|(alter, _)| {
        let follows = alters.contains(alter)
            && match alter {
                Alter::Column(ColumnAlter::SetType | ColumnAlter::Retype(_)) => {
                    (&upper.type_name, &upper.collation) == (&lower.type_name, &lower.collation)
                }
                Alter::Column(alter @ (ColumnAlter::SetNotNull | ColumnAlter::DropNotNull)) => {
                    not_null::follows(context, parent, child, alter)
                }
                Alter::Column(ColumnAlter::DropExpression | ColumnAlter::SetExpression) => {
                    upper.generated == lower.generated
                }
                _ => false,
            };
        if follows {
            followed.push(alter.clone());
        }
        !follows
    });
    let empty = fate.alters.is_empty() && !fate.create && !fate.drop;
    for alter in followed {
        let fields = crate::rules::traits(context, &below, &alter).map_or(&[][..], |traits| traits.fields);
        effects.altering.push((top.clone(), alter, Effect::Alters(below.clone(), fields.to_vec())));
    }
    if empty {
        fates.remove(&below);
        source.insert(below, top);
    }
}

/// The columns of a typed table are its type's attributes.
fn follow_attribute(
    context: Context<'_>,
    fates: &mut Fates,
    effects: &mut Effects,
    attribute: &MemberName,
    column: &MemberName,
) {
    let (above, below) = (ObjectId::Attribute(attribute.clone()), ObjectId::Column(column.clone()));
    let Some(upper) = fates.get(&above) else { return };
    let (creates, drops) = (upper.create, upper.drop);
    let changes = upper.alters.iter().map(|(alter, _)| alter.clone()).next();
    let Some(fate) = fates.get_mut(&below) else { return };
    if fate.create && creates {
        // What else the column has is its own, and comes after.
        let own = context.to.get::<Column>(column).is_some_and(|c| c.not_null.is_some());
        effects.creating.entry(above).or_default().push(Effect::Creates(below.clone()));
        fates.remove(&below);
        if own {
            let fate = fates.entry(below).or_default();
            fate.alters.push((ColumnAlter::SetNotNull.into(), crate::Reason::Completes));
        }
    } else if fate.drop && drops {
        effects.dropping.entry(above).or_default().push(below.clone());
        fates.remove(&below);
    } else if let Some(alter) = changes {
        let is_type =
            |alter: &Alter| matches!(alter, Alter::Column(ColumnAlter::SetType | ColumnAlter::Retype(_)));
        fate.alters.retain(|(alter, _)| !is_type(alter));
        if fate.alters.is_empty() {
            fates.remove(&below);
        }
        effects.altering.push((above, alter, Effect::Alters(below, vec!["type_name", "collation"])));
    }
}

/// The keys and indexes of a partition that leaves stand by themselves.
fn split(
    context: Context<'_>,
    fates: &mut Fates,
    effects: &mut Effects,
    table: &QualifiedName,
    alter: &Alter,
) {
    let by = ObjectId::Table(table.clone());
    let detached: Vec<ObjectId> = fates
        .iter()
        .filter(|(id, fate)| {
            let mine = matches!(id, ObjectId::Index(n) | ObjectId::Constraint(n) if n.parent() == *table);
            mine && fate.drop && fate.create && only_attachment(context, id)
        })
        .map(|(id, _)| id.clone())
        .collect();
    for id in detached {
        fates.remove(&id);
        effects.altering.push((by.clone(), alter.clone(), Effect::Alters(id, vec!["attached_to"])));
    }
}

/// Whether the only difference of a key or an index is the one above it.
fn only_attachment(context: Context<'_>, id: &ObjectId) -> bool {
    match (context.from.object(id), context.to.object(id)) {
        (Some(old), Some(new)) => old.changed(new).is_some_and(|fields| fields == ["attached_to"]),
        _ => false,
    }
}
