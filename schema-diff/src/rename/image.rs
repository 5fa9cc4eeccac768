//! What a schema is after renames.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use schema_model::{
    CastName, Name, NamingMut, Object, ObjectId, ObjectKind, QualifiedName, RoutineBody, Schema, Sequence,
    SqlText, Table, Target,
};
use serde_json::Value;

use super::tokens::{Labels, Names, same_but_for_names};
use super::{NewNames, inherited};
use crate::LabelChange;
use crate::kinds::in_partition_key;
use crate::labels::element;
use crate::rules::rule;

/// A kind, and what its objects are below.
type Place<'a> = (ObjectKind, Option<&'a ObjectId>);

/// New names by old id.
#[derive(Clone, Debug, Default)]
pub(crate) struct Renames {
    names: NewNames,
    /// Columns of children, which go along with their parents' and need no statement.
    along: NewNames,
    /// Labels of enums, by the type's new name.
    labels: BTreeMap<QualifiedName, BTreeMap<Name, Name>>,
}

impl Renames {
    pub(crate) fn add(&mut self, id: ObjectId, name: Name) {
        self.names.insert(id, name);
    }

    /// A label of the enum that has this name after the renames.
    pub(crate) fn add_label(&mut self, name: QualifiedName, label: LabelChange) {
        self.labels.entry(name).or_default().insert(label.from, label.to);
    }

    pub(super) fn labels_of(&self, name: &QualifiedName) -> Option<&BTreeMap<Name, Name>> {
        self.labels.get(name)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.names.is_empty() && self.labels.is_empty()
    }

