//! The checks and foreign keys that tables have from the tables above them: what a table keeps when it leaves, and what it
//! must have before it comes.
//!
//! A table that leaves its parent keeps a copy of what it inherited, under the same name, as its own. One that comes below a
//! parent must have each of its checks beforehand (`MergeConstraintsIntoExisting` in PostgreSQL's `tablecmds.c`); a partition's
//! then counts as inherited, a child's stays its own as well, and there is no statement that changes that.

use std::collections::{BTreeMap, BTreeSet};

use schema_model::{
    Constraint, ConstraintDefinition, MemberName, Name, ObjectId, QualifiedName, Schema, Table,
};

use crate::action::{Action, Effect, Reason, Verb};
use crate::expand::{Destroyers, Fates};
use crate::inherit::Effects;
use crate::rules::Context;
use crate::{Alter, TableAlter};

/// What tables have from those above: where it is said, and what it is.
pub(crate) type Inherited<'a> = BTreeMap<&'a Name, (MemberName, &'a Constraint)>;

/// What a table has from those of its parents that count, and from the tables above these.
pub(crate) fn inherited<'a>(
    schema: &'a Schema,
    table: &QualifiedName,
    counts: impl Fn(&QualifiedName) -> bool,
) -> Inherited<'a> {
    let own = schema.get::<Table>(table).into_iter();
    from_above(schema, own.flat_map(parents).filter(|(parent, _)| counts(parent)).collect())
}

/// The checks that a table has from the tables above it, by name: what it must have before it comes below them. Source:
/// `MergeConstraintsIntoExisting` in PostgreSQL's `tablecmds.c`.
///
/// ```
/// use schema_diff::inherited_checks;
/// use schema_model::{Constraint, ConstraintDefinition, QualifiedName, Schema, Server, Table};
///
/// let (parent, child) = (QualifiedName::new("public", "p"), QualifiedName::new("public", "c"));
/// let mut schema = Schema::new(Server::new(170_000));
/// schema.insert_table(parent.clone(), Table::new());
/// let check = Constraint::new(ConstraintDefinition::Check("(a > 0)".into()));
/// schema.insert(parent.member("positive"), check);
/// let mut table = Table::new();
/// table.inherits.push(parent);
/// schema.insert_table(child.clone(), table);
/// assert_eq!(inherited_checks(&schema, &child)[0].0, "positive");
/// ```
pub fn inherited_checks<'a>(schema: &'a Schema, table: &QualifiedName) -> Vec<(&'a Name, &'a Constraint)> {
    let all = inherited(schema, table, |_| true).into_iter();
    all.filter(|(_, (_, constraint))| is_check(constraint)).map(|(name, (_, check))| (name, check)).collect()
}

