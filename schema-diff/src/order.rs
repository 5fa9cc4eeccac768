//! One graph over both sides' dependencies, and one deterministic order of the actions.

mod columns;
mod privileges;
mod rank;
mod tables;

use std::collections::{BTreeMap, BTreeSet};

use schema_model::{Constraint, ConstraintDefinition, ObjectId, QualifiedName, Sequence, Table};

use crate::action::{Action, Effect, Verb, Way};
use crate::attached::Making;
use crate::dependents::references_for_drop;
use crate::expand::Destroyers;
use crate::rules::{self, Around, Context};
use crate::sort::sort;
use crate::{
    Alter, BaseTypeAlter, DomainAlter, EnumAlter, PlanError, PrivilegeAlter, SequenceAlter, TableAlter,
    TriggerAlter, attached, checks, implied, names, not_null, online, owned,
};

/// Actions in order, and for each the places of those that must come before it.
pub(crate) struct Ordered {
    pub(crate) actions: Vec<Action>,
    pub(crate) before: Vec<BTreeSet<usize>>,
}

struct Graph<'a> {
    context: Context<'a>,
    actions: &'a [Action],
    destroyers: &'a Destroyers,
    creators: BTreeMap<&'a ObjectId, usize>,
    alters: BTreeMap<&'a ObjectId, Vec<usize>>,
    around: Vec<Around>,
    /// Actions on columns, defaults, constraints and indexes, by their table.
    below: BTreeMap<QualifiedName, Vec<usize>>,
    /// What takes partitions away, by their partitioned table.
    leaving: BTreeMap<QualifiedName, Vec<usize>>,
    /// What is destroyed, by the name that it frees.
    freeing: BTreeMap<names::Key, Vec<&'a ObjectId>>,
    /// What is created, by the name that it takes.
    taking: BTreeMap<names::Key, Vec<(&'a ObjectId, usize)>>,
    edges: BTreeSet<(usize, usize)>,
}

/// Puts the actions in order.
pub(crate) fn order(
    context: Context<'_>,
    actions: Vec<Action>,
    destroyers: &Destroyers,
    staged: &[(usize, usize)],
) -> Result<Ordered, PlanError> {
    let mut graph = Graph {
        context,
        actions: &actions,
        destroyers,
        creators: BTreeMap::new(),
        alters: BTreeMap::new(),
        around: Vec::new(),
        below: BTreeMap::new(),
        leaving: BTreeMap::new(),
        freeing: BTreeMap::new(),
        taking: BTreeMap::new(),
        edges: BTreeSet::new(),
    };
    graph.index();
    graph.connect();
    graph.edges.extend(staged);
    let edges = graph.edges;
    let sorted = sort(context, &actions, &edges)?;
    let mut place = vec![0; actions.len()];
    for (at, index) in sorted.iter().enumerate() {
        place[*index] = at;
    }
    let mut before = vec![BTreeSet::new(); actions.len()];
    for (first, second) in edges {
        before[place[second]].insert(place[first]);
    }
    let mut slots: Vec<Option<Action>> = actions.into_iter().map(Some).collect();
    let mut actions: Vec<Action> = sorted.into_iter().filter_map(|index| slots[index].take()).collect();
    implied::say_first_destroyer(&mut actions, destroyers, &place);
    Ok(Ordered { actions, before })
}

