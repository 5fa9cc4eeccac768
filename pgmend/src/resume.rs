//! Where a plan stands: the states that a database goes through while it runs, told apart by the catalog alone.
//!
//! A plan file keeps what each object that it touches is like at the start and after each group of statements, as
//! fingerprints, and one fingerprint of everything else. Whoever reads the database can then tell how many groups were
//! carried out, whatever became of the program that ran them.

use std::collections::{BTreeMap, BTreeSet};

use schema_diff::{Helper, Plan, compare};
use schema_model::{Fingerprint, Object, ObjectId, ObjectKind, QualifiedName, Schema, Table};
use serde::{Deserialize, Serialize};
use sql_emit::Script;

/// What comes before the id of a partition, for the check that its detachment leaves on it.
const BOUND: &str = "bound of ";
/// A helper that does its service.
const VALID: &str = "valid";
/// A check that is `NOT VALID`.
const NOT_VALID: &str = "not valid";
/// The check that a detachment may have left.
const LEFT: &str = "left";
/// There is one, and what it is like is not known exactly: what follows from other objects is on its way.
const THERE: &str = "there";
/// The same, and it is not as it was at the start.
const CHANGED: &str = "changed";

/// What objects are like: nothing where there is none, else a fingerprint; of helpers only whether they are valid. `there`
/// and `changed` stand for what is not known exactly: a tree of tables while parts of it are changed.
pub type ObjectStates = BTreeMap<String, Option<String>>;

/// The states that a plan leads through.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct States {
    /// The fingerprint of all that no statement touches; owners don't count.
    #[cfg_attr(feature = "json-schema", schemars(with = "String"))]
    pub untouched: Fingerprint,
    /// Every object that is touched, at the start.
    pub start: ObjectStates,
    /// By group: what is different after it.
    pub after: Vec<ObjectStates>,
}

/// How far a plan got.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Position {
    /// So many groups are done. More than one number fits where a group leaves no trace in the catalog.
    Groups(BTreeSet<usize>),
    /// So many groups are done, and the next one, a single statement outside of a transaction, is half done.
    HalfDone(usize),
    /// The database is in no state of the plan.
    Nowhere {
        /// The number of groups after which it would be most like this.
        nearest: usize,
        /// What is different from that.
        different: Vec<String>,
        /// Something that the plan does not touch changed, too.
        elsewhere: bool,
    },
}

/// What counts of an object's fingerprint here.
fn short(object: &Object) -> String {
    object.fingerprint().to_string().chars().take(16).collect()
}

fn is_valid(object: &Object) -> bool {
    match object {
        Object::Index(index) => !index.invalid,
        Object::Constraint(constraint) => !constraint.not_valid,
        _ => true,
    }
}

fn bound(table: &QualifiedName) -> String {
    format!("{BOUND}{}", ObjectId::Table(table.clone()))
}

/// The names of the checks that are helpers: a table's descendants have copies of them.
fn helper_checks<'a>(keys: impl Iterator<Item = (&'a ObjectId, bool)>) -> BTreeSet<String> {
    keys.filter(|(id, helper)| *helper && id.kind() == ObjectKind::Constraint)
        .map(|(id, _)| id.own_name().to_string())
        .collect()
}