/// What comes down from these tables to what is below them, and whether that is a partition.
fn from_above<'a>(schema: &'a Schema, mut above: Vec<(&'a QualifiedName, bool)>) -> Inherited<'a> {
    let mut found = Inherited::new();
    let mut seen: BTreeSet<&QualifiedName> = BTreeSet::new();
    // Foreign keys come down to partitions, not to other children.
    while let Some((parent, partition)) = above.pop() {
        let Some(view) = schema.table_view(parent).filter(|_| seen.insert(parent)) else { continue };
        for (name, constraint) in view.constraints() {
            let comes_down = match constraint.definition {
                ConstraintDefinition::Check(_) => !constraint.no_inherit,
                ConstraintDefinition::ForeignKey(_) => partition,
                ConstraintDefinition::PrimaryKey(_)
                | ConstraintDefinition::Unique(_)
                | ConstraintDefinition::Exclusion(_) => false,
            };
            if comes_down {
                found.entry(name).or_insert_with(|| (parent.member(name), constraint));
            }
        }
        above.extend(parents(view.table()).map(|(next, below)| (next, partition && below)));
    }
    found
}

/// The tables right above a table, and whether it is a partition of them.
fn parents(table: &Table) -> impl Iterator<Item = (&QualifiedName, bool)> {
    let of = table.partition_of.as_ref().map(|of| (&of.parent, true));
    table.inherits.iter().map(|parent| (parent, false)).chain(of)
}

fn is_check(constraint: &Constraint) -> bool {
    matches!(constraint.definition, ConstraintDefinition::Check(_))
}

/// Whether a table's own constraint becomes one with that of a table above (`constraints_equivalent`).
pub(crate) fn merges(own: &Constraint, above: &Constraint) -> bool {
    own.definition == above.definition
        && !own.no_inherit
        && (!own.not_valid || above.not_valid)
        && (!own.not_enforced || above.not_enforced)
}

/// Whether a check that only one schema has says what its table inherits in both: that it is the table's own as well is no
/// difference that a statement could make or take away.
pub(crate) fn is_redundant(has: &Schema, lacks: &Schema, id: &ObjectId) -> bool {
    let ObjectId::Constraint(name) = id else { return false };
    let Some(own) = has.get::<Constraint>(name).filter(|own| is_check(own)) else { return false };
    let same = |schema: &Schema| {
        inherited(schema, &name.parent(), |_| true)
            .get(&name.name)
            .is_some_and(|(_, above)| above.definition == own.definition)
    };
    same(has) && same(lacks)
}

/// What a table leaves, or comes below, by this alteration.
fn left(context: Context<'_>, table: &QualifiedName, alter: &Alter) -> Option<QualifiedName> {
    match alter {
        Alter::Table(TableAlter::NoInherit(parent)) => Some(parent.clone()),
        Alter::Table(TableAlter::Detach) => place(context.from, table),
        _ => None,
    }
}

fn joined(context: Context<'_>, table: &QualifiedName, alter: &Alter) -> Option<QualifiedName> {
    match alter {
        Alter::Table(TableAlter::Inherit(parent)) => Some(parent.clone()),
        Alter::Table(TableAlter::Attach) => place(context.to, table),
        _ => None,
    }
}

fn place(schema: &Schema, table: &QualifiedName) -> Option<QualifiedName> {
    schema.get::<Table>(table)?.partition_of.as_ref().map(|of| of.parent.clone())
}

/// Whether a table leaves one above it.
pub(crate) fn leaves(verb: &Verb) -> bool {
    matches!(verb, Verb::Alter(Alter::Table(TableAlter::Detach | TableAlter::NoInherit(_))))
}

/// Completes tables that leave and come: what they keep goes if nobody wants it, what they lack is added, and what becomes
/// one with their parent's is not dropped.
pub(crate) fn complete(context: Context<'_>, fates: &mut Fates, effects: &mut Effects) {
    let moving: Vec<QualifiedName> = fates
        .iter()
        .filter(|(_, fate)| !fate.create && !fate.drop)
        .filter_map(|(id, fate)| match id {
            ObjectId::Table(table) => fate
                .alters
                .iter()
                .any(|(a, _)| left(context, table, a).is_some() || joined(context, table, a).is_some())
                .then(|| table.clone()),
            _ => None,
        })
        .collect();
    merge_below(context, fates, effects);
    for table in moving {
        let alters: Vec<Alter> = fates
            .get(&ObjectId::Table(table.clone()))
            .map(|fate| fate.alters.iter().map(|(alter, _)| alter.clone()).collect())
            .unwrap_or_default();
        Move { context, table: &table, alters: &alters }.complete(fates, effects);
    }
}

/// Whether a table has a check of its own that one with the new check above it takes over.
pub(crate) fn has(context: Context<'_>, table: &QualifiedName, name: &Name, new: &Constraint) -> bool {
    let own = table.member(name);
    // What a child has is dropped and comes back from above: else it would stay its own as well.
    let partition = context.to.get::<Table>(table).is_some_and(|table| table.partition_of.is_some());
    context.to.get::<Constraint>(&own).is_some()
        || partition && context.from.get::<Constraint>(&own).is_some_and(|old| merges(old, new))
}

/// A check that comes to a table takes over those of its partitions that say the same under the same name: these need not be
/// dropped. (`MergeWithExistingConstraint`: what is below such a table is not looked at.)
fn merge_below(context: Context<'_>, fates: &mut Fates, effects: &mut Effects) {
    let mut merged: Vec<(ObjectId, ObjectId)> = Vec::new();
    for (id, _) in fates.iter().filter(|(_, fate)| fate.create && !fate.drop) {
        let ObjectId::Constraint(name) = id else { continue };
        let new = context.to.get::<Constraint>(name).filter(|new| is_check(new) && !new.no_inherit);
        let (Some(new), table) = (new, name.parent()) else { continue };
        for (child, own) in below(context, &table, |child| has(context, child, &name.name, new)) {
            let own = own.member(&name.name);
            let given_up = fates.get(&ObjectId::Constraint(own.clone())).is_none_or(|fate| {
                fate.drop && !fate.create && !matches!(fate.reason, Some(Reason::Rebuilt { .. }))
            });
            let stood = context.from.get::<Constraint>(&own).is_some_and(|old| merges(old, new));
            let partition = child.partition_of.is_some();
            if partition && given_up && stood && context.to.get::<Constraint>(&own).is_none() {
                merged.push((id.clone(), ObjectId::Constraint(own)));
            }
        }
    }
    for (by, own) in merged {
        fates.remove(&own);
        effects.creating.entry(by).or_default().push(Effect::Drops(own));
    }
}

/// The tables that were and stay below a table, down to those for which this holds.
fn below<'a>(
    context: Context<'a>,
    table: &QualifiedName,
    is_last: impl Fn(&QualifiedName) -> bool,
) -> Vec<(&'a Table, &'a QualifiedName)> {
    let mut found = Vec::new();
    let mut seen: BTreeSet<&QualifiedName> = BTreeSet::new();
    let mut queue = vec![table];
    while let Some(parent) = queue.pop() {
        for child in context.children_of(parent) {
            let stays =
                context.to.get::<Table>(child).filter(|now| now.parents().any(|above| above == parent));
            let Some(now) = stays.filter(|_| seen.insert(child)) else { continue };
            found.push((now, child));
            if !is_last(child) {
                queue.push(child);
            }
        }
    }
    found
}