impl<'a> Graph<'a> {
    fn index(&mut self) {
        for (at, action) in self.actions.iter().enumerate() {
            let mut around = Around::Anywhere;
            match &action.verb {
                Verb::Create => {
                    self.creators.insert(&action.id, at);
                }
                // What is built in advance needs what a new object needs: it comes before the old one goes, too.
                Verb::Alter(alter) if online::is_build(alter) => {}
                Verb::Alter(alter) => {
                    self.alters.entry(&action.id).or_default().push(at);
                    if let Some(traits) = rules::traits(self.context, &action.id, alter) {
                        around = traits.around;
                    }
                }
                Verb::Drop | Verb::Rename { .. } => {}
            }
            for effect in &action.effects {
                match effect {
                    Effect::Creates(id) => {
                        self.creators.entry(id).or_insert(at);
                    }
                    Effect::Alters(id, _) => self.alters.entry(id).or_default().push(at),
                    Effect::Drops(_) | Effect::Copies { .. } => {}
                }
            }
            self.around.push(around);
            if let ObjectId::Column(name)
            | ObjectId::ColumnDefault(name)
            | ObjectId::Constraint(name)
            | ObjectId::Index(name) = &action.id
            {
                self.below.entry(name.parent()).or_default().push(at);
            }
        }
        for (id, table) in self.context.from.all::<Table>() {
            let Some(of) = &table.partition_of else { continue };
            let id = ObjectId::Table(id.clone());
            let detached = self
                .alters_of(&id)
                .into_iter()
                .filter(|at| matches!(self.actions[*at].verb, Verb::Alter(Alter::Table(TableAlter::Detach))));
            let leaving: Vec<usize> = detached.chain(self.destroyers_of(&id)).collect();
            if !leaving.is_empty() {
                self.leaving.entry(of.parent.clone()).or_default().extend(leaving);
            }
        }
        for id in self.destroyers.keys() {
            if let Some(key) = names::key(id, self.context.from) {
                self.freeing.entry(key).or_default().push(id);
            }
        }
        for (id, at) in &self.creators {
            if let Some(key) = names::key(id, self.context.to) {
                self.taking.entry(key).or_default().push((id, *at));
            }
        }
    }

    fn before(&mut self, first: usize, second: usize) {
        if first != second {
            self.edges.insert((first, second));
        }
    }

    fn alters_of(&self, id: &ObjectId) -> Vec<usize> {
        self.alters.get(id).cloned().unwrap_or_default()
    }

    fn destroyers_of(&self, id: &ObjectId) -> Vec<usize> {
        self.destroyers.get(id).into_iter().flatten().copied().collect()
    }

    fn connect(&mut self) {
        for at in 0..self.actions.len() {
            let action = &self.actions[at];
            if matches!(action.id, ObjectId::DefaultPrivilege(_)) {
                self.after_what_it_concerns(at, &action.id);
            }
            match &action.verb {
                Verb::Create => {
                    if action.way == Way::Concurrently {
                        self.build(at, &action.id);
                    } else {
                        self.after_new(at, &action.id);
                    }
                    self.after_old(at, &action.id);
                    self.special_create(at, &action.id);
                }
                Verb::Alter(alter) if online::is_build(alter) => self.build(at, &action.id),
                Verb::Alter(alter) => self.alter(at, &action.id, alter),
                Verb::Drop | Verb::Rename { .. } => {}
            }
            for effect in &action.effects {
                match effect {
                    // What a table keeps as it leaves stood on all that it stands on.
                    Effect::Creates(_) if checks::leaves(&action.verb) => {}
                    Effect::Creates(id) => self.after_new(at, id),
                    // What a partition's index was part of may go once the partition has left.
                    Effect::Alters(id, fields) if fields.contains(&"attached_to") => {
                        for (to, _) in references_for_drop(self.context.from, id) {
                            for destroyer in self.destroyers_of(&to) {
                                self.before(at, destroyer);
                            }
                        }
                    }
                    Effect::Alters(..) | Effect::Drops(_) | Effect::Copies { .. } => {}
                }
            }
        }
        let above_and_below = checks::edges(self.context, self.actions, self.destroyers);
        for (first, second) in
            not_null::edges(self.context, self.actions, self.destroyers).into_iter().chain(above_and_below)
        {
            self.before(first, second);
        }
        let destroyed: Vec<&ObjectId> = self.destroyers.keys().collect();
        for id in destroyed {
            self.drops(id);
        }
    }

    /// What is created, or defined anew, comes after what its new form stands on.
    fn after_new(&mut self, at: usize, id: &ObjectId) {
        let mut references = Vec::new();
        self.context.to.edges_of(id, |to, _| references.push(to.clone()));
        for to in references {
            if to == *id {
                continue;
            }
            if let Some(creator) = self.creators.get(&to).copied() {
                match Making::of(self.context, id, &to) {
                    Making::After => self.before(creator, at),
                    Making::Before => {
                        self.before(at, creator);
                        continue;
                    }
                    Making::Anytime => {}
                }
            }
            for alter in self.alters_of(&to) {
                if self.around[alter] != Around::Last && self.around[alter] != Around::Anywhere {
                    self.before(alter, at);
                }
            }
        }
    }

