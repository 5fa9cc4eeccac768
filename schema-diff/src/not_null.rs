//! Not-null constraints in trees of tables, which are constraints with names from PostgreSQL 18 on.
//!
//! A child has its parent's NOT NULL, under the name of the parent's where the child had none of its own before. Whether it
//! is only inherited counts when the parent lets go: by DROP NOT NULL what is only inherited goes, by DETACH PARTITION and
//! NO INHERIT it becomes the table's own. And PostgreSQL refuses to rename what is inherited (`rename_constraint_internal` in
//! tablecmds.c): names are settled before a table gets a parent, or after it has left it.

use std::collections::{BTreeMap, BTreeSet};

use schema_model::{
    Column, ConstraintDefinition, MemberName, Name, NotNull, ObjectId, QualifiedName, Schema, Table,
    object_name,
};

use crate::action::{Action, Effect, Reason, Verb, Way};
use crate::expand::{Destroyers, Fate, Fates};
use crate::inherit::Effects;
use crate::plan::Mode;
use crate::rules::{Context, Decision, Pair};
use crate::{Alter, ColumnAlter, TableAlter, checks};

/// Since when NOT NULL is a constraint.
const SINCE: u32 = 18;

/// Whether the server that the plan runs on has these constraints, and the first schema tells of them.
fn has_names(context: Context<'_>) -> bool {
    context.major() >= SINCE && context.from.server.major() >= SINCE
}

/// Whether the second schema tells which are only inherited.
fn knows_wanted(context: Context<'_>) -> bool {
    context.to.server.major() >= SINCE
}

/// Whether children have the NOT NULL of this column.
fn is_passed_on(schema: &Schema, column: &MemberName) -> bool {
    let not_null = schema.get::<Column>(column).and_then(|column| column.not_null.as_ref());
    not_null.is_some_and(|not_null| !not_null.no_inherit)
}

/// Whether a partition differs only in that it has NOT NULL by itself too, where it shall have it from its parent: under the same
/// name that is the same, and PostgreSQL takes neither away while the other is there.
pub(crate) fn is_had_twice(from: &Schema, to: &Schema, id: &ObjectId, field: &str) -> bool {
    let (ObjectId::Column(name), "not_null") = (id, field) else { return false };
    let (Some(old), Some(new)) = (from.get::<Column>(name), to.get::<Column>(name)) else { return false };
    let (Some(was), Some(is)) = (&old.not_null, &new.not_null) else { return false };
    let partition = to.get::<Table>(&name.parent()).is_some_and(|table| table.partition_of.is_some());
    partition
        && old.inherited_not_null.is_none()
        && new.inherited_not_null.is_some()
        && (was.no_inherit, was.not_valid) == (is.no_inherit, is.not_valid)
        && old.not_null_constraint(name) == new.not_null_constraint(name)
}

/// What a partition's own NOT NULL is like once its parent has it too, where the column has its own so far: PostgreSQL counts it as
/// both, and the name that it has is its own.
pub(crate) fn stays_own(from: &Schema, now: &Schema, to: &Schema, id: &ObjectId) -> Option<NotNull> {
    let ObjectId::Column(name) = id else { return None };
    let (old, new) = (now.get::<Column>(name)?, to.get::<Column>(name)?);
    let parent =
        |schema: &Schema| Some(schema.get::<Table>(&name.parent())?.partition_of.as_ref()?.parent.clone());
    // What comes with ATTACH PARTITION is the parent's alone.
    let stood = parent(from).is_some() && parent(from) == parent(to);
    let own = old.not_null.is_some() && old.inherited_not_null.is_none() && from.server.major() >= SINCE;
    let called = new.inherited_not_null.clone().filter(|_| own && stood)?;
    let mut not_null = new.not_null.clone()?;
    not_null.name = (called != object_name(&name.parent, Some(&name.name), "not_null")).then_some(called);
    Some(not_null)
}

