//! Names that only one object can hold at a time.

use std::collections::{BTreeMap, BTreeSet};

use schema_model::{
    Column, Constraint, MemberName, Name, NameSpace, Naming, ObjectId, QualifiedName, Schema, object_name,
};

use crate::rules::Context;

/// A name in one of PostgreSQL's name spaces.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Key {
    /// `pg_class`: relations, indexes, and the constraints that have one. Relations but sequences and indexes hold the
    /// same name in `pg_type`.
    Relation(QualifiedName),
    /// `pg_proc`.
    Routine(schema_model::RoutineName),
}

/// The name that an object of `schema` holds, if it is of a kind that shares its name space with others.
pub(crate) fn key(id: &ObjectId, schema: &Schema) -> Option<Key> {
    match (id.kind().name_space(), id.naming()) {
        // Its shell type holds the name.
        _ if matches!(id, ObjectId::BaseType(_)) => None,
        (NameSpace::Relation | NameSpace::Type, Naming::Qualified(name)) => Some(Key::Relation(name.clone())),
        (NameSpace::Routine, Naming::Routine(name)) => Some(Key::Routine(name.clone())),
        _ => match id {
            ObjectId::Index(name) => Some(Key::Relation(name.in_schema())),
            ObjectId::Constraint(name) => schema
                .get::<Constraint>(name)
                .filter(|constraint| constraint.has_index())
                .map(|_| Key::Relation(name.in_schema())),
            _ => None,
        },
    }
}

/// The name of the sequence that an identity column has.
pub(crate) fn identity_key(id: &MemberName, column: &Column) -> Option<Key> {
    let identity = column.identity.as_ref()?;
    let name = identity.sequence.clone().unwrap_or_else(|| object_name(&id.parent, Some(&id.name), "seq"));
    Some(Key::Relation(QualifiedName::new(id.schema.clone(), name)))
}

/// Who holds which name in a schema.
pub(crate) struct Holders(BTreeMap<Key, ObjectId>);

impl Holders {
    pub(crate) fn of(schema: &Schema) -> Self {
        Self(schema.objects().filter_map(|(id, _)| Some((key(id, schema)?, id.clone()))).collect())
    }

    /// The same, with columns for the names of the sequences that their identities have.
    pub(crate) fn with_identities(schema: &Schema) -> Self {
        let mut holders = Self::of(schema);
        for (id, column) in schema.all::<Column>() {
            if let Some(key) = identity_key(id, column) {
                holders.0.insert(key, ObjectId::Column(id.clone()));
            }
        }
        holders
    }

    /// Who holds a name on either side.
    pub(crate) fn of_both(from: &Schema, to: &Schema) -> Self {
        let mut holders = Self::with_identities(from);
        holders.0.extend(Self::with_identities(to).0);
        holders
    }

    /// Takes a name that nobody holds.
    pub(crate) fn claim(&mut self, key: Key, by: ObjectId) -> bool {
        let free = !self.0.contains_key(&key);
        if free {
            self.0.insert(key, by);
        }
        free
    }

    pub(crate) fn get(&self, key: &Key) -> Option<&ObjectId> {
        self.0.get(key)
    }
}

/// Names that nothing has on either side, for what stands only while a plan runs.
pub(crate) struct FreeNames {
    /// Names in use by what was there before.
    held: BTreeSet<Key>,
    relations: BTreeSet<Key>,
    constraints: BTreeSet<Name>,
}

/// A name with a suffix, within PostgreSQL's 63 bytes (`NAMEDATALEN - 1`).
fn suffixed(name: &str, suffix: &str) -> String {
    let mut stem = name;
    while stem.len() + suffix.len() > 63 {
        stem = stem.char_indices().next_back().map_or("", |(at, _)| &stem[..at]);
    }
    format!("{stem}{suffix}")
}

impl FreeNames {
    pub(crate) fn of(context: Context<'_>) -> Self {
        let keys = |schema: &Schema| -> BTreeSet<Key> {
            let own = schema.objects().filter_map(|(id, _)| key(id, schema));
            let identities = schema.all::<Column>().filter_map(|(id, column)| identity_key(id, column));
            own.chain(identities).collect()
        };
        let held = keys(context.from);
        let relations = held.iter().cloned().chain(keys(context.to)).collect();
        let constraints = [context.from, context.to]
            .iter()
            .flat_map(|schema| schema.all::<Constraint>().map(|(name, _)| name.name.clone()))
            .collect();
        Self { held, relations, constraints }
    }

    /// Whether nothing had the name before.
    pub(crate) fn is_free(&self, name: &QualifiedName) -> bool {
        !self.is_held(&Key::Relation(name.clone()))
    }

    pub(crate) fn is_held(&self, key: &Key) -> bool {
        self.held.contains(key)
    }

    /// A name for a relation, after another's.
    pub(crate) fn choose(&mut self, like: &QualifiedName, suffix: &str) -> Name {
        let mut n = 1;
        loop {
            let suffix = if n == 1 { suffix.to_owned() } else { format!("{suffix}{n}") };
            let name = suffixed(&like.name, &suffix);
            if self.relations.insert(Key::Relation(QualifiedName::new(like.schema.clone(), name.as_str()))) {
                return Name::from(name);
            }
            n += 1;
        }
    }

    /// A name for a constraint that no table has: a parent's goes to its children.
    pub(crate) fn constraint(&mut self, like: &str) -> Name {
        let mut n = 0;
        loop {
            let suffix = if n == 0 { String::new() } else { n.to_string() };
            let name = Name::from(suffixed(like, &suffix));
            if self.constraints.insert(name.clone()) {
                return name;
            }
            n += 1;
        }
    }
}

/// The name that a type steps aside under: its own with a suffix, within 63 bytes, free on both sides.
pub(crate) fn superseded(name: &QualifiedName, context: Context<'_>) -> Name {
    let suffix = "__superseded";
    let mut stem = name.name.as_str();
    while stem.len() + suffix.len() > 60 {
        stem = stem.char_indices().next_back().map_or("", |(at, _)| &stem[..at]);
    }
    let taken = |candidate: &str| {
        let name = QualifiedName::new(name.schema.clone(), candidate);
        let ids = name.relations_and_types();
        ids.iter().any(|id| context.from.contains(id) || context.to.contains(id))
    };
    let first = format!("{stem}{suffix}");
    let mut candidate = first.clone();
    let mut n = 1;
    while taken(&candidate) {
        n += 1;
        candidate = format!("{first}{n}");
    }
    Name::from(candidate)
}
