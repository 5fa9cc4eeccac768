//! What the mode repair leaves alone because of what else it leaves alone: what would stand on it, or stand in its way.
//!
//! Repair never removes and never replaces. So an object can be missing, or stay different, though other objects of the second
//! schema stand on it as it would be: a check over a column that keeps its type, an index on a view's column that does not come.
//! PostgreSQL would refuse those, or make something else of them.

use std::collections::{BTreeMap, BTreeSet};

use schema_model::{Column, ColumnDefault, ConstraintDefinition, MemberName, ObjectId, QualifiedName, Table};

use crate::action::Reason;
use crate::dependents::Dependents;
use crate::expand::{Expansion, Fates};
use crate::names::Holders;
use crate::plan::Difference;
use crate::rules::{self, Context};
use crate::{Alter, ColumnAlter, TableAlter, checks};

impl Expansion<'_> {
    /// Leaves alone what can't be as it should be while something else stays as it is; and what would stand on that.
    pub(crate) fn leave_what_has_no_ground(&mut self) {
        let held = Held::of(self.context);
        loop {
            let mut blocked: Vec<(ObjectId, Option<Alter>, String)> = Vec::new();
            for (id, fate) in &self.fates {
                if fate.create {
                    let why = self
                        .missing_ground(id)
                        .or_else(|| self.no_place(id, &held))
                        .or_else(|| checks::otherwise_elsewhere(self.context, &self.fates, id));
                    blocked.extend(why.map(|why| (id.clone(), None, why)));
                    continue;
                }
                for (alter, _) in &fate.alters {
                    let why = self.unsound(id, alter, &held);
                    blocked.extend(why.map(|why| (id.clone(), Some(alter.clone()), why)));
                }
            }
            if blocked.is_empty() {
                return;
            }
            for (id, alter, reason) in blocked {
                self.forgo(&id, alter, reason);
            }
            self.leave_orphans();
        }
    }

    /// Repair takes something down only to put the very same back. What stands on a change and is itself extra or
    /// different would go, or change, and what stands on something else that is left alone could not come back: the change is
    /// left alone then. Whether there was any such.
    pub(crate) fn leave_what_disturbs(&mut self, dependents: &Dependents<'_>) -> bool {
        let mut left: Vec<(ObjectId, Alter, ObjectId)> = Vec::new();
        for (id, fate) in &self.fates {
            for (alter, _) in &fate.alters {
                if let Some(disturbed) = self.disturbed(id, alter, dependents) {
                    left.push((id.clone(), alter.clone(), disturbed));
                }
            }
        }
        let any = !left.is_empty();
        for (id, alter, disturbed) in left {
            let reason = format!("PostgreSQL refuses it while {disturbed} stands, which is not as expected");
            self.forgo(&id, Some(alter), reason);
        }
        any
    }

    /// Something around an alteration that can't be taken down and put back as it was.
    fn disturbed(&self, id: &ObjectId, alter: &Alter, dependents: &Dependents<'_>) -> Option<ObjectId> {
        let context = self.context;
        let mut seen = BTreeSet::new();
        let mut queue: Vec<&ObjectId> = dependents
            .on(id)
            .iter()
            .map(|(dependent, _)| dependent)
            .filter(|dependent| rules::refused_by(context, id, alter, dependent))
            .collect();
        while let Some(dependent) = queue.pop() {
            if !seen.insert(dependent) {
                continue;
            }
            let same = match (context.from.object(dependent), context.to.object(dependent)) {
                (Some(old), Some(new)) => old.changed(new).is_some_and(|fields| fields.is_empty()),
                _ => false,
            };
            if !same || self.missing_ground(dependent).is_some() {
                return Some(dependent.clone());
            }
            queue.extend(dependents.on(dependent).iter().map(|(next, _)| next));
        }
        None
    }

    /// Takes back what was to be done to an object: that it is made, or one of its alterations.
    fn forgo(&mut self, id: &ObjectId, alter: Option<Alter>, reason: String) {
        let Some(fate) = self.fates.get_mut(id) else { return };
        let what = match alter {
            None => {
                fate.create = false;
                match self.context.from.contains(id) {
                    true => Difference::Changed(Vec::new()),
                    false => Difference::Missing,
                }
            }
            Some(alter) => {
                let mut fields = Vec::new();
                fate.alters.retain(|(known, reason)| {
                    let keep = *known != alter;
                    if let (false, Reason::Changed(changed)) = (keep, reason) {
                        fields.clone_from(changed);
                    }
                    keep
                });
                Difference::Changed(fields)
            }
        };
        if !fate.create && !fate.drop && fate.alters.is_empty() {
            self.fates.remove(id);
        }
        // What is below something that does not come needs no line of its own.
        let below =
            self.context.to.parent(id).is_some_and(|parent| {
                !self.context.from.contains(parent) && !self.fates.contains_key(parent)
            });
        if !below {
            self.leave(id, what, reason);
        }
    }

    /// Something that a new object stands on, which does not come, or stays other than it is expected.
    pub(crate) fn missing_ground(&self, id: &ObjectId) -> Option<String> {
        let mut found = self.missing_above(id);
        self.context.to.edges_of(id, |on, _| {
            if found.is_none() {
                let nowhere =
                    [self.context.to, self.context.from].iter().all(|schema| schema.resolve(on).is_none());
                found = match nowhere {
                    true => Some(format!("it stands on {on}, which is missing and left alone")),
                    false => self.unfit(id, on),
                };
            }
        });
        found
    }

    /// A partition or a child gets what the tables above it get: what does not come there does not come here.
    fn missing_above(&self, id: &ObjectId) -> Option<String> {
        let (name, above): (&MemberName, fn(MemberName) -> ObjectId) = match id {
            ObjectId::Column(name) => (name, ObjectId::Column),
            ObjectId::Constraint(name) => (name, ObjectId::Constraint),
            _ => return None,
        };
        let table = self.context.to.get::<Table>(&name.parent())?;
        table
            .parents()
            .map(|parent| above(parent.member(&name.name)))
            .filter(|above| self.context.to.contains(above))
            .find(|above| !self.context.from.contains(above) && !self.fates.contains_key(above))
            .map(|above| format!("it comes with {above}, which is missing and left alone"))
    }

    /// Why an object of the second schema is no ground for another, if it is none.
    fn unfit(&self, id: &ObjectId, on: &ObjectId) -> Option<String> {
        let on = self.context.to.resolve(on)?;
        let fate = self.fates.get(on);
        let Some(old) = self.context.from.object(on) else {
            return fate.is_none().then(|| format!("it stands on {on}, which is missing and left alone"));
        };
        // What is said about an object can be said of it whatever it is like; but who owns a sequence hangs on its column.
        let said = id.target().is_some() && !matches!((id, on), (ObjectId::Owner(_), ObjectId::Sequence(_)));
        let new = self.context.to.object(on)?;
        if said || fate.is_some_and(|fate| fate.create) {
            return None;
        }
        let done: BTreeSet<&str> = fate
            .into_iter()
            .flat_map(|fate| &fate.alters)
            .filter_map(|(alter, _)| rules::traits(self.context, on, alter))
            .flat_map(|traits| traits.fields.iter().copied())
            .collect();
        let ground = rules::rule(on.kind()).ground;
        let stays =
            old.changed(new)?.into_iter().find(|field| ground.contains(field) && !done.contains(field))?;
        let words = stays.replace('_', " ");
        Some(format!("it stands on {on}, whose {words} differs and is left alone"))
    }

    /// A table that can't come below another as that stays.
    fn no_place(&self, id: &ObjectId, held: &Held<'_>) -> Option<String> {
        let ObjectId::Table(name) = id else { return None };
        let table = self.context.to.get::<Table>(name)?;
        if let Some(why) = table.parents().find_map(|parent| self.unlike(id, parent)) {
            return Some(why);
        }
        if !self.context.from.contains(id)
            && let Some(why) = checks::in_the_way_of_new(self.context, &self.fates, name)
        {
            return Some(why);
        }
        let of = table.partition_of.as_ref()?;
        let claim = claim(&of.bound)?;
        let sibling = held
            .claims
            .get(&of.parent)?
            .iter()
            .find(|(sibling, other)| *sibling != name && (*other == claim) == (claim == DEFAULT));
        sibling.map(|(sibling, _)| format!("the partition {sibling} stays, and there is no place beside it"))
    }

    /// A column of a table above that stays other than it is expected: what comes below it would not have the like.
    fn unlike(&self, id: &ObjectId, parent: &QualifiedName) -> Option<String> {
        let view = self.context.from.table_view(parent)?;
        view.columns_by_name().find_map(|(name, _)| {
            let column = ObjectId::Column(parent.member(name));
            match self.context.to.contains(&column) {
                true => self.unfit(id, &column),
                false => Some(format!("{column} stays, which it would not have")),
            }
        })
    }

    /// What an alteration needs, and does not have, or what holds on to what it takes away.
    fn unsound(&self, id: &ObjectId, alter: &Alter, held: &Held<'_>) -> Option<String> {
        let redefines = rules::traits(self.context, id, alter).is_some_and(|traits| traits.redefines);
        if redefines && let Some(why) = self.missing_ground(id) {
            return Some(why);
        }
        let mut needed = rules::consumes(self.context, id, alter);
        // What holds of a table's part hangs on the table's place among others.
        if matches!(alter, Alter::Column(_) | Alter::Constraint(_) | Alter::Index(_)) {
            needed.extend(id.parents());
        }
        if let Some(why) = needed.iter().find_map(|on| self.unfit(id, on)) {
            return Some(why);
        }
        match (id, alter) {
            (ObjectId::Table(name), Alter::Table(TableAlter::Inherit(_))) => {
                let (old, new) = (self.context.from.get::<Table>(name)?, self.context.to.get::<Table>(name)?);
                let adds = new.inherits.starts_with(&old.inherits);
                let unlike = new.parents().find_map(|parent| self.unlike(id, parent));
                let order =
                    "its parents would be in another order, or some of them stay that are not expected";
                let in_the_way = || checks::in_the_way(self.context, &self.fates, name);
                unlike.or_else(|| (!adds).then(|| order.into())).or_else(in_the_way)
            }
            (ObjectId::Table(name), Alter::Table(TableAlter::Attach)) => {
                self.no_place(id, held).or_else(|| checks::in_the_way(self.context, &self.fates, name))
            }
            (ObjectId::Column(column), Alter::Column(ColumnAlter::SetType)) => self.type_from_above(column),
            (ObjectId::Column(column), Alter::Column(ColumnAlter::DropNotNull)) => {
                not_null_holders(self.context, &self.fates, column)
                    .map(|holder| format!("{holder} stays, and needs NOT NULL"))
            }
            (ObjectId::Column(column), Alter::Column(ColumnAlter::AddIdentity)) => {
                let default = ObjectId::ColumnDefault(column.clone());
                if self.context.from.get::<ColumnDefault>(column).is_some() {
                    return Some(format!("{default} stays, and a column has an identity or a default"));
                }
                let new = self.context.to.get::<Column>(column)?;
                let taken =
                    crate::names::identity_key(column, new).and_then(|key| held.names.get(&key).cloned())?;
                Some(format!("the name of its sequence is taken by {taken}, which repair does not remove"))
            }
            _ => None,
        }
    }
}