    /// Those that have a statement.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&ObjectId, &Name)> {
        self.names.iter()
    }

    pub(crate) fn get(&self, id: &ObjectId) -> Option<&Name> {
        // The name of a base type is renamed with its definition.
        if let ObjectId::ShellType(name) = id {
            return self.names.get(&ObjectId::BaseType(name.clone()));
        }
        self.names.get(id).or_else(|| self.along.get(id))
    }

    /// What follows from the renames: columns of children; constraints, indexes and sequences that stand on something
    /// renamed, if the second schema has them under other names, equal in everything else. (PostgreSQL called them after what
    /// is renamed, and does not rename them along.)
    pub(crate) fn follow(&mut self, from: &Schema, to: &Schema) {
        for (id, name) in &self.names {
            for column in inherited(from, id) {
                self.along.insert(ObjectId::Column(column), name.clone());
            }
        }
        // An index of a partition is attached to one that follows, too.
        loop {
            let found = self.followers(from, to);
            if found.is_empty() {
                return;
            }
            self.names.extend(found);
        }
    }

    fn followers(&self, from: &Schema, to: &Schema) -> NewNames {
        let mut wanted: BTreeMap<Place<'_>, Vec<(&ObjectId, &Object)>> = BTreeMap::new();
        let images: BTreeSet<ObjectId> =
            from.objects().map(|(id, _)| id).filter(|id| may_follow(id)).map(|id| self.id(id)).collect();
        for (id, object) in to.objects().filter(|(id, _)| may_follow(id) && !images.contains(*id)) {
            wanted.entry((id.kind(), to.parent(id))).or_default().push((id, object));
        }
        let mut found: BTreeMap<&ObjectId, Vec<&ObjectId>> = BTreeMap::new();
        for (id, object) in from.objects().filter(|(id, _)| may_follow(id) && self.get(id).is_none()) {
            let image = self.id(id);
            if to.contains(&image) || !self.stands_on_renamed(from, id) {
                continue;
            }
            let parent = from.parent(id).map(|parent| self.id(parent));
            for (other, payload) in wanted.get(&(id.kind(), parent.as_ref())).into_iter().flatten() {
                if self.object(from, id, object, Some(payload)) == **payload {
                    found.entry(other).or_default().push(id);
                }
            }
        }
        // Of two that are equal nobody can tell which.
        let mut names = NewNames::new();
        for (other, candidates) in found {
            if let [id] = candidates.as_slice()
                && !names.contains_key(*id)
            {
                names.insert((*id).clone(), other.own_name().clone());
            }
        }
        names
    }

    fn stands_on_renamed(&self, from: &Schema, id: &ObjectId) -> bool {
        let mut renamed = false;
        let mut look = |to: &ObjectId| {
            renamed |=
                self.get(to).is_some() || from.parent(to).is_some_and(|table| self.get(table).is_some());
        };
        from.edges_of(id, |to, _| look(to));
        if let ObjectId::Sequence(name) = id
            && let Some(column) = from.get::<Sequence>(name).and_then(|sequence| sequence.owned_by.clone())
        {
            look(&ObjectId::Column(column));
        }
        renamed
    }

    /// What an id becomes.
    pub(crate) fn id(&self, id: &ObjectId) -> ObjectId {
        let mut image = id.clone();
        // A default goes by its column's name.
        let own = match id {
            ObjectId::ColumnDefault(column) => self.get(&ObjectId::Column(column.clone())),
            // The index of a key has the key's name, and no object of its own.
            ObjectId::Index(name) => self.get(id).or_else(|| self.get(&ObjectId::Constraint(name.clone()))),
            // So does the row type of a relation.
            ObjectId::CompositeType(name) => {
                let relations: [fn(QualifiedName) -> ObjectId; 4] =
                    [ObjectId::CompositeType, ObjectId::Table, ObjectId::View, ObjectId::MaterializedView];
                relations.into_iter().find_map(|relation| self.get(&relation(name.clone())))
            }
            _ => self.get(id),
        };
        if let Some(name) = own {
            image.rename(name);
        }
        let schema = |name: &Name| self.get(&ObjectId::Schema(name.clone())).cloned();
        let above = || {
            let of = |id: &ObjectId| self.get(id).cloned();
            id.parents().iter().find_map(|parent| match parent {
                // The table of a default is one further up.
                ObjectId::Column(column) => ObjectId::Column(column.clone()).parents().iter().find_map(of),
                other => of(other),
            })
        };
        match image.naming_mut() {
            NamingMut::Plain(_) | NamingMut::Membership(_) => {}
            NamingMut::Qualified(name) => {
                name.schema = schema(&name.schema).unwrap_or_else(|| name.schema.clone());
            }
            NamingMut::Routine(name) => {
                name.schema = schema(&name.schema).unwrap_or_else(|| name.schema.clone());
                name.arguments = name.arguments.iter().map(|argument| self.type_name(argument)).collect();
            }
            NamingMut::Operator(name) => {
                name.schema = schema(&name.schema).unwrap_or_else(|| name.schema.clone());
                name.left = name.left.as_ref().map(|left| self.type_name(left));
                name.right = self.type_name(&name.right);
            }
            NamingMut::Method(name) => {
                name.schema = schema(&name.schema).unwrap_or_else(|| name.schema.clone());
                name.method =
                    self.get(&ObjectId::AccessMethod(name.method.clone())).unwrap_or(&name.method).clone();
            }
            NamingMut::Cast(name) => {
                *name = CastName::new(self.type_name(&name.source), self.type_name(&name.target));
            }
            NamingMut::Transform(name) => {
                name.type_name = self.type_name(&name.type_name);
                name.language =
                    self.get(&ObjectId::Language(name.language.clone())).unwrap_or(&name.language).clone();
            }
            NamingMut::Member(name) => {
                name.parent = above().unwrap_or_else(|| name.parent.clone());
                name.schema = schema(&name.schema).unwrap_or_else(|| name.schema.clone());
            }
            NamingMut::Part(name) => name.parent = above().unwrap_or_else(|| name.parent.clone()),
            NamingMut::Publication(name) => {
                name.publication = above().unwrap_or_else(|| name.publication.clone());
                name.target = Target::from(self.id(name.target.id()));
            }
            NamingMut::DefaultPrivilege(name) => {
                name.schema = name.schema.as_ref().map(|own| schema(own).unwrap_or_else(|| own.clone()));
            }
            NamingMut::About(target) => *target = Target::from(self.id(target.id())),
            NamingMut::SecurityLabel(name) => name.target = Target::from(self.id(name.target.id())),
            NamingMut::Privilege(name) => name.target = Target::from(self.id(name.target.id())),
        }
        image
    }

    /// What a type that is named in an id becomes: `public.mood[]`.
    fn type_name(&self, text: &SqlText) -> SqlText {
        let (element, rest) = text.find(['[', '(']).map_or((text.as_str(), ""), |at| text.split_at(at));
        let Ok(name) = element.parse::<QualifiedName>() else { return text.clone() };
        let image = name.relations_and_types().into_iter().find_map(|id| {
            let image = self.id(&id);
            (image != id).then_some(image)
        });
        match image.map(|id| id.to_string()) {
            Some(image) => {
                SqlText::from(format!("{}{rest}", image.split_once(':').map_or("", |(_, name)| name)))
            }
            None => text.clone(),
        }
    }

    /// The same; the schema itself where there are none.
    pub(crate) fn image<'a>(&self, from: &'a Schema, to: &Schema) -> Cow<'a, Schema> {
        if self.is_empty() { Cow::Borrowed(from) } else { Cow::Owned(self.schema(from, to)) }
    }

    /// A schema after the renames. `to` is the schema that is wanted: texts that follow from the renames are taken from it.
    pub(crate) fn schema(&self, from: &Schema, to: &Schema) -> Schema {
        let mut image = Schema::new(from.server.clone());
        for (id, object) in from.objects() {
            let new = self.id(id);
            let object = self.object(from, id, object, to.object(&new));
            // The image of an id is of its kind.
            let _ = image.insert_object(new, object);
        }
        image.origins = from.origins.clone().map(|mut origins| {
            let objects = std::mem::take(&mut origins.objects);
            origins.objects = objects.into_iter().map(|(id, origin)| (self.id(&id), origin)).collect();
            origins
        });
        for dependency in from.dependencies() {
            image.depend(self.id(&dependency.from), self.id(&dependency.to), dependency.why);
        }
        image
    }

    /// An object after the renames; `wanted` is the one of its new id.
    fn object(&self, from: &Schema, id: &ObjectId, object: &Object, wanted: Option<&Object>) -> Object {
        let object = self.with_names(from, id, object);
        let Some(wanted) = wanted else { return object };
        let changed = object.changed(wanted).unwrap_or_default();
        if changed.is_empty() {
            return object;
        }
        let names = self.names_around(from, id);
        let same: Vec<&str> = changed
            .into_iter()
            .filter(|field| rule(id.kind()).names_others && !is_source(&object, field))
            .filter(|field| {
                object
                    .value(field)
                    .zip(wanted.value(field))
                    .is_some_and(|(old, new)| same(&old, &new, &names))
            })
            .collect();
        object.with_fields(wanted, &same).unwrap_or(object)
    }

    /// The old names that texts of an object may have, with the new ones.
    fn names_around(&self, from: &Schema, id: &ObjectId) -> Names {
        let mut around: BTreeSet<ObjectId> = BTreeSet::from([id.clone()]);
        from.edges_of(id, |to, _| {
            around.insert(to.clone());
        });
        if matches!(id, ObjectId::Table(_)) {
            // The columns of its partition key.
            let below =
                self.names.keys().chain(self.along.keys()).filter(|other| from.parent(other) == Some(id));
            around.extend(below.cloned());
        }
        let above: Vec<ObjectId> = around.iter().flat_map(|id| ancestors(from, id)).collect();
        around.extend(above);
        let mut names = Names { labels: self.labels_around(from, id), ..Names::default() };
        for id in &around {
            if let Some(new) = self.get(id) {
                names.renamed.insert(id.own_name().to_string(), new.to_string());
            }
        }
        for id in &around {
            let old = id.own_name().to_string();
            let new = self.get(id).map(|name| name.as_str());
            if !names.renamed.contains_key(&old) {
                continue;
            }
            if names.renamed.get(&old).map(String::as_str) != new {
                names.shared.insert(old.clone());
            }
            if let ObjectId::Column(column) = id {
                names.qualified.insert((column.parent.to_string(), old), new.is_some());
            }
        }
        names
    }
}

