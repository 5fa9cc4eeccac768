//! Folding: actions that one statement carries out, where no dependency crosses. Cosmetic, and can be switched off.

use std::collections::{BTreeMap, BTreeSet};

use schema_model::{
    Column, ColumnDefault, Constraint, ConstraintDefinition, DomainConstraint, MemberName, Name, ObjectId,
    ObjectKind, QualifiedName, Table,
};

use crate::action::{Action, Effect, Reason, Transaction, Verb, Way};
use crate::order::Ordered;
use crate::rules::Context;
use crate::{Alter, ColumnAlter};

/// What an action can be folded into: the creation of this object.
fn host(context: Context<'_>, action: &Action, full: bool) -> Option<ObjectId> {
    if !matches!(action.verb, Verb::Create) {
        return None;
    }
    match &action.id {
        ObjectId::Column(name) => {
            // A partition key names columns, which must be there; the rest is cosmetic.
            let table = context.to.get::<Table>(&name.parent())?;
            let needed = table.partition_by.is_some() || table.of_type.is_some();
            // What is filled needs statements of its own.
            (action.way == Way::Plain && (full || needed)).then(|| ObjectId::Table(name.parent()))
        }
        _ if !full => None,
        ObjectId::Attribute(name) => Some(ObjectId::CompositeType(name.parent())),
        ObjectId::DomainConstraint(name) => context
            .to
            .get::<DomainConstraint>(name)
            .filter(|constraint| constraint.validated)
            .map(|_| ObjectId::Domain(name.parent())),
        ObjectId::ColumnDefault(name) => {
            // A column that comes with a parent table has no clause that could hold a default.
            let table = context.to.get::<Table>(&name.parent())?;
            let inherited = context.to.get::<Column>(name).is_some_and(|column| column.inherited);
            let bare = inherited && table.partition_of.is_none();
            (!bare).then(|| ObjectId::Column(name.clone()))
        }
        ObjectId::Constraint(name) => {
            let constraint = context.to.get::<Constraint>(name)?;
            let inline = !constraint.not_valid
                && match &constraint.definition {
                    ConstraintDefinition::ForeignKey(key) => {
                        // A partitioned table's foreign key reaches its partitions when they are attached.
                        key.references != name.parent()
                            || !crate::kinds::is_partitioned(context.to, &key.references)
                    }
                    ConstraintDefinition::PrimaryKey(_)
                    | ConstraintDefinition::Unique(_)
                    | ConstraintDefinition::Check(_)
                    | ConstraintDefinition::Exclusion(_) => true,
                };
            inline.then(|| ObjectId::Table(name.parent()))
        }
        _ => None,
    }
}

/// Whether a default reaches the children of its table along with the column, though theirs is another.
fn default_spreads(context: Context<'_>, children: &Children<'_>, id: &ObjectId) -> bool {
    let ObjectId::ColumnDefault(name) = id else { return false };
    let own = context.to.get::<ColumnDefault>(name);
    below(children, name).iter().any(|child| {
        context.to.get::<Column>(child).is_some() && context.to.get::<ColumnDefault>(child) != own
    })
}

/// The columns of this name in all children, and theirs.
fn below(children: &Children<'_>, name: &MemberName) -> Vec<MemberName> {
    let mut all: Vec<MemberName> = Vec::new();
    let mut tables = vec![name.parent()];
    while let Some(table) = tables.pop() {
        for child in children.get(&table).into_iter().flatten() {
            let column = child.member(&name.name);
            if !all.contains(&column) {
                all.push(column);
                tables.push((*child).clone());
            }
        }
    }
    all
}

/// Defaults of children that come with the column that is added to their parent: each with the place of the default of that.
fn inherited_defaults(
    context: Context<'_>,
    children: &Children<'_>,
    actions: &[Action],
    home: &[usize],
) -> BTreeMap<usize, usize> {
    let creates: BTreeMap<&ObjectId, usize> = actions
        .iter()
        .enumerate()
        .filter(|(_, action)| action.verb == Verb::Create && action.kind() == ObjectKind::ColumnDefault)
        .map(|(at, action)| (&action.id, at))
        .collect();
    let mut found = BTreeMap::new();
    for (id, at) in &creates {
        let ObjectId::ColumnDefault(name) = id else { continue };
        let host = &actions[home[*at]];
        let added = host.id == ObjectId::Column(name.clone());
        if !added || context.from.get::<Table>(&name.parent()).is_none() {
            continue;
        }
        for column in below(children, name) {
            let comes = host.effects.contains(&Effect::Creates(ObjectId::Column(column.clone())));
            let default = ObjectId::ColumnDefault(column);
            if let Some(theirs) = creates.get(&default).filter(|_| comes) {
                found.insert(*theirs, *at);
            }
        }
    }
    found
}