/// The parents that a table has on both sides, at the same place.
fn kept_parents<'a>(context: Context<'a>, table: &QualifiedName) -> Vec<&'a QualifiedName> {
    let (Some(old), Some(new)) = (context.from.get::<Table>(table), context.to.get::<Table>(table)) else {
        return Vec::new();
    };
    let detached = old.partition_of != new.partition_of;
    let kept = |parent: &&QualifiedName| new.parents().any(|p| p == *parent);
    let of = old.partition_of.as_ref().filter(|_| !detached).map(|of| &of.parent);
    old.inherits.iter().chain(of).filter(kept).collect()
}

/// What the kept parents of a column's table do to its NOT NULL.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Above {
    /// They have none, before and after.
    Nothing,
    /// One has it before and after: it is inherited all the time.
    Stays,
    /// It comes.
    Comes,
    /// It goes.
    Goes,
}

fn above(context: Context<'_>, column: &MemberName) -> Above {
    let (mut before, mut after) = (false, false);
    for parent in kept_parents(context, &column.parent()) {
        let above = parent.member(&column.name);
        let (old, new) = (is_passed_on(context.from, &above), is_passed_on(context.to, &above));
        if old && new {
            return Above::Stays;
        }
        before |= old;
        after |= new;
    }
    match (before, after) {
        (false, false) => Above::Nothing,
        (false, true) => Above::Comes,
        (true, false) => Above::Goes,
        (true, true) => Above::Stays,
    }
}

/// The name that the constraint shall have; `None` where nobody can tell: a schema from before 18 does not say what an
/// inherited one is called.
fn wanted(context: Context<'_>, id: &MemberName, column: &Column) -> Option<Name> {
    let table = context.to.get::<Table>(&id.parent())?;
    if !knows_wanted(context) && table.parents().next().is_some() {
        return None;
    }
    if column.inherited_not_null.is_some() && table.partition_of.is_none() {
        // INHERIT leaves it the table's own too, unlike ATTACH PARTITION.
        return Some(object_name(&id.parent, Some(&id.name), "not_null"));
    }
    column.not_null_constraint(id)
}

/// The parents' columns that leave a new column's NOT NULL unchecked: all that it has it from are made NOT VALID by this plan, and
/// it shall be valid all the same.
pub(crate) fn unchecked_by(context: Context<'_>, id: &MemberName, new: &Column) -> Vec<MemberName> {
    if !new.inherited || new.not_null.as_ref().is_none_or(|not_null| not_null.not_valid) {
        return Vec::new();
    }
    let table = context.to.get::<Table>(&id.parent());
    let mut unchecked = Vec::new();
    // A partition's is said where it is made.
    let inherits = table.into_iter().flat_map(|table| &table.inherits);
    for above in inherits.map(|parent| parent.member(&id.name)) {
        let not_null = context.to.get::<Column>(&above).and_then(|column| column.not_null.as_ref());
        match not_null {
            Some(not_null) if not_null.no_inherit => {}
            // What one that stands already says is taken for checked in a table without rows (`StoreRelNotNull`).
            Some(not_null) if not_null.not_valid && context.from.get::<Column>(&above).is_none() => {
                unchecked.push(above);
            }
            Some(_) => return Vec::new(),
            None => {}
        }
    }
    unchecked
}

/// What becomes of another name.
pub(crate) fn renamed(context: Context<'_>, pair: &Pair<'_, Column>) -> Vec<Decision> {
    let Pair { id, old, new } = pair;
    let report = |why: &str| vec![Decision::Report(why.into())];
    if context.major() < SINCE {
        return report("before PostgreSQL 18 NOT NULL is no constraint that could have a name");
    }
    let (now, wanted) = (old.not_null_constraint(id), wanted(context, id, new));
    let same = wanted.is_none() || now == wanted;
    if above(context, id) == Above::Stays {
        let becomes_own = old.inherited_not_null.is_some() && new.inherited_not_null.is_none();
        return match same {
            true if becomes_own => vec![Decision::Alter(ColumnAlter::SetNotNull.into())],
            true => report("PostgreSQL can't take away what a table has by itself and from its parent too"),
            false => report(
                "PostgreSQL can't rename a constraint that is inherited: rename the parent's, or detach the table first",
            ),
        };
    }
    if same {
        return Vec::new();
    }
    // The parent's new name is taken to the children, which must have it under the old one.
    let other = context.from.all::<Table>().find(|(child, table)| {
        let below = child.member(&id.name);
        let kept = || kept_parents(context, child).contains(&&id.parent());
        let called = || context.from.get::<Column>(&below)?.not_null_constraint(&below);
        table.parents().any(|parent| *parent == id.parent()) && kept() && called() != now
    });
    match other {
        Some((child, _)) => report(&format!(
            "PostgreSQL can't rename it while {child} inherits it under another name: detach that table first"
        )),
        None => vec![Decision::Alter(ColumnAlter::RenameNotNull.into())],
    }
}