impl Renames {
    /// The old labels that texts of an object may have, with the new ones.
    fn labels_around(&self, from: &Schema, id: &ObjectId) -> Labels {
        let mut labels = Labels::default();
        let plain = |new: &BTreeMap<Name, Name>| -> BTreeMap<String, String> {
            new.iter().map(|(old, new)| (old.to_string(), new.to_string())).collect()
        };
        for (name, new) in &self.labels {
            labels.cast.insert((name.schema.to_string(), name.name.to_string()), plain(new));
        }
        // In a partition's bound the server leaves out what type the values have.
        if let ObjectId::Table(table) = id
            && let Some(of) = from.get::<Table>(table).and_then(|table| table.partition_of.as_ref())
            && let Some(parent) = from.table_view(&of.parent)
        {
            for (name, column) in parent.columns_by_name() {
                let of_enum = element(&column.type_name).map(|name| self.id(&ObjectId::Enum(name)));
                if let Some(ObjectId::Enum(name_of_enum)) = of_enum
                    && let Some(new) = self.labels.get(&name_of_enum)
                    && in_partition_key(from, &of.parent.member(name))
                {
                    labels.bare.extend(plain(new));
                }
            }
        }
        labels
    }
}

fn ancestors(schema: &Schema, id: &ObjectId) -> Vec<ObjectId> {
    let mut all = Vec::new();
    let mut at = schema.parent(id);
    while let Some(parent) = at {
        all.push(parent.clone());
        at = schema.parent(parent);
    }
    all
}

/// Kinds whose names PostgreSQL chooses by what they stand on.
fn may_follow(id: &ObjectId) -> bool {
    matches!(id, ObjectId::Constraint(_) | ObjectId::Index(_) | ObjectId::Sequence(_))
}

/// Whether it is the body of a routine as a string: what PostgreSQL doesn't look into.
fn is_source(object: &Object, field: &str) -> bool {
    let body = match object {
        Object::Function(function) => &function.body,
        Object::Procedure(procedure) => &procedure.body,
        _ => return false,
    };
    field == "body" && !matches!(body, RoutineBody::Sql(_))
}

/// Whether two values are one but for names.
fn same(old: &Value, new: &Value, names: &Names) -> bool {
    match (old, new) {
        (Value::String(old), Value::String(new)) => same_but_for_names(old, new, names),
        (Value::Array(old), Value::Array(new)) => {
            old.len() == new.len() && old.iter().zip(new).all(|(old, new)| same(old, new, names))
        }
        (Value::Object(old), Value::Object(new)) => {
            // A name in an object is that of a view's column or of an argument, which keep theirs.
            let fits = |key: &str, old: &Value, new: &Value| match key {
                "name" => old == new,
                _ => same(old, new, names),
            };
            old.len() == new.len()
                && old.iter().all(|(key, old)| new.get(key).is_some_and(|new| fits(key, old, new)))
        }
        (old, new) => old == new,
    }
}