/// Whether it is a column that a new table has from its parents: `INHERITS` says all of it.
fn comes_with_parents(context: Context<'_>, host: &Action, action: &Action) -> bool {
    let ObjectId::Column(name) = &action.id else { return false };
    let inherited = context.to.get::<Column>(name).is_some_and(|column| column.inherited);
    let parents = context.to.get::<Table>(&name.parent()).is_some_and(|table| !table.inherits.is_empty());
    host.id == ObjectId::Table(name.parent()) && host.verb == Verb::Create && inherited && parents
}

/// The tables that stood before, by what they inherit from.
type Children<'a> = BTreeMap<&'a QualifiedName, Vec<&'a QualifiedName>>;

fn children<'a>(context: Context<'a>) -> Children<'a> {
    let mut children = Children::new();
    for (child, table) in context.to.all::<Table>().filter(|(c, _)| context.from.get::<Table>(c).is_some()) {
        for parent in table.parents() {
            children.entry(parent).or_default().push(child);
        }
    }
    children
}

/// The columns of a key, and those that its index includes.
type Key<'a> = (&'a [Name], &'a [Name]);

/// Of two keys over the same columns in one CREATE TABLE, PostgreSQL makes only one (`transformIndexConstraints`): the other has
/// to come later.
fn key<'a>(context: Context<'a>, id: &ObjectId) -> Option<Key<'a>> {
    let ObjectId::Constraint(name) = id else { return None };
    match &context.to.get::<Constraint>(name)?.definition {
        ConstraintDefinition::PrimaryKey(key) | ConstraintDefinition::Unique(key) => {
            Some((&key.columns, &key.include))
        }
        ConstraintDefinition::ForeignKey(_)
        | ConstraintDefinition::Check(_)
        | ConstraintDefinition::Exclusion(_) => None,
    }
}

/// Folds what can be folded. With the actions, the pairs of those of which the first must come before the second.
pub(crate) fn fold(context: Context<'_>, ordered: Ordered, full: bool) -> (Vec<Action>, Edges) {
    let Ordered { actions, before } = ordered;
    let children = children(context);
    let mut created: BTreeMap<ObjectId, usize> = BTreeMap::new();
    // Where each action ended up: itself, or the one that it was folded into.
    let mut home: Vec<usize> = (0..actions.len()).collect();
    let mut keys: BTreeSet<(usize, Key<'_>)> = BTreeSet::new();
    for (at, action) in actions.iter().enumerate() {
        let target = host(context, action, full).and_then(|host| created.get(&host).copied());
        let fits = |target: usize| {
            before[at].iter().all(|first| {
                let first = home[*first];
                first <= target
            })
        };
        let key = key(context, &action.id);
        let again = |target: usize| key.is_some_and(|key| keys.contains(&(target, key)));
        // An added column's default goes with it; the column itself may have gone into its table.
        match target.map(|target| (target, home[target])) {
            Some((direct, target))
                if fits(target) && !again(target) && !default_spreads(context, &children, &action.id) =>
            {
                keys.extend(key.map(|key| (target, key)));
                home[at] = target;
                created.insert(action.id.clone(), direct.max(at));
            }
            _ => {
                if matches!(action.verb, Verb::Create) {
                    created.insert(action.id.clone(), at);
                }
            }
        }
    }
    let inherited = inherited_defaults(context, &children, &actions, &home);
    for (theirs, own) in &inherited {
        home[*theirs] = home[*own];
    }
    if full {
        join_columns(&actions, &before, &mut home);
        join_types(&actions, &before, &mut home);
    }
    let edges = edges(&before, &home);
    let mut result: Vec<Option<Action>> = actions.into_iter().map(Some).collect();
    for (at, target) in home.iter().copied().enumerate().filter(|(at, target)| at != target) {
        let folded = result[at].take();
        if let (Some(action), Some(Some(host))) = (folded, result.get_mut(target)) {
            if inherited.contains_key(&at) || comes_with_parents(context, host, &action) {
                host.effects.push(Effect::Creates(action.id));
                continue;
            }
            host.cost.rewrites |= action.cost.rewrites;
            host.cost.scans |= action.cost.scans;
            host.cost.lock = host.cost.lock.max(action.cost.lock);
            host.folded.push(action);
        }
    }
    let mut actions: Vec<Action> = result.into_iter().flatten().collect();
    for action in &mut actions {
        by_position(context, action);
    }
    (actions, edges)
}

/// Pairs of places in a plan.
pub(crate) type Edges = BTreeSet<(usize, usize)>;

/// The edges between statements, by their places in the plan.
fn edges(before: &[BTreeSet<usize>], home: &[usize]) -> Edges {
    let mut place = vec![0; home.len()];
    let mut next = 0;
    for (at, target) in home.iter().enumerate() {
        if at == *target {
            place[at] = next;
            next += 1;
        }
    }
    let mut edges = Edges::new();
    for (at, all) in before.iter().enumerate() {
        for first in all {
            let (first, second) = (place[home[*first]], place[home[at]]);
            if first != second {
                edges.insert((first, second));
            }
        }
    }
    edges
}

/// Columns that are added to one table go into one `ALTER TABLE`.
fn join_columns(actions: &[Action], before: &[BTreeSet<usize>], home: &mut [usize]) {
    let mut last: BTreeMap<QualifiedName, usize> = BTreeMap::new();
    let mut residents: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, home) in home.iter().enumerate().filter(|(at, home)| at != *home) {
        residents.entry(*home).or_default().push(at);
    }
    for at in 0..actions.len() {
        let ObjectId::Column(name) = &actions[at].id else { continue };
        if home[at] != at || !matches!(actions[at].verb, Verb::Create) || actions[at].way != Way::Plain {
            continue;
        }
        let table = name.parent();
        let defaults: Vec<usize> = residents.get(&at).cloned().unwrap_or_default();
        let Some(host) = last.get(&table).copied() else {
            last.insert(table, at);
            continue;
        };
        let fits = defaults
            .iter()
            .chain([&at])
            .all(|member| before[*member].iter().all(|first| home[*first] <= host || home[*first] == at));
        if fits {
            for member in defaults {
                home[member] = host;
            }
            home[at] = host;
        } else {
            last.insert(table, at);
        }
    }
}

