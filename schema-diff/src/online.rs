//! The way that lets others work on: actions that would hold a strong lock for as long as a table is long are carried out in
//! stages, each of which holds a weak lock, or a strong one for a moment. See [`Strategy`](crate::Strategy).
//!
//! Sources are the pages of PostgreSQL's documentation: ALTER TABLE, "Notes", for NOT VALID, VALIDATE CONSTRAINT and SET NOT
//! NULL through a check; the same page for `ADD table_constraint_using_index` and `DETACH PARTITION … CONCURRENTLY`; CREATE
//! INDEX, "Building Indexes Concurrently"; DROP INDEX; ALTER DOMAIN.
//!
//! Only what was there before the plan is treated so: nobody waits for a table that the plan itself makes. What guards rows (a
//! unique index, a key) and can't be built before the old one goes is made plainly, in the transaction in which the old one
//! goes: otherwise rows could come in between that it would have refused.

mod partitions;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use schema_model::{
    Column, Constraint, ConstraintDefinition, DomainConstraint, Index, MaterializedView, MemberName, Object,
    ObjectId, QualifiedName, Schema, Table, object_name,
};

use crate::action::{Action, Cost, Effect, Reason, Transaction, Verb, Way};
use crate::expand::Destroyers;
use crate::kinds::{concurrent_build, is_partitioned};
use crate::names::{self, FreeNames};
use crate::rules::{self, Around, Context};
use crate::{
    Alter, Class, ColumnAlter, ConstraintAlter, DomainConstraintAlter, IndexAlter, Lock, Strategy,
    TableAlter, fill,
};

/// Whether it builds an index in advance.
pub(crate) fn is_build(alter: &Alter) -> bool {
    matches!(alter, Alter::Index(IndexAlter::Build(_)) | Alter::Constraint(ConstraintAlter::Build(_)))
}

/// Whether a build in advance may come before or after the alteration: the index stays what it is.
pub(crate) fn is_indifferent(alter: &Alter) -> bool {
    matches!(
        alter,
        Alter::Column(
            ColumnAlter::SetNotNull
                | ColumnAlter::DropNotNull
                | ColumnAlter::AddIdentity
                | ColumnAlter::DropIdentity
        )
    )
}

/// On the model: what was added NOT VALID is not valid yet.
pub(crate) fn unvalidate(schema: &mut Schema, id: &ObjectId) {
    let object = match schema.object(id).cloned() {
        Some(Object::Constraint(mut constraint)) => {
            Arc::make_mut(&mut constraint).not_valid = true;
            Object::Constraint(constraint)
        }
        Some(Object::DomainConstraint(mut constraint)) => {
            Arc::make_mut(&mut constraint).validated = false;
            Object::DomainConstraint(constraint)
        }
        Some(Object::Column(mut column)) => {
            Arc::make_mut(&mut column).not_null.iter_mut().for_each(|not_null| not_null.not_valid = true);
            Object::Column(column)
        }
        _ => return,
    };
    // The id is the object's own.
    let _ = schema.insert_object(id.clone(), object);
}

/// On the model: a column that is to be filled first has no NOT NULL yet.
pub(crate) fn without_not_null(schema: &mut Schema, id: &ObjectId) {
    if let Some(Object::Column(mut column)) = schema.object(id).cloned() {
        Arc::make_mut(&mut column).not_null = None;
        let _ = schema.insert_object(id.clone(), Object::Column(column));
    }
}

/// Puts actions into stages: changes how some are carried out, and adds those that prepare and complete them. Gives back
/// which must come before which, by their places in `actions`.
pub(crate) fn stage(
    context: Context<'_>,
    actions: &mut Vec<Action>,
    destroyers: &Destroyers,
) -> Vec<(usize, usize)> {
    if context.options.strategy == Strategy::PLAIN {
        return Vec::new();
    }
    let mut stages = Stages {
        context,
        destroyers,
        facts: Facts::of(context, actions, destroyers),
        names: FreeNames::of(context),
        first: actions.len(),
        added: Vec::new(),
        builders: Vec::new(),
        edges: Vec::new(),
    };
    for (at, action) in actions.iter_mut().enumerate() {
        stages.put(at, action);
    }
    let Stages { added, builders, mut edges, .. } = stages;
    actions.extend(added);
    new_before_old(context, actions, &builders, &mut edges);
    keys_after_not_null(context, actions, &mut edges);
    edges
}