/// Up to 17, where it goes for all tables below as well unless `ONLY` is said: one of these whose own shall stay.
pub(crate) fn keeper(context: Context<'_>, column: &MemberName) -> Option<QualifiedName> {
    if context.major() >= SINCE {
        return None;
    }
    let mut seen: BTreeSet<&QualifiedName> = BTreeSet::new();
    let mut queue = vec![column.parent()];
    while let Some(table) = queue.pop() {
        for child in context.children_of(&table) {
            // The mode repair leaves what is not expected where it is: a table, a primary key.
            let extra = context.options.mode == Mode::Repair
                && (!context.to.contains(&ObjectId::Table(child.clone()))
                    || !keys_of(context, child, &column.name).is_empty());
            let stays = context.to.get::<Table>(child).is_some_and(|now| now.parents().any(|p| *p == table));
            if !(stays || extra) || !seen.insert(child) {
                continue;
            }
            let below = child.member(&column.name);
            let has = |schema: &Schema| schema.get::<Column>(&below).is_some_and(|c| c.not_null.is_some());
            if has(context.from) && (extra || has(context.to)) {
                return Some(child.clone());
            }
            queue.push(child.clone());
        }
    }
    None
}

/// How a column loses its NOT NULL: up to 17 without the tables below, where one of them keeps its own.
pub(crate) fn way(context: Context<'_>, id: &ObjectId, alter: &Alter) -> Way {
    match (id, alter) {
        (ObjectId::Column(column), Alter::Column(ColumnAlter::DropNotNull))
            if keeper(context, column).is_some() =>
        {
            Way::Only
        }
        _ => Way::Plain,
    }
}

/// Whether a child's column gets or loses NOT NULL with its parent's.
pub(crate) fn follows(
    context: Context<'_>,
    parent: &MemberName,
    child: &MemberName,
    alter: &ColumnAlter,
) -> bool {
    let not_null = |schema: &Schema, id: &MemberName| {
        schema.get::<Column>(id).map(|column| (column.not_null.clone(), column.inherited_not_null.is_some()))
    };
    if *alter == ColumnAlter::DropNotNull && keeper(context, parent).is_some() {
        return false;
    }
    if !has_names(context) || !knows_wanted(context) {
        return not_null(context.to, parent).map(|it| it.0) == not_null(context.to, child).map(|it| it.0);
    }
    let schema = if *alter == ColumnAlter::SetNotNull { context.to } else { context.from };
    is_passed_on(schema, parent) && not_null(schema, child).is_some_and(|(_, inherited)| inherited)
}

/// Adds what the difference of two columns alone does not say: NOT NULL that would go with the parent's and shall stay, names
/// before and after a table has a parent.
pub(crate) fn complete(context: Context<'_>, fates: &mut Fates, effects: &mut Effects) {
    if !has_names(context) {
        return;
    }
    for (table, new) in context.to.all::<Table>() {
        let Some(old) = context.from.get::<Table>(table) else { continue };
        if old.parents().chain(new.parents()).next().is_none() {
            continue;
        }
        let Some(view) = context.to.table_view(table) else { continue };
        for (name, column) in view.columns_by_name() {
            let id = table.member(name);
            if let Some(before) = context.from.get::<Column>(&id)
                && before.not_null.is_some()
                && column.not_null.is_some()
            {
                complete_column(context, fates, effects, &Pair { id: &id, old: before, new: column });
            }
        }
    }
}

