//! From what differs to what must be done: decisions, and what must be rebuilt around them.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use schema_model::{
    Constraint, Index, MaterializedView, MemberName, Name, ObjectId, ReplicaIdentity, Table, Why,
};

use crate::action::{Action, Effect, Loss, Reason, Verb};
use crate::compare::{Change, compare};
use crate::dependents::{self, Dependents};
use crate::facts::Facts;
use crate::kinds::{base_type, cast, database, kept_apart, mends, parameter, range, shell_type, tablespace};
use crate::names::{self, Holders};
use crate::plan::{Difference, Mode, Remark};
use crate::rules::{self, Context, Decision, Sense};
use crate::{Alter, BaseTypeAlter, ColumnAlter, DomainAlter, EnumAlter, MaterializedViewAlter, TableAlter};
use crate::{attached, cluster, given, implied, inherit, not_null, owned, part};

/// What will become of one object.
#[derive(Debug, Default)]
pub(crate) struct Fate {
    pub(crate) drop: bool,
    pub(crate) create: bool,
    pub(crate) alters: Vec<(Alter, Reason)>,
    pub(crate) reason: Option<Reason>,
}

pub(crate) type Fates = BTreeMap<ObjectId, Fate>;

/// Which actions destroy an object: its own, or those that it is dropped along with.
pub(crate) type Destroyers = BTreeMap<ObjectId, BTreeSet<usize>>;

pub(crate) struct Expanded {
    pub(crate) actions: Vec<Action>,
    pub(crate) destroyers: Destroyers,
    pub(crate) left_alone: Vec<Remark>,
    pub(crate) reported: Vec<Remark>,
    pub(crate) refused: Vec<Remark>,
}

pub(crate) struct Expansion<'a> {
    pub(crate) context: Context<'a>,
    pub(crate) fates: Fates,
    /// Effects of an object's alteration on others, by the object.
    effects: inherit::Effects,
    left_alone: Vec<Remark>,
    reported: Vec<Remark>,
    pub(crate) refused: Vec<Remark>,
}

pub(crate) fn expand(context: Context<'_>) -> Expanded {
    let mut expansion = Expansion {
        context,
        fates: Fates::new(),
        effects: inherit::Effects::default(),
        left_alone: Vec::new(),
        reported: Vec::new(),
        refused: Vec::new(),
    };
    expansion.decide();
    let repair = context.options.mode == Mode::Repair;
    if repair {
        expansion.leave_what_has_no_ground();
    }
    let dependents = expansion.needs_dependents().then(|| Dependents::of(context.from));
    if let Some(dependents) = &dependents {
        if repair {
            while expansion.leave_what_disturbs(dependents) {
                expansion.leave_what_has_no_ground();
            }
        }
        expansion.rebuild(dependents);
    }
    expansion.effects = inherit::imply(context, &mut expansion.fates);
    // What becomes part of something new is not left alone.
    let merged: BTreeSet<&ObjectId> = expansion
        .effects
        .creating
        .values()
        .flatten()
        .filter_map(|effect| match effect {
            Effect::Drops(id) => Some(id),
            Effect::Creates(_) | Effect::Alters(..) | Effect::Copies { .. } => None,
        })
        .collect();
    expansion.left_alone.retain(|remark| !merged.contains(&remark.id));
    expansion.restore_marks();
    expansion.finish()
}

