//! The model: one flat, ordered map of objects.

use std::collections::{BTreeMap, BTreeSet, btree_map};
use std::fmt;

use crate::kinds::*;
use crate::part::Generators;
use crate::{Dependency, Kind, MemberName, Object, ObjectId, Origins, QualifiedName, Server, Why};

/// What a database is: objects by id, and what they depend on.
#[derive(Clone, PartialEq)]
pub struct Schema {
    /// Facts about the server. They don't count when schemas are compared.
    pub server: Server,
    /// By which numbers its database knows the objects, where somebody asked for that. They don't count when schemas are
    /// compared.
    pub origins: Option<Box<Origins>>,
    /// Tables some of whose partitions or children a [`Selector`](crate::Selector) left out: they are there, with rows of their
    /// own, and what is done to the table is done to them. They don't count when schemas are compared.
    pub children_left_out: BTreeSet<QualifiedName>,
    objects: BTreeMap<ObjectId, Object>,
    depends: BTreeSet<Dependency>,
    pub(crate) generators: Generators,
}

/// One line an object, what is at its default left out: as in the wire form.
impl fmt::Debug for Schema {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "schema of PostgreSQL {} {{", self.server.major())?;
        for (id, object) in &self.objects {
            writeln!(f, "  {id} {}", object.to_value())?;
        }
        for Dependency { from, to, .. } in &self.depends {
            writeln!(f, "  {from} depends on {to}")?;
        }
        f.write_str("}")
    }
}

impl Schema {
    /// An empty schema on this server.
    pub fn new(server: Server) -> Self {
        Self {
            server,
            origins: None,
            children_left_out: BTreeSet::new(),
            objects: BTreeMap::new(),
            depends: BTreeSet::new(),
            generators: Generators::default(),
        }
    }