/// What the stages of one action must know of the others.
struct Facts {
    /// What the plan makes.
    created: BTreeSet<ObjectId>,
    /// What changes so that whatever stands on it must go before or come after, by whether an index is indifferent to it.
    changed: BTreeMap<ObjectId, bool>,
    /// Tables with descendants that come or leave, or get other parents.
    regrouped: BTreeSet<QualifiedName>,
    /// Tables below which something is made, changed or taken away.
    busy: BTreeSet<QualifiedName>,
}

impl Facts {
    fn of(context: Context<'_>, actions: &[Action], destroyers: &Destroyers) -> Self {
        let mut facts = Self {
            created: BTreeSet::new(),
            changed: BTreeMap::new(),
            regrouped: BTreeSet::new(),
            busy: BTreeSet::new(),
        };
        for action in actions {
            facts.busy.extend(table_above(context, &action.id));
            let Verb::Alter(alter) = &action.verb else {
                if matches!(action.verb, Verb::Create) {
                    facts.created.insert(action.id.clone());
                }
                facts.created.extend(action.effects.iter().filter_map(|effect| match effect {
                    Effect::Creates(id) => Some(id.clone()),
                    Effect::Drops(_) | Effect::Alters(..) | Effect::Copies { .. } => None,
                }));
                continue;
            };
            let around = rules::traits(context, &action.id, alter).map(|traits| traits.around);
            for effect in &action.effects {
                match effect {
                    Effect::Creates(id) => {
                        facts.created.insert(id.clone());
                    }
                    Effect::Alters(id, _) if around == Some(Around::Between) => {
                        *facts.changed.entry(id.clone()).or_insert(true) &= is_indifferent(alter);
                    }
                    Effect::Alters(..) | Effect::Drops(_) | Effect::Copies { .. } => {}
                }
            }
            if around == Some(Around::Between) {
                *facts.changed.entry(action.id.clone()).or_insert(true) &= is_indifferent(alter);
            }
            if let (ObjectId::Table(table), Alter::Table(how)) = (&action.id, alter)
                && matches!(
                    how,
                    TableAlter::Attach
                        | TableAlter::Detach
                        | TableAlter::Inherit(_)
                        | TableAlter::NoInherit(_)
                )
            {
                facts.regroup(context, table);
            }
        }
        for id in facts.created.iter().chain(destroyers.keys()) {
            if let ObjectId::Table(table) = id {
                let above: Vec<QualifiedName> = [context.from, context.to]
                    .iter()
                    .filter_map(|schema| schema.get::<Table>(table))
                    .flat_map(|table| table.parents().cloned())
                    .collect();
                facts.regrouped.extend(above);
            }
        }
        facts
    }

    /// Notes a table and all that is above it on either side.
    fn regroup(&mut self, context: Context<'_>, table: &QualifiedName) {
        let mut queue = vec![table.clone()];
        while let Some(table) = queue.pop() {
            for schema in [context.from, context.to] {
                if let Some(known) = schema.get::<Table>(&table) {
                    queue.extend(known.parents().filter(|p| !self.regrouped.contains(*p)).cloned());
                }
            }
            self.regrouped.insert(table);
        }
    }
}

/// The table that an object is below.
fn table_above(context: Context<'_>, id: &ObjectId) -> Option<QualifiedName> {
    let parent = context.to.parent(id).or_else(|| context.from.parent(id))?;
    match parent {
        ObjectId::Table(table) => Some(table.clone()),
        _ => None,
    }
}

struct Stages<'a> {
    context: Context<'a>,
    destroyers: &'a Destroyers,
    facts: Facts,
    names: FreeNames,
    /// The place of the first action that is added.
    first: usize,
    added: Vec<Action>,
    /// What builds an index while others work, by its table.
    builders: Vec<(QualifiedName, usize)>,
    edges: Vec<(usize, usize)>,
}