    /// What is built while others work comes after what it stands on; it is part of no other index yet.
    fn build(&mut self, at: usize, id: &ObjectId) {
        let mut references = Vec::new();
        self.context.to.edges_of(id, |to, _| references.push(to.clone()));
        references.retain(|to| !matches!(to, ObjectId::Index(_) | ObjectId::Constraint(_)));
        for to in references {
            self.after_creation_of(at, &to);
            for alter in self.alters_of(&to) {
                let indifferent = match &self.actions[alter].verb {
                    Verb::Alter(how) => online::is_indifferent(how),
                    Verb::Create | Verb::Drop | Verb::Rename { .. } => false,
                };
                if matches!(self.around[alter], Around::Between | Around::First) && !indifferent {
                    self.before(alter, at);
                }
            }
        }
    }

    /// What is created comes after what held its id, or its name.
    fn after_old(&mut self, at: usize, id: &ObjectId) {
        for destroyer in self.destroyers_of(id) {
            self.before(destroyer, at);
        }
        for alter in self.alters_of(id) {
            self.before(at, alter);
        }
    }

    fn special_create(&mut self, at: usize, id: &ObjectId) {
        match id {
            ObjectId::Column(_) => self.takes_identity(at, id),
            ObjectId::Privilege(name) => self.after_its_grantor(at, name),
            // A foreign key stands on a key of the other table; which one, only the catalog knows.
            ObjectId::Constraint(name) => {
                let references = match self.context.to.get::<Constraint>(name).map(|c| &c.definition) {
                    Some(ConstraintDefinition::ForeignKey(key)) => key.references.clone(),
                    _ => return,
                };
                let keys: Vec<usize> = self
                    .context
                    .to
                    .table_view(&references)
                    .into_iter()
                    .flat_map(|table| {
                        let constraints = table
                            .constraints()
                            .filter(|(_, c)| c.has_index())
                            .map(|(n, _)| ObjectId::Constraint(references.member(n)));
                        let indexes = table
                            .indexes()
                            .filter(|(_, i)| i.unique)
                            .map(|(n, _)| ObjectId::Index(references.member(n)));
                        constraints.chain(indexes).collect::<Vec<_>>()
                    })
                    .flat_map(|id| {
                        let mut all: Vec<usize> = self.creators.get(&id).copied().into_iter().collect();
                        all.extend(self.alters_of(&id));
                        all
                    })
                    .collect();
                for key in keys {
                    self.before(key, at);
                }
            }
            _ => {}
        }
    }

    fn after_action_on(&mut self, at: usize, id: &ObjectId) {
        let mut all: Vec<usize> = self.creators.get(id).copied().into_iter().collect();
        all.extend(self.alters_of(id));
        for other in all {
            self.before(other, at);
        }
    }

    fn alter(&mut self, at: usize, id: &ObjectId, alter: &Alter) {
        let context = self.context;
        if let Some(creator) = self.creators.get(id).copied() {
            self.before(creator, at);
        }
        let redefines = rules::traits(context, id, alter).is_some_and(|traits| traits.redefines);
        if redefines {
            self.after_new(at, id);
            for (to, _) in references_for_drop(context.from, id) {
                for destroyer in self.destroyers_of(&to) {
                    if !self.destroyers_of(id).contains(&destroyer) {
                        self.before(at, destroyer);
                    }
                }
            }
        }
        for needed in rules::consumes(context, id, alter) {
            self.after_creation_of(at, &needed);
        }
        for released in rules::releases(context, id, alter) {
            for destroyer in self.destroyers_of(&released) {
                self.before(at, destroyer);
            }
        }
        self.among_own(at, id, alter);
        match self.around[at] {
            Around::Last => self.around_children(at, id, true),
            Around::First => self.around_children(at, id, false),
            Around::Between | Around::Anywhere => {}
        }
        self.special_alter(at, id, alter);
    }

    fn after_creation_of(&mut self, at: usize, id: &ObjectId) {
        if let Some(creator) = self.creators.get(id).copied() {
            self.before(creator, at);
        }
    }