impl States {
    /// The states that the script of a plan leads through.
    pub fn of(plan: &Plan, script: &Script, from: &Schema, to: &Schema) -> Self {
        let groups = script.groups().count();
        // An action without words happens along with the one before it.
        let mut group_of = vec![0; plan.actions.len()];
        let mut statements = script.statements.iter().peekable();
        let mut group = 0;
        for (at, place) in group_of.iter_mut().enumerate() {
            while let Some(statement) = statements.next_if(|statement| statement.action == at) {
                group = statement.group;
            }
            *place = group;
        }
        let mut walk = plan.walk(from, to);
        let renamed: Vec<ObjectId> = {
            let delta = compare(from, walk.schema());
            let changed = delta.changed.into_iter().map(|change| change.id);
            delta.removed.into_iter().chain(delta.added).chain(changed).collect()
        };
        let mut after: Vec<ObjectStates> = vec![ObjectStates::new(); groups];
        let mut values: Vec<BTreeMap<ObjectId, Option<String>>> = Vec::with_capacity(groups);
        let mut touched: BTreeSet<ObjectId> = BTreeSet::new();
        let mut helpers: BTreeSet<ObjectId> = BTreeSet::new();
        let trees = Trees::of(from, to);
        let mut spans: BTreeMap<QualifiedName, (usize, usize)> = BTreeMap::new();
        let mut at = 0;
        for (group, states) in after.iter_mut().enumerate() {
            let mut here: BTreeSet<ObjectId> =
                if group == 0 { renamed.iter().cloned().collect() } else { BTreeSet::new() };
            while group_of.get(at).is_some_and(|of| *of == group) {
                let step = walk.carry_out(at);
                at += 1;
                here.extend(step.touched);
                for helper in step.helpers {
                    let (key, state) = match helper {
                        Helper::There { id, valid } => {
                            helpers.insert(id.clone());
                            (id.to_string(), Some(if valid { VALID } else { NOT_VALID }))
                        }
                        Helper::Gone(id) => {
                            helpers.insert(id.clone());
                            (id.to_string(), None)
                        }
                        Helper::Bound(table) => (bound(&table), Some(LEFT)),
                        Helper::BoundGone(table) => (bound(&table), None),
                    };
                    states.insert(key, state.map(str::to_owned));
                }
            }
            for tree in here.iter().filter_map(|id| trees.of_object(id)) {
                spans.entry(tree).or_insert((group, group)).1 = group;
            }
            here.retain(|id| id.kind() != ObjectKind::Owner && !helpers.contains(id));
            values.push(here.iter().map(|id| (id.clone(), walk.schema().object(id).map(short))).collect());
            touched.extend(here);
        }
        claim(&mut after, &values, &touched, from, &trees, &spans, renamed.is_empty());
        let detached: BTreeSet<QualifiedName> =
            after.iter().flat_map(|states| states.keys()).filter_map(|key| detached(key)).collect();
        // What the server leaves on such a table has an unknown name: it is none of those that are known.
        for schema in [from, to] {
            for (id, _) in schema.of_kind(ObjectKind::Constraint) {
                if matches!(id, ObjectId::Constraint(name) if detached.contains(&name.parent())) {
                    touched.insert(id.clone());
                }
            }
        }
        let mut start: ObjectStates =
            touched.iter().map(|id| (id.to_string(), from.object(id).map(short))).collect();
        start.extend(helpers.iter().map(|id| (id.to_string(), None)));
        start.extend(detached.iter().map(|table| (bound(table), None)));
        let checks = helper_checks(helpers.iter().map(|id| (id, true)));
        let untouched = from.fingerprint_where(|id| {
            counts(id, |id| touched.contains(id)) && !touched.contains(id) && !is_copy(id, &checks)
        });
        Self { untouched, start, after }
    }

    /// The index that the statement of a group outside of a transaction makes or drops.
    pub fn index_of(&self, group: usize) -> Option<ObjectId> {
        let ids = self.after.get(group)?.keys().filter_map(|key| key.parse::<ObjectId>().ok());
        ids.into_iter().find(|id| id.kind() == ObjectKind::Index)
    }

    /// Whether that statement makes it; otherwise it drops it.
    pub fn makes_index(&self, group: usize) -> bool {
        let index = self.index_of(group).map(|id| id.to_string());
        let states = self.after.get(group);
        index.zip(states).is_some_and(|(index, states)| states.get(&index).is_some_and(Option::is_some))
    }

    /// The partition that the statement of a group detaches.
    pub fn detached_by(&self, group: usize) -> Option<QualifiedName> {
        let left = |(key, state): (&String, &Option<String>)| {
            (state.as_deref() == Some(LEFT)).then(|| detached(key)).flatten()
        };
        self.after.get(group)?.iter().find_map(left)
    }

    /// The partitions that it detaches in a way that may leave a check on them.
    pub(crate) fn detached(&self) -> BTreeSet<QualifiedName> {
        self.start.keys().filter_map(|key| detached(key)).collect()
    }

    /// Tables that may have a check that their detachment left, after so many groups, with the constraints that are known
    /// otherwise.
    pub fn bounds_left(&self, done: usize) -> Vec<(QualifiedName, BTreeSet<String>)> {
        let mut left: BTreeSet<QualifiedName> = BTreeSet::new();
        for states in self.after.iter().take(done) {
            for (key, state) in states {
                match (detached(key), state) {
                    (Some(table), Some(_)) => left.insert(table),
                    (Some(table), None) => left.remove(&table),
                    (None, _) => false,
                };
            }
        }
        let known = |table: &QualifiedName| {
            self.start
                .keys()
                .filter_map(|key| match key.parse() {
                    Ok(ObjectId::Constraint(name)) if name.parent() == *table => Some(name.name.to_string()),
                    _ => None,
                })
                .collect()
        };
        left.into_iter().map(|table| (table.clone(), known(&table))).collect()
    }