/// Why a new table can't come below its parents in the mode repair: a check of theirs stays that it would have otherwise, or, as
/// a partition must have it beforehand, not at all.
pub(crate) fn in_the_way_of_new(
    context: Context<'_>,
    fates: &Fates,
    table: &QualifiedName,
) -> Option<String> {
    let now = context.to.get::<Table>(table)?;
    let wanted = inherited(context.to, table, |_| true);
    let theirs = from_above(context.from, parents(now).collect());
    theirs.into_iter().filter(|(_, (_, constraint))| is_check(constraint)).find_map(|(name, (above, c))| {
        let id = ObjectId::Constraint(above);
        let stays = !fates.get(&id).is_some_and(|fate| fate.drop);
        let own = context.to.get::<Constraint>(&table.member(name)).or(wanted.get(name).map(|(_, c)| *c));
        let fits = match own {
            Some(own) => merges(own, c),
            None => now.partition_of.is_none(),
        };
        (stays && !fits).then(|| format!("{id} stays, which it would not have"))
    })
}

/// Why a check can't come in the mode repair: a table above or below has another of that name, which stays.
pub(crate) fn otherwise_elsewhere(context: Context<'_>, fates: &Fates, id: &ObjectId) -> Option<String> {
    let ObjectId::Constraint(name) = id else { return None };
    let new = context.to.get::<Constraint>(name).filter(|new| is_check(new))?;
    if let Some((above, old)) = inherited(context.from, &name.parent(), |_| true).remove(&name.name) {
        let above = ObjectId::Constraint(above);
        let stays = !fates.get(&above).is_some_and(|fate| fate.drop);
        let partition = place(context.from, &name.parent()).is_some();
        match merges(new, old) {
            false if stays => {
                return Some(format!("{above} stays, and says something else under its name"));
            }
            // A partition's own and its parent's are one.
            true if stays && partition => {
                return Some(format!("it is there as a part of {above}, which stays"));
            }
            _ => {}
        }
    }
    if new.no_inherit {
        return None;
    }
    below(context, &name.parent(), |_| false).into_iter().find_map(|(_, child)| {
        let own = child.member(&name.name);
        let differs = context.from.get::<Constraint>(&own).is_some_and(|old| !merges(old, new));
        let own = ObjectId::Constraint(own);
        let stays = !fates.get(&own).is_some_and(|fate| fate.drop);
        (differs && stays).then(|| format!("{own} stays, and says something else under its name"))
    })
}