impl Expansion<'_> {
    pub(crate) fn remark(id: &ObjectId, what: Difference, reason: impl Into<String>) -> Remark {
        Remark { id: id.clone(), what, reason: reason.into() }
    }

    /// Says what is not done.
    pub(crate) fn leave(&mut self, id: &ObjectId, what: Difference, reason: impl Into<String>) {
        self.left_alone.push(Self::remark(id, what, reason));
    }

    /// What each difference asks for.
    fn decide(&mut self) {
        let repair = self.context.options.mode == Mode::Repair;
        let delta = compare(self.context.from, self.context.to);
        let named = cluster::named(self.context.to, &delta.removed);
        for id in delta.removed {
            // An owner that the other side does not say is no difference.
            if let ObjectId::Owner(target) = &id
                && self.context.to.resolve(target.id()).is_some()
            {
                continue;
            }
            if database::is_unsaid(self.context, &id) || shell_type::goes_on(self.context, &id) {
                continue;
            }
            if repair {
                let below = self.context.from.parent(&id);
                // What is below an extra object needs no line of its own.
                if below.is_none_or(|parent| self.context.to.contains(parent)) {
                    let reason = "it is not in the expected schema; repair never removes";
                    self.left_alone.push(Self::remark(&id, Difference::Extra, reason));
                }
                continue;
            }
            if let Some(reason) = parameter::is_bare(self.context.from, &id) {
                self.reported.push(Self::remark(&id, Difference::Extra, reason));
                continue;
            }
            if let Some(reason) = range::inseparable(self.context, &id) {
                self.refused.push(Self::remark(&id, Difference::Extra, reason));
                continue;
            }
            if let Some(by) = named.get(&id) {
                let reason =
                    format!("it is not in the expected schema, and {by} there names it all the same");
                self.refused.push(Self::remark(&id, Difference::Extra, reason));
                continue;
            }
            let fate = self.fates.entry(id).or_default();
            fate.drop = true;
            fate.reason = Some(Reason::Removed);
        }
        let holders = repair.then(|| Holders::with_identities(self.context.from));
        for id in delta.added {
            let bare = || parameter::is_bare(self.context.to, &id).map(str::to_owned);
            if let Some(reason) = part::unnamed(self.context, &id).or_else(bare) {
                self.reported.push(Self::remark(&id, Difference::Missing, reason));
                continue;
            }
            if let Some(taken) = holders.as_ref().and_then(|holders| self.name_taken(&id, holders)) {
                let reason = format!("its name is taken by {taken}, which repair does not remove");
                self.left_alone.push(Self::remark(&id, Difference::Missing, reason));
                continue;
            }
            if shell_type::has_come(self.context, &id) {
                continue;
            }
            let apart = kept_apart(self.context, &id)
                .or_else(|| shell_type::stays(self.context, &id).map(str::to_owned))
                .or_else(|| tablespace::by_hand(&id).map(str::to_owned));
            if let Some(reason) = apart.filter(|_| repair) {
                self.left_alone.push(Self::remark(&id, Difference::Missing, reason));
                continue;
            }
            let fate = self.fates.entry(id).or_default();
            fate.create = true;
            fate.reason = Some(Reason::Added);
        }
        if repair {
            self.leave_orphans();
        }
        for change in delta.changed {
            self.decide_change(change, repair);
        }
    }

    /// What is below something that could not be made can't be made either.
    pub(crate) fn leave_orphans(&mut self) {
        let stands = |fates: &Fates, context: Context<'_>, id: &ObjectId| {
            // What is on a member of an extension is below nothing that is an object.
            id.parents().iter().all(|p| context.to.resolve(p).is_none())
                || id.parents().iter().any(|p| {
                    context.from.resolve(p).is_some()
                        || context.to.resolve(p).is_some_and(|p| fates.contains_key(p))
                })
        };
        loop {
            let orphans: Vec<ObjectId> =
                self.fates.keys().filter(|id| !stands(&self.fates, self.context, id)).cloned().collect();
            if orphans.is_empty() {
                return;
            }
            for id in orphans {
                self.fates.remove(&id);
            }
        }
    }

    /// An object of the first schema that holds the name of a new one and will not go.
    fn name_taken(&self, id: &ObjectId, holders: &Holders) -> Option<ObjectId> {
        let key = names::key(id, self.context.to)?;
        holders.get(&key).filter(|holder| *holder != id).cloned()
    }

    fn decide_change(&mut self, Change { id, fields }: Change, repair: bool) {
        let decisions = rules::decide(self.context, &id);
        let replaced: Vec<&'static str> =
            decisions.iter().filter(|(_, d)| *d == Decision::Replace).map(|(f, _)| *f).collect();
        if !replaced.is_empty() && repair && !mends(self.context, &id) {
            let reason = "PostgreSQL can only drop and create it again; repair never removes";
            self.left_alone.push(Self::remark(&id, Difference::Changed(fields), reason));
            return;
        }
        if !replaced.is_empty() {
            let fate = self.fates.entry(id).or_default();
            fate.drop = true;
            fate.create = true;
            fate.reason = Some(Reason::Replaced(replaced));
            return;
        }
        for (field, decision) in decisions {
            let what = || Difference::Changed(vec![field]);
            match decision {
                Decision::Report(reason) => self.reported.push(Self::remark(&id, what(), reason)),
                Decision::Refuse(reason) if repair => {
                    self.left_alone.push(Self::remark(&id, what(), reason));
                }
                Decision::Refuse(reason) => self.refused.push(Self::remark(&id, what(), reason)),
                Decision::Alter(alter) => self.decide_alter(&id, field, alter, repair),
                Decision::Replace => {}
            }
        }
    }

    fn decide_alter(&mut self, id: &ObjectId, field: &'static str, alter: Alter, repair: bool) {
        if repair {
            let sense = rules::traits(self.context, id, &alter).map(|traits| traits.sense);
            if !matches!(sense, Some(Sense::Adds | Sense::Widens)) {
                let reason = "it is there, and different; repair only adds and widens";
                self.left_alone.push(Self::remark(id, Difference::Changed(vec![field]), reason));
                return;
            }
        }
        let fate = self.fates.entry(id.clone()).or_default();
        match fate.alters.iter_mut().find(|(known, _)| *known == alter) {
            Some((_, Reason::Changed(fields))) => {
                if !fields.contains(&field) {
                    fields.push(field);
                }
            }
            Some(_) => {}
            None => fate.alters.push((alter, Reason::Changed(vec![field]))),
        }
    }

    fn needs_dependents(&self) -> bool {
        self.fates.iter().any(|(id, fate)| {
            fate.drop
                || fate.alters.iter().any(|(alter, _)| {
                    rules::traits(self.context, id, alter)
                        .is_some_and(|traits| traits.around == rules::Around::Between)
                })
        })
    }

    /// Finds what must be taken down and put back around what is dropped or changed.
    fn rebuild(&mut self, dependents: &Dependents<'_>) {
        let holders = Holders::of(self.context.to);
        let mut queue: VecDeque<ObjectId> = self.fates.keys().cloned().collect();
        while let Some(id) = queue.pop_front() {
            let Some(fate) = self.fates.get(&id) else { continue };
            let alters: Vec<Alter> = fate.alters.iter().map(|(alter, _)| alter.clone()).collect();
            if fate.drop {
                for (dependent, why) in dependents.on(&id) {
                    if !self.lets_go(dependent, &id, *why) {
                        self.take_down(dependent, &id, &mut queue);
                    }
                }
                if let Some(shell) = shell_type::under(&id) {
                    self.take_down(&shell, &id, &mut queue);
                }
                for dependent in cast::made_with(self.context, &id, dependents) {
                    self.take_down(&dependent, &id, &mut queue);
                }
                if let Some(parent) = self.attached_parent(&id) {
                    self.take_down(&parent, &id, &mut queue);
                }
                self.free_name(&id, dependents, &holders, &mut queue);
            }
            for alter in alters {
                for (dependent, _) in dependents.on(&id) {
                    if rules::refused_by(self.context, &id, &alter, dependent) {
                        self.take_down(dependent, &id, &mut queue);
                    }
                }
                if alter == Alter::BaseType(BaseTypeAlter::Storage) {
                    for column in base_type::kept_alike(self.context, &id, dependents) {
                        let fate = self.fates.entry(column).or_default();
                        if !fate.drop {
                            let reason = Reason::Rebuilt { because: id.clone() };
                            fate.alters.push((ColumnAlter::Storage.into(), reason));
                        }
                    }
                }
                if matches!(
                    alter,
                    Alter::Enum(EnumAlter::Supersede(_)) | Alter::Domain(DomainAlter::Supersede(_))
                ) {
                    self.retype(&id, dependents, &mut queue);
                }
            }
        }
    }

    /// Whether `dependent` stops depending on `id` by a change of its own, or goes anyway.
    fn lets_go(&self, dependent: &ObjectId, id: &ObjectId, why: Why) -> bool {
        let Some(fate) = self.fates.get(dependent) else { return false };
        if fate.drop {
            return true;
        }
        fate.alters.iter().any(|(alter, _)| {
            if rules::releases(self.context, dependent, alter).contains(id) {
                return true;
            }
            let redefines = rules::traits(self.context, dependent, alter).is_some_and(|t| t.redefines);
            let mut still = false;
            self.context.to.edges_of(dependent, |to, _| still |= to == id);
            redefines && !still && why == Why::Normal
        })
    }

    /// Takes an object down before, and puts it back after if the second schema has it.
    fn take_down(&mut self, dependent: &ObjectId, because: &ObjectId, queue: &mut VecDeque<ObjectId>) {
        let fate = self.fates.entry(dependent.clone()).or_default();
        if fate.drop {
            return;
        }
        fate.drop = true;
        fate.create = self.context.to.contains(dependent);
        fate.alters.clear();
        fate.reason = Some(Reason::Rebuilt { because: because.clone() });
        if rules::holds_data(self.context, dependent) && fate.create {
            let reason = format!(
                "it would have to be dropped because {because} is, and with it what it holds: \
                 change it by hand, in steps that keep the data"
            );
            self.refused.push(Self::remark(dependent, Difference::Changed(Vec::new()), reason));
        }
        queue.push_back(dependent.clone());
    }

    /// A partition's index can't go while the index above it stays.
    fn attached_parent(&self, id: &ObjectId) -> Option<ObjectId> {
        let (parent, table) = match id {
            ObjectId::Index(name) => {
                let parent = self.context.from.get::<Index>(name)?.attached_to.clone()?;
                (ObjectId::Index(parent), name.parent())
            }
            ObjectId::Constraint(name) => {
                let parent = self.context.from.get::<Constraint>(name)?.attached_to.clone()?;
                (ObjectId::Constraint(parent), name.parent())
            }
            _ => return None,
        };
        let leaves = self.fates.get(&ObjectId::Table(table)).is_some_and(|fate| {
            fate.drop || fate.alters.iter().any(|(a, _)| *a == Alter::Table(TableAlter::Detach))
        });
        let standing =
            self.context.from.contains(&parent) && !self.fates.get(&parent).is_some_and(|f| f.drop);
        (!leaves && standing).then_some(parent)
    }

    /// Where a new object takes the name of one that goes, what merely changes can't stand in between.
    fn free_name(
        &mut self,
        id: &ObjectId,
        dependents: &Dependents<'_>,
        holders: &Holders,
        queue: &mut VecDeque<ObjectId>,
    ) {
        let Some(key) = names::key(id, self.context.from) else { return };
        let Some(successor) = holders.get(&key).filter(|successor| *successor != id) else { return };
        let changes = |fates: &Fates, dependent: &ObjectId| {
            !fates.get(dependent).is_some_and(|f| f.drop) && !rules::holds_data(self.context, dependent)
        };
        let direct = dependents.on(id).iter().map(|(dependent, _)| dependent);
        let mut between: Vec<ObjectId> =
            direct.filter(|dependent| changes(&self.fates, dependent)).cloned().collect();
        // What goes before it waits for those that let go of it, and these may wait for the new object.
        for gone in self.going_before(id, dependents) {
            let waits = |dependent: &&ObjectId| {
                changes(&self.fates, dependent)
                    && self.fates.contains_key(*dependent)
                    && dependents::reaches(self.context.to, dependent, successor)
            };
            between
                .extend(dependents.on(&gone).iter().map(|(dependent, _)| dependent).filter(waits).cloned());
        }
        for dependent in between {
            self.take_down(&dependent, id, queue);
        }
    }

    /// What goes and must have gone before an object does: what stands on it, and what that goes with.
    fn going_before(&self, id: &ObjectId, dependents: &Dependents<'_>) -> BTreeSet<ObjectId> {
        let drops = |id: &ObjectId| self.fates.get(id).is_some_and(|fate| fate.drop);
        let mut found = BTreeSet::new();
        let mut queue = vec![id.clone()];
        while let Some(at) = queue.pop() {
            let on = dependents.on(&at).iter().map(|(dependent, _)| dependent);
            let whole = if at == *id { None } else { self.context.from.parent(&at) };
            // A schema goes after what is in it.
            let whole = whole.filter(|whole| !matches!(whole, ObjectId::Schema(_)));
            for next in on.chain(whole).filter(|next| *next != id && drops(next)) {
                if found.insert(next.clone()) {
                    queue.push(next.clone());
                }
            }
        }
        found
    }

    /// A table's marks on an index (replica identity, clustering) are gone with the index, and come back with it.
    fn restore_marks(&mut self) {
        let created: Vec<MemberName> = self
            .fates
            .iter()
            .filter(|(_, fate)| fate.create && fate.drop)
            .filter_map(|(id, _)| match id {
                ObjectId::Index(name) | ObjectId::Constraint(name) => Some(name.clone()),
                _ => None,
            })
            .collect();
        for index in created {
            let marked = |name: Option<&Name>| name == Some(&index.name);
            let table = ObjectId::Table(index.parent());
            if let Some(now) = self.context.to.get::<Table>(&index.parent()) {
                let identity = match &now.replica_identity {
                    ReplicaIdentity::Index(name) => Some(name),
                    _ => None,
                };
                if marked(identity) {
                    self.add_mark(&table, TableAlter::ReplicaIdentity.into());
                }
                if marked(now.cluster_on.as_ref()) {
                    self.add_mark(&table, TableAlter::ClusterOn.into());
                }
            }
            let view = ObjectId::MaterializedView(index.parent());
            let now = self.context.to.get::<MaterializedView>(&index.parent());
            if marked(now.and_then(|view| view.cluster_on.as_ref())) {
                self.add_mark(&view, MaterializedViewAlter::ClusterOn.into());
            }
        }
    }

    fn add_mark(&mut self, id: &ObjectId, alter: Alter) {
        let fate = self.fates.entry(id.clone()).or_default();
        if !fate.create && !fate.alters.iter().any(|(known, _)| *known == alter) {
            fate.alters.push((alter, Reason::Completes));
        }
    }

    /// Whether it is a constraint of a domain that steps aside: the new one gets its own, the old one goes with all it has.
    fn goes_with_its_domain(&self, id: &ObjectId, fate: &Fate) -> bool {
        let ObjectId::DomainConstraint(name) = id else { return false };
        let supersedes =
            |(alter, _): &(Alter, Reason)| matches!(alter, Alter::Domain(DomainAlter::Supersede(_)));
        fate.create
            && self
                .fates
                .get(&ObjectId::Domain(name.parent()))
                .is_some_and(|domain| domain.alters.iter().any(supersedes))
    }

    /// Turns fates into actions.
    fn finish(mut self) -> Expanded {
        given::settle(self.context, &mut self.fates);
        // Costs are about what stands before and after.
        let facts = Facts::beside(&self.fates, self.context.facts.exchanged.clone());
        let context = Context { facts: &facts, ..self.context };
        let mut actions = Vec::new();
        let mut destroyers = Destroyers::new();
        let implied = implied::drops(context, &self.fates, &self.effects.dropping);
        for (id, fate) in &self.fates {
            let reason = || fate.reason.clone().unwrap_or(Reason::Completes);
            if fate.drop && !implied.contains_key(id) && !self.goes_with_its_domain(id, fate) {
                destroyers.entry(id.clone()).or_default().insert(actions.len());
                let mut action = Action::new(id.clone(), Verb::Drop, reason());
                action.cost = rules::drop_cost(context, id);
                action.effects = self.effects.gone.remove(id).unwrap_or_default();
                // Its rows are computed anew along with it, or it has none.
                let rows_come_back = context.repopulated(id) || context.has_no_rows(id);
                if fate.create && rows_come_back && action.cost.loses == Some(Loss::MaterializedRows) {
                    action.cost.loses = None;
                }
                if owned::is_continued(context, &self.fates, id) {
                    action.cost.loses = None;
                }
                actions.push(action);
            }
            if fate.create {
                let mut action = Action::new(id.clone(), Verb::Create, reason());
                action.cost = rules::create_cost(context, id);
                action.effects = self.effects.creating.remove(id).unwrap_or_default();
                action.effects.extend(shell_type::defining(context, id));
                actions.push(action);
                let along = self.effects.attached.contains(id);
                for alter in rules::completions(context, id) {
                    if along && attached::is_attachment(&alter) {
                        continue;
                    }
                    push_alter(context, &mut actions, id, alter, Reason::Completes, &mut self.effects);
                }
            } else {
                for (alter, reason) in &fate.alters {
                    push_alter(context, &mut actions, id, alter.clone(), reason.clone(), &mut self.effects);
                }
            }
        }
        implied::assign_destroyers(&implied, &mut destroyers);
        for id in implied.keys() {
            if let Some(first) = destroyers.get(id).and_then(|all| all.first())
                && let Some(action) = actions.get_mut(*first)
            {
                action.effects.push(Effect::Drops(id.clone()));
            }
        }
        Expanded {
            actions,
            destroyers,
            left_alone: self.left_alone,
            reported: self.reported,
            refused: self.refused,
        }
    }
}

fn push_alter(
    context: Context<'_>,
    actions: &mut Vec<Action>,
    id: &ObjectId,
    alter: Alter,
    reason: Reason,
    effects: &mut inherit::Effects,
) {
    let cost = rules::traits(context, id, &alter).map(|traits| traits.cost).unwrap_or_default();
    let effects = effects.altering(id, &alter);
    let way = not_null::way(context, id, &alter);
    let mut action = Action::new(id.clone(), Verb::Alter(alter), reason);
    action.way = way;
    action.cost = cost;
    action.effects = effects;
    actions.push(action);
}