    /// Alterations of one object, in the order of their variants: what goes before what comes.
    fn among_own(&mut self, at: usize, id: &ObjectId, alter: &Alter) {
        let rank = |alter: &Alter| match alter {
            Alter::Column(alter) => Some(rank::column(alter)),
            Alter::Sequence(SequenceAlter::Disown) => Some(0),
            Alter::Sequence(SequenceAlter::Options) => Some(1),
            Alter::Sequence(SequenceAlter::OwnedBy) => Some(2),
            Alter::Table(TableAlter::Detach | TableAlter::NoInherit(_) | TableAlter::NotOf) => Some(0),
            Alter::Table(TableAlter::DropBound | TableAlter::DropKept(_)) => Some(1),
            Alter::Table(TableAlter::AddCheck(_)) => Some(2),
            Alter::Table(TableAlter::ValidateCheck(_)) => Some(3),
            Alter::Table(TableAlter::Attach | TableAlter::Inherit(_) | TableAlter::Of) => Some(4),
            Alter::Enum(EnumAlter::AddValue(_)) => Some(1),
            Alter::Trigger(TriggerAlter::Define) => Some(0),
            Alter::Trigger(TriggerAlter::Enabled) => Some(1),
            Alter::Trigger(TriggerAlter::OnPartitions) => Some(2),
            _ => None,
        };
        let Some(mine) = rank(alter) else { return };
        for other in self.alters_of(id) {
            // An effect of an action on a parent has no rank of its own here.
            let Verb::Alter(theirs) = &self.actions[other].verb else { continue };
            if self.actions[other].id != *id {
                continue;
            }
            if let Some(theirs) = rank(theirs)
                && (theirs < mine || (theirs == mine && other < at))
            {
                self.before(other, at);
            }
        }
    }

    /// All that is done to the columns, defaults, constraints and indexes below a table comes before, or after.
    fn around_children(&mut self, at: usize, id: &ObjectId, last: bool) {
        let ObjectId::Table(table) = id else { return };
        for other in self.below.get(table).cloned().unwrap_or_default() {
            let action = &self.actions[other];
            let attaches = matches!(&action.verb, Verb::Alter(alter) if attached::is_attachment(alter));
            match (last, attaches) {
                (true, true) => self.before(at, other),
                (true, false) => self.before(other, at),
                (false, _) => self.before(at, other),
            }
        }
    }

    /// What is attached is whole by then: what gets its last part later makes the one above valid, if it is attached to that
    /// already, and waits for ACCESS EXCLUSIVE on the partitioned table above; up to 15.18 (and its contemporaries) it lets go
    /// of that lock at once, from 15.20 on it keeps it. Source: `validatePartitionedIndex` in PostgreSQL's `tablecmds.c`.
    fn after_attachments_below(&mut self, at: usize, id: &ObjectId, alter: &Alter) {
        for above in rules::consumes(self.context, id, alter) {
            for other in self.alters_of(&above) {
                if matches!(&self.actions[other].verb, Verb::Alter(theirs) if attached::is_attachment(theirs))
                {
                    self.before(at, other);
                }
            }
        }
    }