impl Stages<'_> {
    fn online(&self, class: Class) -> bool {
        self.context.options.strategy.online(class)
    }

    fn add(&mut self, id: &ObjectId, alter: impl Into<Alter>, cost: Cost) -> usize {
        let mut action = Action::new(id.clone(), Verb::Alter(alter.into()), Reason::Completes);
        action.cost = cost;
        self.added.push(action);
        self.first + self.added.len() - 1
    }

    /// Says how an action that was added is carried out.
    fn go(&mut self, added: usize, way: Way) {
        if let Some(action) = added.checked_sub(self.first).and_then(|at| self.added.get_mut(at)) {
            action.way = way;
        }
    }

    /// Whether it was there before, and still is.
    fn stands(&self, id: &ObjectId) -> bool {
        self.context.from.contains(id)
            && self.context.to.contains(id)
            && !self.facts.created.contains(id)
            && !self.destroyers.contains_key(id)
    }

    fn put(&mut self, at: usize, action: &mut Action) {
        match (action.id.clone(), action.verb.clone()) {
            (ObjectId::Constraint(name), Verb::Create) if self.stands(&ObjectId::Table(name.parent())) => {
                self.constraint(at, &name, action);
            }
            (ObjectId::DomainConstraint(name), Verb::Create) => self.domain_constraint(&name, action),
            (_, Verb::Alter(Alter::Constraint(ConstraintAlter::Validate)))
            | (_, Verb::Alter(Alter::DomainConstraint(DomainConstraintAlter::Validate)))
                if self.online(Class::Constraints) =>
            {
                action.cost.transaction = Transaction::Own;
            }
            (_, Verb::Alter(Alter::Column(ColumnAlter::ValidateNotNull))) if self.online(Class::NotNull) => {
                action.cost.transaction = Transaction::Own;
            }
            (ObjectId::Column(name), Verb::Alter(Alter::Column(ColumnAlter::SetNotNull)))
                if self.online(Class::NotNull) =>
            {
                self.not_null(&name, action);
            }
            (ObjectId::Index(name), Verb::Create) if self.online(Class::Indexes) => {
                self.index(at, &name, action);
            }
            (ObjectId::Index(name), Verb::Drop) if self.online(Class::Indexes) => {
                self.index_goes(&name, action);
            }
            (ObjectId::Table(table), Verb::Alter(Alter::Table(TableAlter::Detach)))
                if self.online(Class::Partitions) =>
            {
                self.detach(&table, action);
            }
            // What the rows of a table that is to come must be like is looked at while others work.
            (ObjectId::Table(_), Verb::Alter(Alter::Table(TableAlter::AddCheck(name))))
                if self.online(Class::Constraints) && action.cost.scans =>
            {
                action.way = Way::NotValid;
                action.cost.scans = false;
                let cost = Cost::lock(Lock::ShareUpdateExclusive).scanning().transacted(Transaction::Own);
                let validate = self.add(&action.id, TableAlter::ValidateCheck(name), cost);
                if let Some(added) = self.added.get_mut(validate - self.first) {
                    added.effects.clone_from(&action.effects);
                }
            }
            (ObjectId::Table(table), Verb::Alter(Alter::Table(TableAlter::Attach)))
                if self.online(Class::Partitions) =>
            {
                self.attach(at, &table, action);
            }
            _ => {}
        }
    }

    /// Rows from before are checked later, while others write.
    fn constraint(&mut self, at: usize, name: &MemberName, action: &mut Action) {
        let Some(new) = self.context.to.get::<Constraint>(name) else { return };
        match &new.definition {
            ConstraintDefinition::ForeignKey(key) => {
                // Refused up to 17 on a partitioned table (ATAddForeignKeyConstraint); on one that refers to a partitioned
                // table, VALIDATE up to 17 leaves the constraint's copies for the partitions not valid.
                let partitioned = is_partitioned(self.context.to, &name.parent())
                    || is_partitioned(self.context.to, &key.references);
                if !(partitioned && self.context.major() < 18) {
                    self.not_valid_first(new, action);
                }
            }
            ConstraintDefinition::Check(_) => self.not_valid_first(new, action),
            ConstraintDefinition::PrimaryKey(key) | ConstraintDefinition::Unique(key) => {
                // "This form is not currently supported on partitioned tables"; the index must be a plain b-tree. From 18 on
                // it makes the NOT NULL that a child has from its parent the child's own.
                let table = self.context.to.get::<Table>(&name.parent());
                let child = table.is_some_and(|table| table.parents().next().is_some());
                let adopts = matches!(new.definition, ConstraintDefinition::PrimaryKey(_))
                    && child
                    && self.context.major() >= 18;
                let partitioned = is_partitioned(self.context.to, &name.parent());
                let possible = !partitioned && !key.without_overlaps && !adopts;
                if possible && self.online(Class::Keys) {
                    self.key(at, name, action);
                }
            }
            // There is no ADD CONSTRAINT … EXCLUDE USING INDEX, and no NOT VALID for it.
            ConstraintDefinition::Exclusion(_) => {}
        }
    }

    fn not_valid_first(&mut self, new: &Constraint, action: &mut Action) {
        // Where no rows are looked at, there are none to look at later.
        if !self.online(Class::Constraints) || new.not_valid || new.not_enforced || !action.cost.scans {
            return;
        }
        action.way = Way::NotValid;
        action.cost.scans = false;
        let cost = Cost::lock(Lock::ShareUpdateExclusive).scanning().transacted(Transaction::Own);
        self.add(&action.id, ConstraintAlter::Validate, cost);
    }

    fn domain_constraint(&mut self, name: &MemberName, action: &mut Action) {
        let domain = ObjectId::Domain(name.parent());
        let valid = self.context.to.get::<DomainConstraint>(name).is_some_and(|new| new.validated);
        // A domain that takes the place of another has no values yet.
        let in_place = self.stands(&domain) && !self.facts.changed.contains_key(&domain);
        if !self.online(Class::Constraints) || !valid || !in_place {
            return;
        }
        let cost = std::mem::take(&mut action.cost).transacted(Transaction::Own);
        action.way = Way::NotValid;
        self.add(&action.id, DomainConstraintAlter::Validate, cost);
    }

    /// A key takes over an index that was built while others worked.
    fn key(&mut self, at: usize, name: &MemberName, action: &mut Action) {
        let replaced = self.destroyers.contains_key(&action.id);
        let settled = self.is_settled(&action.id);
        if replaced && !settled {
            return;
        }
        // Never under its own name: if the build breaks off, a new plan need not remove anything to try again.
        let built = self.names.choose(&name.in_schema(), "__new");
        self.build(at, name, action, ConstraintAlter::Build(built.clone()), concurrent_build(), settled);
        action.cost.scans = false;
        action.way = Way::Built(built);
    }

    fn build(
        &mut self,
        at: usize,
        name: &MemberName,
        action: &Action,
        alter: impl Into<Alter>,
        cost: Cost,
        settled: bool,
    ) {
        let build = self.add(&action.id, alter, cost);
        self.edges.push((build, at));
        for destroyer in self.destroyers.get(&action.id).into_iter().flatten() {
            self.edges.push((build, *destroyer));
        }
        if settled {
            self.builders.push((name.parent(), build));
        }
    }

    /// The new definition is built first; in one transaction the old one goes and the new one takes its name.
    fn index(&mut self, at: usize, name: &MemberName, action: &mut Action) {
        let relation = name.parent();
        if !self.stands(&ObjectId::Table(relation.clone()))
            && !self.stands(&ObjectId::MaterializedView(relation.clone()))
        {
            return;
        }
        let partitioned = is_partitioned(self.context.to, &relation);
        let unique = self.context.to.get::<Index>(name).is_some_and(|index| index.unique);
        let replaced = self.destroyers.contains_key(&action.id);
        let taken = !self.names.is_free(&name.in_schema());
        let settled = self.is_settled(&action.id);
        if replaced && self.is_broken(name) && !partitioned {
            // Nothing reads an invalid index: it goes, and is built under its own name. A build that breaks off again leaves
            // no more than the first one did.
            action.cost = concurrent_build();
            action.way = Way::Concurrently;
        } else if taken && settled {
            let built = self.names.choose(&name.in_schema(), "__new");
            // Of a partitioned table: ON ONLY, an entry in the catalog. Its partitions have indexes of their own.
            let cost = if partitioned { Cost::lock(Lock::Share) } else { concurrent_build() };
            self.build(at, name, action, IndexAlter::Build(built.clone()), cost, true);
            // ALTER INDEX, "RENAME", locks the index alone, and that is this plan's own.
            action.cost = Cost::default();
            action.way = Way::Built(built);
        } else if partitioned {
            action.cost.scans = false;
        } else if !(replaced && unique) {
            action.cost = concurrent_build();
            action.way = Way::Concurrently;
            if !taken && settled {
                self.builders.push((relation, at));
            }
        }
    }

    /// Whether an index was left behind by a build that broke off.
    fn is_broken(&self, name: &MemberName) -> bool {
        self.context.from.get::<Index>(name).is_some_and(|index| index.invalid)
    }

    fn index_goes(&mut self, name: &MemberName, action: &mut Action) {
        let relation = name.parent();
        let attached = self.context.from.get::<Index>(name).is_some_and(|index| index.attached_to.is_some());
        let stands = self.stands(&ObjectId::Table(relation.clone()))
            || (self.context.from.get::<MaterializedView>(&relation).is_some()
                && self.stands(&ObjectId::MaterializedView(relation.clone())));
        // What comes back goes in the transaction in which its successor takes the name. DROP INDEX: "indexes on partitioned
        // tables cannot be dropped using this option".
        let possible = (action.reason == Reason::Removed || self.is_broken(name))
            && stands
            && !attached
            && !is_partitioned(self.context.from, &relation);
        if possible {
            action.way = Way::Concurrently;
            action.cost = Cost::lock(Lock::ShareUpdateExclusive).transacted(Transaction::Outside);
        }
    }

    /// SET NOT NULL does not scan where a validated constraint proves it: ALTER TABLE, "SET NOT NULL".
    fn not_null(&mut self, name: &MemberName, action: &mut Action) {
        let column = ObjectId::Column(name.clone());
        let new = self.context.to.get::<Column>(name);
        let valid =
            new.and_then(|column| column.not_null.as_ref()).is_some_and(|not_null| !not_null.not_valid);
        // What is inherited already becomes the column's own without a look at the rows.
        let inherited = self.context.from.get::<Column>(name).is_some_and(|c| c.inherited_not_null.is_some());
        if inherited {
            return;
        }
        // A child that comes or leaves meanwhile would lack the helper, or keep it.
        let kept = !self.facts.regrouped.contains(&name.parent());
        // What was made without its NOT NULL, to be filled first, is like what was there.
        let fill = fill::of(self.context, name);
        // Where no rows are looked at, there are none to look at while others work.
        if !action.cost.scans && fill.is_none() {
            return;
        }
        let there = fill.is_some() || self.stands(&column);
        if !valid || !kept || !there || !self.stands(&ObjectId::Table(name.parent())) {
            action.way = fill.map_or(Way::Plain, |value| Way::Filled(value.clone()));
            return;
        }
        // Rows that came in while others were filled.
        let rest = fill.map_or(Way::Plain, |value| Way::Filled(value.clone()));
        let validate = Cost::lock(Lock::ShareUpdateExclusive).scanning().transacted(Transaction::Own);
        let chosen = object_name(&name.parent, Some(&name.name), "not_null");
        if self.context.major() >= 18 {
            let named =
                new.and_then(|column| column.not_null_constraint(name)).unwrap_or_else(|| chosen.clone());
            // A check that goes may still have the name.
            if self.context.from.contains(&ObjectId::Constraint(name.parent().member(&named))) {
                action.way = rest;
                return;
            }
            action.way = Way::NotValid;
            let validation = self.add(&column, ColumnAlter::ValidateNotNull, validate);
            self.go(validation, rest);
        } else {
            let guard = self.names.constraint(&chosen);
            let exclusive = Cost::lock(Lock::AccessExclusive);
            self.add(&column, ColumnAlter::Guard(guard.clone()), exclusive.clone());
            let validation = self.add(&column, ColumnAlter::ValidateGuard(guard.clone()), validate);
            self.go(validation, rest);
            self.add(&column, ColumnAlter::DropGuard(guard), exclusive);
        }
        action.cost.scans = false;
    }

    /// Whether an index can be built before anything goes: all that it stands on is there, or can be made first.
    fn is_settled(&self, id: &ObjectId) -> bool {
        self.references(id)
            .iter()
            .filter(|to| !matches!(to, ObjectId::Index(_) | ObjectId::Constraint(_)))
            .all(|to| self.rests(to, &mut BTreeSet::new()))
    }

    fn references(&self, id: &ObjectId) -> Vec<ObjectId> {
        let mut references = Vec::new();
        self.context.to.edges_of(id, |to, _| references.push(to.clone()));
        references.retain(|to| to != id);
        references
    }

    fn rests(&self, id: &ObjectId, seen: &mut BTreeSet<ObjectId>) -> bool {
        let unchanged = self.facts.changed.get(id).is_none_or(|indifferent| *indifferent);
        if !unchanged || self.destroyers.contains_key(id) {
            return false;
        }
        if !self.facts.created.contains(id) || !seen.insert(id.clone()) {
            return true;
        }
        let identity = match id {
            ObjectId::Column(name) => {
                self.context.to.get::<Column>(name).and_then(|column| names::identity_key(name, column))
            }
            _ => None,
        };
        let own = names::key(id, self.context.to);
        let free = own.iter().chain(&identity).all(|key| !self.names.is_held(key));
        free && self.references(id).iter().all(|to| self.rests(to, seen))
    }
}