fn complete_column(context: Context<'_>, fates: &mut Fates, effects: &mut Effects, pair: &Pair<'_, Column>) {
    let Pair { id, old, new } = pair;
    let sync = context.options.mode == Mode::Sync;
    let object = ObjectId::Column((*id).clone());
    if fates.get(&object).is_some_and(|fate| fate.drop || fate.create) {
        return;
    }
    let partition = context.to.get::<Table>(&id.parent()).is_some_and(|table| table.partition_of.is_some());
    let inherited = (old.inherited_not_null.is_some(), new.inherited_not_null.is_some());
    let wanted = wanted(context, id, new);
    let renames = wanted.is_some() && old.not_null_constraint(id) != wanted;
    let key_stays = || keys_of(context, &id.parent(), &id.name).iter().any(|key| context.to.contains(key));
    let mut add = |alter: ColumnAlter| {
        let fate: &mut Fate = fates.entry(object.clone()).or_default();
        let alter = Alter::from(alter);
        if !fate.alters.iter().any(|(known, _)| *known == alter) {
            fate.alters.push((alter, Reason::Changed(vec!["not_null"])));
        }
    };
    match above(context, id) {
        Above::Stays => {}
        // A child's own gives way to what it inherits, unless its primary key needs it all the time. (A partition's own can stay: it
        // counts as inherited.)
        Above::Comes if inherited == (false, true) && !partition && sync && !key_stays() => {
            add(ColumnAlter::DropNotNull);
            if let Some(fate) = fates.get_mut(&object) {
                fate.alters.retain(|(alter, _)| *alter != Alter::Column(ColumnAlter::RenameNotNull));
            }
        }
        Above::Comes | Above::Nothing if renames && sync => add(ColumnAlter::RenameNotNull),
        Above::Comes | Above::Nothing => becomes_inherited_or_own(context, fates, effects, pair),
        Above::Goes => {
            if inherited.0 {
                add(ColumnAlter::SetNotNull);
            }
            if renames && sync {
                add(ColumnAlter::RenameNotNull);
            }
        }
    }
}

/// A constraint that keeps its name but not its place: its own name is said on one side only.
fn becomes_inherited_or_own(
    context: Context<'_>,
    fates: &Fates,
    effects: &mut Effects,
    pair: &Pair<'_, Column>,
) {
    let Pair { id, old, new } = pair;
    let object = ObjectId::Column((*id).clone());
    let settled = fates.get(&object).is_some_and(|fate| {
        let about = |alter: &Alter| {
            crate::rules::traits(context, &object, alter).is_some_and(|t| t.fields.contains(&"not_null"))
        };
        fate.alters.iter().any(|(alter, _)| about(alter))
    });
    if old.not_null == new.not_null || settled {
        return;
    }
    let table = ObjectId::Table(id.parent());
    let mut moves = fates.get(&table).into_iter().flat_map(|fate| &fate.alters).map(|(alter, _)| alter);
    let leaves = |alter: &&Alter| match alter {
        Alter::Table(TableAlter::Detach | TableAlter::NoInherit(_)) => new.inherited_not_null.is_none(),
        Alter::Table(TableAlter::Attach | TableAlter::Inherit(_)) => new.inherited_not_null.is_some(),
        _ => false,
    };
    if let Some(alter) = moves.rfind(leaves) {
        effects.add(&table, alter, Effect::Alters(object, vec!["not_null"]));
    }
}

/// What is done to NOT NULL of one column, by the places of the actions: itself, or with its parent's.
#[derive(Default)]
struct Changes {
    set: Vec<(usize, bool)>,
    drop: Vec<(usize, bool)>,
    rename: Vec<(usize, bool)>,
}

type ByParent = BTreeMap<QualifiedName, Vec<usize>>;