    /// All objects in canonical order.
    pub fn objects(&self) -> btree_map::Iter<'_, ObjectId, Object> {
        self.objects.iter()
    }

    /// The number of objects.
    pub fn len(&self) -> usize {
        self.objects.len()
    }

    /// Whether there is no object.
    pub fn is_empty(&self) -> bool {
        self.objects.is_empty()
    }

    /// Whether there is an object of this id.
    pub fn contains(&self, id: &ObjectId) -> bool {
        self.objects.contains_key(id)
    }

    /// The object of this id.
    pub fn object(&self, id: &ObjectId) -> Option<&Object> {
        self.objects.get(id)
    }

    /// The object of this id, with the schema's own copy of the id.
    pub fn object_entry(&self, id: &ObjectId) -> Option<(&ObjectId, &Object)> {
        self.objects.get_key_value(id)
    }

    /// The typed payload of this id.
    ///
    /// ```
    /// # use schema_model::{Schema, Server, Sequence, QualifiedName};
    /// let mut schema = Schema::new(Server::new(170_005));
    /// let name = QualifiedName::new("public", "s");
    /// schema.insert(name.clone(), Sequence::new("bigint"));
    /// assert_eq!(schema.get::<Sequence>(&name).map(|s| s.options.max), Some(i64::MAX));
    /// ```
    pub fn get<K: Kind>(&self, id: &K::Id) -> Option<&K> {
        self.objects.get(&K::object_id(id.clone())).and_then(K::payload)
    }

    /// Puts an object in, in place of the one of that id.
    pub fn insert<K: Kind>(&mut self, id: K::Id, payload: K) -> Option<Object> {
        self.put(K::object_id(id), payload.object())
    }

    fn put(&mut self, id: ObjectId, object: Object) -> Option<Object> {
        if let Some(old) = self.objects.get(&id) {
            self.generators.remove(&id, old);
        }
        self.generators.add(&id, &object);
        self.objects.insert(id, object)
    }

    /// Puts an object in under a matching id; gives it back if the id is of another kind.
    pub fn insert_object(&mut self, id: ObjectId, object: Object) -> Result<Option<Object>, Object> {
        if id.kind() != object.kind() {
            return Err(object);
        }
        Ok(self.put(id, object))
    }

    /// Puts a table in.
    pub fn insert_table(&mut self, id: QualifiedName, table: Table) {
        self.insert(id, table);
    }

    /// Puts a column in.
    pub fn insert_column(&mut self, id: MemberName, column: Column) {
        self.insert(id, column);
    }

    /// Takes an object out. Its dependencies stay until [`prune_dependencies`](Self::prune_dependencies).
    pub fn remove(&mut self, id: &ObjectId) -> Option<Object> {
        let removed = self.objects.remove(id);
        if let Some(object) = &removed {
            self.generators.remove(id, object);
        }
        removed
    }

    /// Changes a payload in place, if there is one of this id. A payload that is shared with another schema is copied.
    pub fn update<K: Kind>(&mut self, id: &K::Id, change: impl FnOnce(&mut K)) -> bool {
        let id = K::object_id(id.clone());
        let Some(mut payload) = self.objects.get(&id).and_then(K::payload).cloned() else {
            return false;
        };
        change(&mut payload);
        self.put(id, payload.object());
        true
    }

    /// Keeps the objects that `keep` says, and the dependencies between them.
    pub fn retain(&mut self, mut keep: impl FnMut(&ObjectId, &Object) -> bool) {
        let generators = &mut self.generators;
        self.objects.retain(|id, object| {
            let kept = keep(id, object);
            if !kept {
                generators.remove(id, object);
            }
            kept
        });
        self.prune_dependencies();
    }

    /// Notes a dependency.
    pub fn depend(&mut self, from: ObjectId, to: ObjectId, why: Why) {
        if from != to {
            self.depends.insert(Dependency::new(from, to, why));
        }
    }

    /// The noted dependencies, in canonical order.
    pub fn dependencies(&self) -> impl ExactSizeIterator<Item = &Dependency> {
        self.depends.iter()
    }

    /// Forgets dependencies whose objects are not there. The column of a view stands for the view.
    pub fn prune_dependencies(&mut self) {
        let mut depends = std::mem::take(&mut self.depends);
        depends.retain(|d| self.contains(&d.from) && self.resolve(&d.to).is_some());
        self.depends = depends;
    }

    /// Every dependency: the noted ones, and those that follow from ids (a column on its table) and from fields (a
    /// constraint on its columns). Only between objects that are there.
    pub fn edges(&self, mut sink: impl FnMut(&ObjectId, &ObjectId, Why)) {
        for d in &self.depends {
            if let (true, Some(to)) = (self.contains(&d.from), self.resolve(&d.to)) {
                sink(&d.from, to, d.why);
            }
        }
        for (id, object) in &self.objects {
            self.derived(id, object, &mut |to, why| sink(id, to, why));
        }
    }

    /// The same for what one object depends on.
    pub fn edges_of(&self, id: &ObjectId, mut sink: impl FnMut(&ObjectId, Why)) {
        let Some((id, object)) = self.object_entry(id) else {
            return;
        };
        // The first possible edge of this object: ids order before all that follow them.
        let first = Dependency::new(id.clone(), ObjectId::Role(crate::Name::from("")), Why::Normal);
        for d in self.depends.range(first..).take_while(|d| d.from == *id) {
            if let Some(to) = self.resolve(&d.to) {
                sink(to, d.why);
            }
        }
        self.derived(id, object, &mut sink);
    }

    fn derived(&self, id: &ObjectId, object: &Object, sink: &mut dyn FnMut(&ObjectId, Why)) {
        if let Some(parent) = self.parent(id) {
            // Schemas and foreign servers are dropped only when they are empty; everything else takes along what is below.
            let why = match parent {
                // What is said about objects to come is no content.
                ObjectId::Schema(_) if matches!(id, ObjectId::DefaultPrivilege(_)) => Why::Auto,
                ObjectId::Schema(_) | ObjectId::ForeignServer(_) if id.target().is_none() => Why::Normal,
                _ => Why::Auto,
            };
            sink(parent, why);
        }
        object.references(id, &mut |to, why| {
            if let Some(to) = self.resolve(&to) {
                sink(to, why);
            }
        });
    }

    /// The object that this one is below, if it is there: what it is created after and dropped with.
    pub fn parent(&self, id: &ObjectId) -> Option<&ObjectId> {
        id.parents().iter().find_map(|parent| self.resolve(parent))
    }

    /// The object itself; of what is part of another object, that one: of a column that is a field of a view, the view; of
    /// the index of a constraint, the constraint; of a not-null constraint, the column or the domain; of the sequence of an
    /// identity, the column.
    pub fn resolve(&self, id: &ObjectId) -> Option<&ObjectId> {
        match self.objects.get_key_value(id) {
            Some((found, _)) => Some(found),
            None => self.whole(id),
        }
    }

    /// The objects of one kind, in canonical order.
    pub fn all<K: Kind>(&self) -> impl Iterator<Item = (&K::Id, &K)> {
        self.objects
            .iter()
            .filter(|(id, _)| id.kind() == K::KIND)
            .filter_map(|(id, object)| Some((K::id(id)?, K::payload(object)?)))
    }

    /// The objects of one kind from this id on, in canonical order.
    pub(crate) fn from<K: Kind>(&self, first: K::Id) -> impl Iterator<Item = (&K::Id, &K)> {
        self.objects
            .range(K::object_id(first)..)
            .map_while(|(id, object)| Some((K::id(id)?, K::payload(object)?)))
    }

    /// The owner of an object, where it is said.
    pub fn owner(&self, id: &ObjectId) -> Option<&crate::Name> {
        self.get::<Owner>(&id.clone().into()).map(|owner| &owner.role)
    }

    /// Shares one copy of equal payloads with another schema: two readings of nearly the same database then need
    /// little more memory than one, and comparing what is shared costs nothing.
    pub fn share_with(&mut self, other: &Schema) {
        for (id, object) in &mut self.objects {
            if let Some(theirs) = other.objects.get(id)
                && object == theirs
            {
                *object = theirs.clone();
            }
        }
    }
}