    fn special_alter(&mut self, at: usize, id: &ObjectId, alter: &Alter) {
        match (id, alter) {
            (ObjectId::Column(name), Alter::Column(alter)) => self.of_column(at, (id, name), alter),
            (_, Alter::BaseType(BaseTypeAlter::Storage)) => self.before_storages_of_columns(at),
            (ObjectId::Privilege(name), Alter::Privilege(PrivilegeAlter::Given(_))) => {
                self.after_making_of(at, name.target.id());
            }
            // The bounds of partitions that leave are free only then.
            (ObjectId::Table(table), Alter::Table(TableAlter::Attach)) => {
                let of = self.context.to.get::<Table>(table).and_then(|table| table.partition_of.as_ref());
                for other in of.and_then(|of| self.leaving.get(&of.parent)).cloned().unwrap_or_default() {
                    self.before(other, at);
                }
                of.into_iter().for_each(|of| {
                    self.after_loosening(at, &of.parent);
                    self.after_new_indexes(at, &of.parent);
                });
            }
            (_, Alter::Table(TableAlter::DropKept(_))) => self.around_children(at, id, false),
            // It stands on what the check above stands on.
            (ObjectId::Table(table), Alter::Table(TableAlter::AddCheck(name))) => {
                let above = checks::inherited(self.context.to, table, |_| true).remove(name);
                if let Some((above, _)) = above {
                    self.after_new(at, &ObjectId::Constraint(above));
                }
            }
            (ObjectId::Table(_), Alter::Table(TableAlter::Inherit(parent))) => {
                self.after_loosening(at, parent);
            }
            (_, alter) if attached::is_attachment(alter) => self.after_attachments_below(at, id, alter),
            // A partition's copy of a trigger is there once the partition is.
            (ObjectId::Trigger(_), Alter::Trigger(TriggerAlter::OnPartitions)) => {
                for (other, action) in self.actions.iter().enumerate() {
                    if matches!(
                        action.verb,
                        Verb::Alter(Alter::Table(TableAlter::Attach | TableAlter::Detach))
                    ) {
                        self.edges.insert((other, at));
                    }
                }
            }
            (ObjectId::Table(table), Alter::Table(TableAlter::Persistence)) => {
                self.persistence_order(at, table);
            }
            // Whatever had the old type has left it.
            (
                _,
                Alter::Enum(EnumAlter::DropSuperseded(_)) | Alter::Domain(DomainAlter::DropSuperseded(_)),
            ) => {
                for other in 0..self.actions.len() {
                    let action = &self.actions[other];
                    let mut stood = false;
                    self.context.from.edges_of(&action.id, |to, _| stood |= to == id);
                    let leaves = stood && action.id != *id;
                    let supersedes = action.id == *id
                        && matches!(
                            action.verb,
                            Verb::Alter(
                                Alter::Enum(EnumAlter::Supersede(_))
                                    | Alter::Domain(DomainAlter::Supersede(_))
                            )
                        );
                    if supersedes || (leaves && !matches!(action.verb, Verb::Create)) {
                        self.before(other, at);
                    }
                }
                let destroyed: Vec<usize> = self
                    .destroyers
                    .iter()
                    .filter(|(gone, _)| {
                        let mut stood = false;
                        self.context.from.edges_of(gone, |to, _| stood |= to == id);
                        stood
                    })
                    .flat_map(|(_, by)| by.iter().copied())
                    .collect();
                for by in destroyed {
                    self.before(by, at);
                }
            }
            // Its table takes it along, and it is changed back.
            (ObjectId::Sequence(name), Alter::Sequence(SequenceAlter::Persistence)) => {
                let table = owned::stays_with(self.context, name).map(ObjectId::Table);
                for other in table.map(|table| self.alters_of(&table)).unwrap_or_default() {
                    if self.actions[other].verb == Verb::Alter(TableAlter::Persistence.into()) {
                        self.before(other, at);
                    }
                }
            }
            // A sequence belongs to a column while both have the same owner: handed over before the owner changes.
            (ObjectId::Sequence(name), Alter::Sequence(SequenceAlter::OwnedBy)) => {
                let column = self.context.to.get::<Sequence>(name).and_then(|s| s.owned_by.clone());
                if let Some(column) = column {
                    let owner = ObjectId::Owner(ObjectId::Table(column.parent()).into());
                    let mut all: Vec<usize> = self.creators.get(&owner).copied().into_iter().collect();
                    all.extend(self.alters_of(&owner));
                    for other in all {
                        self.before(at, other);
                    }
                }
            }
            _ => {}
        }
    }

    /// What is dropped goes after what stands on it, and before what takes its name.
    fn drops(&mut self, id: &ObjectId) {
        let context = self.context;
        let mine = self.destroyers_of(id);
        for at in mine.clone() {
            self.frees_identity(at, id);
        }
        for (to, _) in references_for_drop(context.from, id) {
            let theirs = self.destroyers_of(&to);
            for first in &mine {
                for second in &theirs {
                    // An object that goes along with the other has the same destroyer.
                    if !mine.contains(second) {
                        self.before(*first, *second);
                    }
                }
                for alter in self.alters_of(&to) {
                    match self.around[alter] {
                        // What a table has by itself becomes its parent's, on columns that have been changed.
                        Around::Between if self.around[*first] == Around::Last => {}
                        Around::Between => self.before(*first, alter),
                        Around::First => self.before(alter, *first),
                        Around::Anywhere | Around::Last => {}
                    }
                }
            }
        }
        if let Some(key) = names::key(id, context.from) {
            let creators: Vec<usize> = self
                .taking
                .get(&key)
                .into_iter()
                .flatten()
                .filter(|(created, _)| *created != id)
                .map(|(_, at)| *at)
                .collect();
            for creator in creators {
                for first in &mine {
                    self.before(*first, creator);
                }
            }
        }
    }
}