    /// How far the plan got by what the schema is. `half_done` tells of a group whether it may be half done: a statement
    /// outside of a transaction.
    pub fn locate(&self, schema: &Schema, half_done: impl Fn(usize) -> bool) -> Position {
        let seen = Seen::new(self, schema);
        let mut state: BTreeMap<&str, Option<&str>> = BTreeMap::new();
        let mut wrong: BTreeSet<&str> = BTreeSet::new();
        let mut fits: BTreeSet<usize> = BTreeSet::new();
        let mut half = None;
        let mut nearest: (usize, Vec<String>) = (0, Vec::new());
        for done in 0..=self.after.len() {
            let changes = if done == 0 { Some(&self.start) } else { self.after.get(done - 1) };
            for (key, value) in changes.into_iter().flatten() {
                state.insert(key, value.as_deref());
                if seen.is(key, value.as_deref()) {
                    wrong.remove(key.as_str());
                } else {
                    wrong.insert(key);
                }
            }
            if wrong.is_empty() {
                fits.insert(done);
            } else if let Some(next) = self.after.get(done).filter(|_| half_done(done)) {
                let halves = wrong.iter().all(|key| next.contains_key(*key) && seen.is_broken(key));
                if halves && half.is_none() {
                    half = Some(done);
                }
            }
            if done == 0 || wrong.len() < nearest.1.len() {
                nearest = (done, wrong.iter().map(|key| (*key).to_owned()).collect());
            }
        }
        let elsewhere = seen.untouched != self.untouched;
        match (elsewhere, fits.is_empty(), half) {
            (false, false, _) => Position::Groups(fits),
            (false, true, Some(done)) => Position::HalfDone(done),
            _ => Position::Nowhere { nearest: nearest.0, different: nearest.1, elsewhere },
        }
    }

    /// What helpers and leftovers of detachments there are in any state.
    fn helpers(&self) -> BTreeSet<&str> {
        let states = self.after.iter().flatten();
        let helper = |state: &Option<String>| matches!(state.as_deref(), Some(VALID | NOT_VALID));
        states.filter(|(_, state)| helper(state)).map(|(key, _)| key.as_str()).collect()
    }
}

/// Whether an object counts as one that is not touched. Owners don't: a new object has one from the beginning. Nor do
/// privileges of what is touched: they may come with it by default.
fn counts(id: &ObjectId, touched: impl Fn(&ObjectId) -> bool) -> bool {
    match id.kind() {
        ObjectKind::Owner => false,
        ObjectKind::Privilege => !id.target().is_some_and(touched),
        _ => true,
    }
}

/// Tables that hang together: what is done to one shows in the others, and PostgreSQL decides when.
struct Trees(BTreeMap<QualifiedName, QualifiedName>);

impl Trees {
    fn of(from: &Schema, to: &Schema) -> Self {
        let mut trees = Self(BTreeMap::new());
        for schema in [from, to] {
            for (name, table) in schema.all::<Table>() {
                for parent in table.parents() {
                    let (one, other) = (trees.root(name), trees.root(parent));
                    for end in [&one, &other] {
                        trees.0.entry(end.clone()).or_insert_with(|| end.clone());
                    }
                    trees.0.insert(one, other);
                }
            }
        }
        trees
    }

    fn root(&self, name: &QualifiedName) -> QualifiedName {
        let mut at = name;
        while let Some(above) = self.0.get(at).filter(|above| *above != at) {
            at = above;
        }
        at.clone()
    }

    /// The tree of an object's table, if that has relatives.
    fn of_object(&self, id: &ObjectId) -> Option<QualifiedName> {
        let mut at = Some(id.clone());
        while let Some(id) = at {
            if let ObjectId::Table(name) = &id {
                return self.0.contains_key(name).then(|| self.root(name));
            }
            at = id.parents().into_iter().next().or_else(|| id.target().cloned());
        }
        None
    }
}