/// A table that leaves tables above it, or comes below some.
struct Move<'a> {
    context: Context<'a>,
    table: &'a QualifiedName,
    alters: &'a [Alter],
}

impl<'a> Move<'a> {
    fn complete(&self, fates: &mut Fates, effects: &mut Effects) {
        let context = self.context;
        let leaving: Vec<(&Alter, QualifiedName)> =
            self.alters.iter().filter_map(|a| Some((a, left(context, self.table, a)?))).collect();
        let coming: Vec<(&Alter, QualifiedName)> =
            self.alters.iter().filter_map(|a| Some((a, joined(context, self.table, a)?))).collect();
        let among = |moves: &[(&Alter, QualifiedName)], parent: &QualifiedName| {
            moves.iter().any(|(_, other)| other == parent)
        };
        let stays = inherited(context.from, self.table, |parent| !among(&leaving, parent));
        let wanted = inherited(context.to, self.table, |parent| among(&coming, parent));
        // What is left of one parent while another still says it is nobody's own.
        let mut kept: BTreeMap<&Name, &Constraint> = BTreeMap::new();
        for (alter, parent) in leaving.iter().rev() {
            for (name, (above, constraint)) in inherited(context.from, self.table, |other| other == parent) {
                let own = self.table.member(name);
                if context.from.get::<Constraint>(&own).is_some()
                    || stays.contains_key(name)
                    || kept.contains_key(name)
                {
                    continue;
                }
                kept.insert(name, constraint);
                self.keep(fates, effects, (alter, &above, constraint), &wanted);
            }
        }
        for (alter, parent) in &coming {
            for (name, (above, constraint)) in inherited(context.to, self.table, |other| other == parent) {
                let ready = stays.get(name).is_some_and(|(_, had)| merges(had, constraint));
                if !ready {
                    self.bring(fates, effects, (alter, &above, constraint), kept.get(name).copied());
                }
            }
        }
    }

    fn note(&self, effects: &mut Effects, alter: &Alter, effect: Effect) {
        effects.add(&ObjectId::Table(self.table.clone()), alter, effect);
    }

    fn add(&self, fates: &mut Fates, alter: TableAlter) -> Alter {
        let alter = Alter::from(alter);
        let fate = fates.entry(ObjectId::Table(self.table.clone())).or_default();
        if !fate.alters.iter().any(|(known, _)| *known == alter) {
            fate.alters.push((alter.clone(), Reason::Completes));
        }
        alter
    }

    /// A copy that the table keeps as it leaves.
    fn keep(
        &self,
        fates: &mut Fates,
        effects: &mut Effects,
        (alter, above, constraint): (&Alter, &MemberName, &Constraint),
        wanted: &Inherited<'_>,
    ) {
        let own = self.table.member(&above.name);
        let id = ObjectId::Constraint(own.clone());
        let same = |new: &Constraint| new.definition == constraint.definition;
        if self.context.to.get::<Constraint>(&own).is_some_and(same)
            && fates.get(&id).is_some_and(|fate| fate.create && !fate.drop)
        {
            fates.remove(&id);
            self.note(effects, alter, Effect::Creates(id));
            return;
        }
        self.note(effects, alter, Effect::Copies { id: id.clone(), of: ObjectId::Constraint(above.clone()) });
        let used = !self.context.to.contains(&id)
            && wanted.get(&above.name).is_some_and(|(_, new)| merges(constraint, new));
        if !used {
            let dropped = self.add(fates, TableAlter::DropKept(above.name.clone()));
            self.note(effects, &dropped, Effect::Drops(id));
        }
    }