impl Expansion<'_> {
    /// A column above whose type this one has, and which keeps it.
    fn type_from_above(&self, column: &MemberName) -> Option<String> {
        let is_changed = |id: &ObjectId| {
            self.fates.get(id).is_some_and(|fate| {
                fate.alters.iter().any(|(alter, _)| *alter == Alter::Column(ColumnAlter::SetType))
            })
        };
        self.context
            .from
            .get::<Table>(&column.parent())?
            .parents()
            .map(|parent| parent.member(&column.name))
            .filter(|above| self.context.from.get::<Column>(above).is_some())
            .map(ObjectId::Column)
            .find(|above| !is_changed(above))
            .map(|above| format!("its type is that of {above}, which stays"))
    }
}

/// What repair will not move out of the way.
struct Held<'a> {
    /// Who holds which name; columns those of their identities' sequences.
    names: Holders,
    /// Default and hash partitions by their tables, with what they claim.
    claims: BTreeMap<&'a QualifiedName, Vec<(&'a QualifiedName, &'a str)>>,
}

impl<'a> Held<'a> {
    fn of(context: Context<'a>) -> Self {
        let mut claims: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (name, table) in context.from.all::<Table>() {
            let Some(of) = &table.partition_of else { continue };
            if let Some(claim) = claim(&of.bound) {
                claims.entry(&of.parent).or_default().push((name, claim));
            }
        }
        Self { names: Holders::with_identities(context.from), claims }
    }
}