/// Which actions on NOT NULL come before which, in trees of tables.
pub(crate) fn edges(
    context: Context<'_>,
    actions: &[Action],
    destroyers: &Destroyers,
) -> Vec<(usize, usize)> {
    let mut changes: BTreeMap<MemberName, Changes> = BTreeMap::new();
    let (mut leaving, mut coming) = (ByParent::new(), ByParent::new());
    let place = |schema: &Schema, id: &QualifiedName| {
        schema.get::<Table>(id).and_then(|table| table.partition_of.as_ref()).map(|of| of.parent.clone())
    };
    for (at, action) in actions.iter().enumerate() {
        match (&action.id, &action.verb) {
            (ObjectId::Column(id), Verb::Alter(Alter::Column(alter))) => {
                let below = action.effects.iter().filter_map(|effect| match effect {
                    Effect::Alters(ObjectId::Column(below), _) => Some(below),
                    _ => None,
                });
                for column in std::iter::once(id).chain(below) {
                    let its = changes.entry(column.clone()).or_default();
                    match alter {
                        ColumnAlter::SetNotNull => its.set.push((at, column == id)),
                        ColumnAlter::DropNotNull => its.drop.push((at, column == id)),
                        ColumnAlter::RenameNotNull => its.rename.push((at, column == id)),
                        _ => {}
                    }
                }
            }
            (ObjectId::Table(id), Verb::Alter(Alter::Table(alter))) => {
                let (side, parent) = match alter {
                    TableAlter::Detach => (&mut leaving, place(context.from, id)),
                    TableAlter::NoInherit(parent) => (&mut leaving, Some(parent.clone())),
                    TableAlter::Attach => (&mut coming, place(context.to, id)),
                    TableAlter::Inherit(parent) => (&mut coming, Some(parent.clone())),
                    _ => continue,
                };
                if let Some(parent) = parent {
                    side.entry(parent).or_default().push(at);
                }
            }
            _ => {}
        }
    }
    let mut edges = Vec::new();
    for (column, its) in &changes {
        let own = |list: &[(usize, bool)]| -> Vec<usize> {
            list.iter().filter(|(_, own)| *own).map(|(at, _)| *at).collect()
        };
        let mut join = |first: &[usize], second: &[usize]| {
            edges.extend(first.iter().flat_map(|a| second.iter().map(|b| (*a, *b))));
        };
        let (set, drop, rename) = (own(&its.set), own(&its.drop), own(&its.rename));
        let table = column.parent();
        // Who leaves takes the constraint along as it was, and who comes has it as it will be.
        for mine in [&set, &drop, &rename] {
            join(leaving.get(&table).map_or(&[], Vec::as_slice), mine);
            join(mine, coming.get(&table).map_or(&[], Vec::as_slice));
        }
        for parent in kept_parents(context, &table) {
            let above = parent.member(&column.name);
            let Some(theirs) = changes.get(&above) else { continue };
            let all = |list: &[(usize, bool)]| -> Vec<usize> { list.iter().map(|(at, _)| *at).collect() };
            let (their_set, their_drop) = (all(&theirs.set), all(&theirs.drop));
            for mine in [&set, &drop, &rename] {
                join(mine, &their_set);
            }
            join(&their_drop, &drop);
            if !is_passed_on(context.to, &above) {
                // What shall stay is the child's own before the parent's goes; only then is it free to be renamed.
                join(&set, &their_drop);
                join(&their_drop, &rename);
            }
        }
        // The parent's goes for its children as well, and primary keys of theirs that go anyway must be gone by then.
        if !drop.is_empty() {
            for key in keys_below(context, column) {
                let gone: Vec<usize> = destroyers.get(&key).into_iter().flatten().copied().collect();
                join(&gone, &drop);
            }
        }
    }
    edges
}

/// The primary keys of tables below a column's table that its column is part of.
fn keys_below<'a>(context: Context<'a>, column: &'a MemberName) -> impl Iterator<Item = ObjectId> + 'a {
    let below = checks::all_below(context, &column.parent()).into_iter();
    below.flat_map(move |table| keys_of(context, table, &column.name))
}

/// The primary key of a table, if a column is part of it.
fn keys_of(context: Context<'_>, table: &QualifiedName, column: &Name) -> Vec<ObjectId> {
    let constraints = context.from.table_view(table).into_iter().flat_map(|view| view.constraints());
    let keys = constraints.filter(|(_, constraint)| match &constraint.definition {
        ConstraintDefinition::PrimaryKey(key) => key.columns.contains(column),
        _ => false,
    });
    keys.map(|(name, _)| ObjectId::Constraint(table.member(name))).collect()
}