    /// What the table must have before it comes, or needs no longer to drop.
    fn bring(
        &self,
        fates: &mut Fates,
        effects: &mut Effects,
        (alter, above, constraint): (&Alter, &MemberName, &Constraint),
        kept: Option<&Constraint>,
    ) {
        let own = self.table.member(&above.name);
        let id = ObjectId::Constraint(own.clone());
        if self.context.to.contains(&id) {
            return;
        }
        let stood = self.context.from.get::<Constraint>(&own).or(kept).is_some_and(|old| {
            merges(old, constraint)
                // The mode repair drops nothing, but what is merged is dropped by nobody.
                && fates.get(&id).is_none_or(|fate| {
                    fate.drop && !fate.create && !matches!(fate.reason, Some(Reason::Rebuilt { .. }))
                })
        });
        if stood {
            fates.remove(&id);
        } else if is_check(constraint) {
            let added = self.add(fates, TableAlter::AddCheck(above.name.clone()));
            let of = ObjectId::Constraint(above.clone());
            self.note(effects, &added, Effect::Copies { id: id.clone(), of });
        } else {
            // Foreign keys come by themselves.
            return;
        }
        if *alter == Alter::from(TableAlter::Attach) {
            self.note(effects, alter, Effect::Drops(id));
        }
    }
}

/// Why a table can't come below its parents in the mode repair, which drops nothing: a check of its own that is not theirs, or
/// one of theirs that stays, though it is not what is expected.
pub(crate) fn in_the_way(context: Context<'_>, fates: &Fates, table: &QualifiedName) -> Option<String> {
    let now = context.to.get::<Table>(table)?;
    let wanted = inherited(context.to, table, |_| true);
    let stays =
        |name: &MemberName| !fates.get(&ObjectId::Constraint(name.clone())).is_some_and(|fate| fate.drop);
    let own =
        wanted.iter().filter(|(_, (_, constraint))| is_check(constraint)).find_map(|(name, (above, c))| {
            let own = table.member(*name);
            let differs = context.from.get::<Constraint>(&own).is_some_and(|old| !merges(old, c));
            let (own, above) = (ObjectId::Constraint(own.clone()), ObjectId::Constraint(above.clone()));
            (differs && stays(&table.member(*name)))
                .then(|| format!("{own} stays, and is not what {above} is"))
        });
    let theirs = from_above(context.from, parents(now).collect());
    own.or_else(|| {
        theirs.into_iter().filter(|(_, (_, constraint))| is_check(constraint)).find_map(
            |(name, (above, c))| {
                let comes = wanted.get(name).is_some_and(|(_, new)| merges(new, c));
                let has =
                    context.from.get::<Constraint>(&table.member(name)).is_some_and(|old| merges(old, c));
                let missing = stays(&above) && !comes && !has;
                missing.then(|| format!("{} stays, which it would not have", ObjectId::Constraint(above)))
            },
        )
    })
}