/// Types that change in one table go into one `ALTER TABLE`, which reads and writes every row once and not once for each
/// column (ALTER TABLE, Notes), and builds an index over several of them once.
fn join_types(actions: &[Action], before: &[BTreeSet<usize>], home: &mut [usize]) {
    let mut last: BTreeMap<QualifiedName, Vec<usize>> = BTreeMap::new();
    for (at, action) in actions.iter().enumerate() {
        let ObjectId::Column(name) = &action.id else { continue };
        let changes =
            matches!(action.verb, Verb::Alter(Alter::Column(ColumnAlter::SetType | ColumnAlter::Retype(_))));
        if !changes || action.reason == Reason::Completes || action.cost.transaction != Transaction::Any {
            continue;
        }
        let group = last.entry(name.parent()).or_default();
        let Some(host) = group.first().map(|member| home[*member]) else {
            group.push(at);
            continue;
        };
        let apart = group.iter().all(|member| !before[at].contains(member));
        let earlier = || before[at].iter().all(|first| home[*first] < host);
        let waits = |other: usize| group.iter().any(|member| before[other].contains(member));
        let later = || (0..actions.len()).all(|other| home[other] >= at || !waits(other));
        if apart && earlier() {
            home[at] = host;
        } else if apart && later() {
            group.iter().for_each(|member| home[*member] = at);
        } else {
            group.clear();
        }
        group.push(at);
    }
}

/// Columns in the order of the second schema, defaults and constraints after them.
fn by_position(context: Context<'_>, action: &mut Action) {
    let position = |id: &ObjectId| match id {
        ObjectId::Column(name) => context.to.get::<Column>(name).map_or(u32::MAX, |c| c.position),
        ObjectId::Attribute(name) => {
            context.to.get::<schema_model::Attribute>(name).map_or(u32::MAX, |a| a.position)
        }
        _ => u32::MAX,
    };
    action.folded.sort_by_key(|folded| position(&folded.id));
    // The column that gives the statement its place need not be the first.
    if let (ObjectId::Column(_), Verb::Create) = (&action.id, &action.verb) {
        let first = action.folded.iter().position(|f| matches!(f.id, ObjectId::Column(_)));
        if let Some(first) = first
            && position(&action.folded[first].id) < position(&action.id)
        {
            let mut host = action.folded.remove(first);
            std::mem::swap(&mut host.cost, &mut action.cost);
            let rest = std::mem::take(&mut action.folded);
            let old = std::mem::replace(action, host);
            action.folded = rest;
            action.folded.push(old);
            action.folded.sort_by_key(|folded| position(&folded.id));
        }
    }
}