/// What a table's reads and writes rely on stands until its successors do: the indexes and keys that go, and what must be
/// taken down around them.
fn new_before_old(
    context: Context<'_>,
    actions: &[Action],
    builders: &[(QualifiedName, usize)],
    edges: &mut Vec<(usize, usize)>,
) {
    let mut by_relation: BTreeMap<&QualifiedName, Vec<usize>> = BTreeMap::new();
    let mut by_object: BTreeMap<&ObjectId, usize> = BTreeMap::new();
    for (relation, builder) in builders {
        by_relation.entry(relation).or_default().push(*builder);
        by_object.extend(actions.get(*builder).map(|action| (&action.id, *builder)));
    }
    for (at, action) in actions.iter().enumerate().filter(|(_, action)| action.verb == Verb::Drop) {
        let along = action.effects.iter().filter_map(|effect| match effect {
            Effect::Drops(id) => Some(id),
            Effect::Creates(_) | Effect::Alters(..) | Effect::Copies { .. } => None,
        });
        let mut first: BTreeSet<usize> = BTreeSet::new();
        for gone in std::iter::once(&action.id).chain(along) {
            let relation = match gone {
                ObjectId::Index(name) => name.parent(),
                ObjectId::Constraint(name)
                    if context.from.get::<Constraint>(name).is_some_and(Constraint::has_index) =>
                {
                    name.parent()
                }
                _ => continue,
            };
            first.extend(by_relation.get(&relation).into_iter().flatten());
        }
        context.from.edges_of(&action.id, |on, _| first.extend(by_object.get(on)));
        edges.extend(first.into_iter().filter(|builder| *builder != at).map(|builder| (builder, at)));
    }
}

/// PostgreSQL takes a NOT NULL for a primary key only once it is valid (18+).
fn keys_after_not_null(context: Context<'_>, actions: &[Action], edges: &mut Vec<(usize, usize)>) {
    let validations: BTreeMap<&ObjectId, usize> = actions
        .iter()
        .enumerate()
        .filter(|(_, action)| action.verb == Verb::Alter(ColumnAlter::ValidateNotNull.into()))
        .map(|(at, action)| (&action.id, at))
        .collect();
    for (at, action) in actions.iter().enumerate() {
        let (ObjectId::Constraint(name), Verb::Create) = (&action.id, &action.verb) else { continue };
        let Some(ConstraintDefinition::PrimaryKey(key)) =
            context.to.get::<Constraint>(name).map(|constraint| &constraint.definition)
        else {
            continue;
        };
        for column in &key.columns {
            let column = ObjectId::Column(name.parent().member(column));
            edges.extend(validations.get(&column).map(|first| (*first, at)));
        }
    }
}