/// Which actions on columns and checks come before which, in trees of tables: who leaves leaves the tables above as they were,
/// and who comes finds them as they will be. Where a table stays below another, what both say for themselves under one name is
/// dropped above first, and made below first.
pub(crate) fn edges(
    context: Context<'_>,
    actions: &[Action],
    destroyers: &Destroyers,
) -> Vec<(usize, usize)> {
    let mut of_tables: BTreeMap<QualifiedName, Vec<usize>> = BTreeMap::new();
    let mut creators: BTreeMap<&ObjectId, usize> = BTreeMap::new();
    let mut new: BTreeSet<&QualifiedName> = BTreeSet::new();
    for (at, action) in actions.iter().enumerate() {
        let name = match &action.id {
            ObjectId::Table(name) if action.verb == Verb::Create => {
                new.insert(name);
                continue;
            }
            ObjectId::Column(name) => name,
            ObjectId::Constraint(name) if comes_down(context, name) => name,
            // With one of these goes what is part of it, as long as that is.
            ObjectId::Index(name) | ObjectId::Constraint(name) if action.verb == Verb::Drop => name,
            _ => continue,
        };
        if !matches!(action.verb, Verb::Create | Verb::Drop) {
            continue;
        }
        if action.verb == Verb::Create {
            creators.insert(&action.id, at);
        }
        of_tables.entry(name.parent()).or_default().push(at);
    }
    // A foreign key may need a key that is whole only once all partitions have come.
    let may_need = |action: &Action| match &action.id {
        ObjectId::Constraint(name) if action.verb == Verb::Create => {
            context.to.get::<Constraint>(name).is_some_and(|constraint| !is_check(constraint))
        }
        _ => false,
    };
    let mut edges = Vec::new();
    for (at, action) in actions.iter().enumerate() {
        let (ObjectId::Table(table), Verb::Alter(alter)) = (&action.id, &action.verb) else { continue };
        if let Some(parent) = left(context, table, alter) {
            for above in up(context.from, &parent) {
                edges.extend(of_tables.get(&above).into_iter().flatten().map(|other| (at, *other)));
            }
        }
        if let Some(parent) = joined(context, table, alter) {
            // What a new table has is made along with it.
            for above in up(context.to, &parent).into_iter().filter(|above| !new.contains(above)) {
                let theirs = of_tables.get(&above).into_iter().flatten().copied();
                edges.extend(theirs.filter(|other| !may_need(&actions[*other])).map(|other| (other, at)));
            }
        }
    }
    let gone = |name: &MemberName| {
        destroyers.get(&ObjectId::Constraint(name.clone())).into_iter().flatten().copied()
    };
    let made = |name: &MemberName| creators.get(&ObjectId::Constraint(name.clone())).copied();
    for (table, now) in context.to.all::<Table>() {
        let Some(before) = context.from.get::<Table>(table) else { continue };
        if !of_tables.contains_key(table) {
            continue;
        }
        let kept = |parent: &QualifiedName| {
            now.parents().any(|p| p == parent) && before.parents().any(|p| p == parent)
        };
        let checks = |schema| inherited(schema, table, kept).into_iter().filter(|(_, (_, c))| is_check(c));
        for (name, (above, _)) in checks(context.from) {
            let own = table.member(name);
            for first in gone(&above) {
                edges.extend(gone(&own).chain(made(&own)).map(|second| (first, second)));
            }
        }
        for (name, (above, _)) in checks(context.to) {
            let own = table.member(name);
            if let Some(second) = made(&above) {
                edges.extend(gone(&own).chain(made(&own)).map(|first| (first, second)));
            }
        }
    }
    // What a table gets, the tables below get: those that go are gone by then, and so is what they have under its name.
    for (table, theirs) in &of_tables {
        let coming: Vec<usize> =
            theirs.iter().copied().filter(|at| actions[*at].verb == Verb::Create).collect();
        if coming.is_empty() {
            continue;
        }
        for child in all_below(context, table) {
            let dropped = destroyers.get(&ObjectId::Table(child.clone())).into_iter().flatten().copied();
            edges.extend(dropped.flat_map(|first| coming.iter().map(move |second| (first, *second))));
            for second in &coming {
                if let ObjectId::Constraint(name) = &actions[*second].id {
                    edges.extend(gone(&child.member(&name.name)).map(|first| (first, *second)));
                }
            }
        }
    }
    edges.retain(|(first, second)| first != second);
    edges
}

/// All tables that were below a table.
pub(crate) fn all_below<'a>(context: Context<'a>, table: &QualifiedName) -> BTreeSet<&'a QualifiedName> {
    let mut below: BTreeSet<&QualifiedName> = BTreeSet::new();
    let mut queue: Vec<&QualifiedName> = context.children_of(table).iter().collect();
    while let Some(child) = queue.pop() {
        if below.insert(child) {
            queue.extend(context.children_of(child));
        }
    }
    below
}

/// Whether it is a constraint of the sort that tables have from those above.
fn comes_down(context: Context<'_>, name: &MemberName) -> bool {
    let is_such = |constraint: &Constraint| {
        matches!(constraint.definition, ConstraintDefinition::Check(_) | ConstraintDefinition::ForeignKey(_))
    };
    [context.from, context.to].iter().any(|schema| schema.get::<Constraint>(name).is_some_and(is_such))
}

/// A table and all above it.
fn up(schema: &Schema, table: &QualifiedName) -> BTreeSet<QualifiedName> {
    let mut all = BTreeSet::new();
    let mut queue = vec![table.clone()];
    while let Some(next) = queue.pop() {
        if let Some(found) = schema.get::<Table>(&next) {
            queue.extend(found.parents().filter(|parent| !all.contains(*parent)).cloned());
        }
        all.insert(next);
    }
    all
}