impl<K: Kind> Extend<(K::Id, K)> for Schema {
    fn extend<T: IntoIterator<Item = (K::Id, K)>>(&mut self, iter: T) {
        for (id, payload) in iter {
            self.insert(id, payload);
        }
    }
}

/// Builds a [`Schema`] from many objects at once, in any order: cheaper than inserting them one by one.
///
/// ```
/// # use schema_model::{Name, Namespace, SchemaBuilder, Server};
/// let mut builder = SchemaBuilder::new(Server::new(170_005));
/// builder.insert(Name::from("b"), Namespace::new());
/// builder.insert(Name::from("a"), Namespace::new());
/// assert_eq!(builder.finish().len(), 2);
/// ```
#[derive(Clone, Debug)]
pub struct SchemaBuilder {
    server: Server,
    objects: Vec<(ObjectId, Object)>,
    depends: Vec<Dependency>,
}

impl SchemaBuilder {
    /// Nothing yet, on this server.
    pub fn new(server: Server) -> Self {
        Self { server, objects: Vec::new(), depends: Vec::new() }
    }

    /// Adds an object. Of two with one id the later one counts.
    pub fn insert<K: Kind>(&mut self, id: K::Id, payload: K) {
        self.objects.push((K::object_id(id), payload.object()));
    }

    /// Notes a dependency.
    pub fn depend(&mut self, from: ObjectId, to: ObjectId, why: Why) {
        if from != to {
            self.depends.push(Dependency::new(from, to, why));
        }
    }

    /// The schema.
    pub fn finish(self) -> Schema {
        // The maps sort once and are then built in one pass.
        let objects: BTreeMap<ObjectId, Object> = self.objects.into_iter().collect();
        let mut generators = Generators::default();
        for (id, object) in &objects {
            generators.add(id, object);
        }
        let depends = self.depends.into_iter().collect();
        Schema {
            server: self.server,
            origins: None,
            children_left_out: BTreeSet::new(),
            objects,
            depends,
            generators,
        }
    }
}