/// The bound of a default partition.
const DEFAULT: &str = "DEFAULT";

/// What says by itself that two partitions may not be beside each other: there is one default partition, and hash partitions of
/// several moduli may overlap. `FOR VALUES WITH (modulus 4, remainder 2)` claims `FOR VALUES WITH (modulus 4`.
fn claim(bound: &str) -> Option<&str> {
    match bound {
        DEFAULT => Some(DEFAULT),
        _ if bound.starts_with("FOR VALUES WITH (") => bound.split(',').next(),
        _ => None,
    }
}

/// What keeps a column NOT NULL: a primary key over it, an identity, or the same column of a table above.
fn not_null_holders(context: Context<'_>, fates: &Fates, column: &MemberName) -> Option<ObjectId> {
    let parent = column.parent();
    let constraints = context.from.table_view(&parent).into_iter().flat_map(|view| view.constraints());
    for (name, constraint) in constraints {
        let covers = match &constraint.definition {
            ConstraintDefinition::PrimaryKey(key) => key.columns.contains(&column.name),
            ConstraintDefinition::Unique(_)
            | ConstraintDefinition::ForeignKey(_)
            | ConstraintDefinition::Check(_)
            | ConstraintDefinition::Exclusion(_) => false,
        };
        let id = ObjectId::Constraint(parent.member(name));
        if covers && !fates.get(&id).is_some_and(|fate| fate.drop) {
            return Some(id);
        }
    }
    let here = ObjectId::Column(column.clone());
    let loses = |id: &ObjectId, lost: &ColumnAlter| {
        fates.get(id).is_some_and(|fate| {
            fate.alters.iter().any(|(alter, _)| matches!(alter, Alter::Column(alter) if alter == lost))
        })
    };
    let identity = context.from.get::<Column>(column).is_some_and(|column| column.identity.is_some());
    if identity && !loses(&here, &ColumnAlter::DropIdentity) {
        return Some(here);
    }
    context
        .from
        .get::<Table>(&column.parent())?
        .parents()
        .map(|parent| parent.member(&column.name))
        .filter(|above| context.from.get::<Column>(above).is_some_and(|column| column.not_null.is_some()))
        .map(ObjectId::Column)
        .find(|above| !loses(above, &ColumnAlter::DropNotNull))
}