/// Says what each object is like after each group, as exactly as it is known.
fn claim(
    after: &mut [ObjectStates],
    values: &[BTreeMap<ObjectId, Option<String>>],
    touched: &BTreeSet<ObjectId>,
    from: &Schema,
    trees: &Trees,
    spans: &BTreeMap<QualifiedName, (usize, usize)>,
    nothing_renamed: bool,
) {
    let start = |id: &ObjectId| from.object(id).map(short);
    let mut last: BTreeMap<&ObjectId, usize> = BTreeMap::new();
    for (group, values) in values.iter().enumerate() {
        last.extend(values.keys().map(|id| (id, group)));
    }
    let mut of_tree: BTreeMap<QualifiedName, Vec<&ObjectId>> = BTreeMap::new();
    for id in touched {
        if let Some(tree) = trees.of_object(id) {
            of_tree.entry(tree).or_default().push(id);
        }
    }
    let coarse = |id: &ObjectId, value: &Option<String>| {
        let before = start(id);
        value.as_ref().map(|_| {
            let changed = before.is_some() && before != *value;
            if changed { CHANGED } else { THERE }.to_owned()
        })
    };
    let mut now: BTreeMap<&ObjectId, Option<String>> = touched.iter().map(|id| (id, start(id))).collect();
    for (group, (values, states)) in values.iter().zip(after).enumerate() {
        now.extend(values.iter().map(|(id, value)| (id, value.clone())));
        let mut say: BTreeSet<&ObjectId> = values.keys().collect();
        for (tree, (first, until)) in spans {
            if group == *first || group == *until {
                say.extend(of_tree.get(tree).into_iter().flatten());
            }
        }
        for id in say {
            let Some(value) = now.get(id) else { continue };
            let span = trees.of_object(id).and_then(|tree| spans.get(&tree));
            let in_a_tree = span.is_some_and(|(_, until)| group < *until || !nothing_renamed);
            let unfinished = id.kind() == ObjectKind::Index && last.get(id).is_some_and(|last| group < *last);
            let claim = if in_a_tree || unfinished { coarse(id, value) } else { value.clone() };
            states.insert(id.to_string(), claim);
        }
    }
}

fn detached(key: &str) -> Option<QualifiedName> {
    match key.strip_prefix(BOUND)?.parse() {
        Ok(ObjectId::Table(table)) => Some(table),
        _ => None,
    }
}

/// A descendant's copy of a check that is a helper.
fn is_copy(id: &ObjectId, checks: &BTreeSet<String>) -> bool {
    id.kind() == ObjectKind::Constraint && checks.contains(id.own_name().as_ref() as &str)
}

/// What a schema has of what a plan touches.
struct Seen<'a> {
    start: &'a ObjectStates,
    objects: BTreeMap<&'a str, (String, bool, bool)>,
    /// Constraints that nobody knows, by the key of the table's bound.
    unknown: BTreeMap<String, usize>,
    untouched: Fingerprint,
}

impl<'a> Seen<'a> {
    fn new(states: &'a States, schema: &Schema) -> Self {
        let ids: BTreeMap<ObjectId, &str> =
            states.start.keys().filter_map(|key| Some((key.parse().ok()?, key.as_str()))).collect();
        let helpers = states.helpers();
        let checks = helper_checks(ids.iter().map(|(id, key)| (id, helpers.contains(key))));
        let detached: BTreeSet<QualifiedName> = states.start.keys().filter_map(|key| detached(key)).collect();
        let mut objects = BTreeMap::new();
        let mut unknown: BTreeMap<String, usize> = BTreeMap::new();
        for (id, key) in &ids {
            if let Some(object) = schema.object(id) {
                let broken = matches!(object, Object::Index(index) if index.invalid);
                objects.insert(*key, (short(object), is_valid(object), broken));
            }
        }
        let untouched = schema.fingerprint_where(|id| {
            // What a new table has beside what it is made with comes from its relatives.
            let of_new = |parent: &ObjectId| {
                let key = ids.get(parent).filter(|_| parent.kind() == ObjectKind::Table);
                key.and_then(|key| states.start.get(*key)).is_some_and(Option::is_none)
            };
            if !counts(id, |id| ids.contains_key(id))
                || ids.contains_key(id)
                || is_copy(id, &checks)
                || id.parents().iter().any(of_new)
            {
                return false;
            }
            match id {
                ObjectId::Constraint(name) if detached.contains(&name.parent()) => {
                    *unknown.entry(bound(&name.parent())).or_default() += 1;
                    false
                }
                _ => true,
            }
        });
        Self { start: &states.start, objects, unknown, untouched }
    }

    fn is(&self, key: &str, state: Option<&str>) -> bool {
        if key.starts_with(BOUND) {
            let most = usize::from(state.is_some());
            return self.unknown.get(key).is_none_or(|count| *count <= most);
        }
        match (state, self.objects.get(key)) {
            (None, there) => there.is_none(),
            (Some(VALID), Some((_, valid, _))) => *valid,
            (Some(NOT_VALID), Some((_, valid, _))) => !*valid,
            (Some(THERE), Some(_)) => true,
            (Some(CHANGED), Some((seen, _, broken))) => {
                !*broken && self.start.get(key).is_none_or(|start| start.as_ref() != Some(seen))
            }
            (Some(fingerprint), Some((seen, _, _))) => fingerprint == seen,
            (Some(_), None) => false,
        }
    }

    /// Whether it is an index that a build or a drop left invalid.
    fn is_broken(&self, key: &str) -> bool {
        self.objects.get(key).is_some_and(|(_, _, broken)| *broken)
    }
}
