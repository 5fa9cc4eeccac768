//! What a kind must say about itself, and the dispatch to it.

use std::collections::BTreeSet;

use schema_model::{Kind, Name, Object, ObjectId, ObjectKind, Schema, for_each_kind};

use crate::action::{Cost, Loss};
use crate::facts::Facts;
use crate::{Alter, Lock, Options};

/// The two schemas, and what the target can do.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    pub(crate) from: &'a Schema,
    pub(crate) to: &'a Schema,
    pub(crate) options: &'a Options,
    pub(crate) facts: &'a Facts,
}

impl Context<'_> {
    /// The major version of the server that the plan will run on.
    pub(crate) fn major(&self) -> u32 {
        self.options.target_major.unwrap_or(self.from.server.major())
    }
}

/// An object that is on both sides.
pub(crate) struct Pair<'a, K: Kind> {
    pub(crate) id: &'a K::Id,
    pub(crate) old: &'a K,
    pub(crate) new: &'a K,
}

/// What becomes of a changed field.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Decision {
    /// It is changed in place.
    Alter(Alter),
    /// PostgreSQL can't change it: the object is dropped and created.
    Replace,
    /// It is said, and nothing is done.
    Report(String),
    /// There is no safe way: the plan says so.
    Refuse(String),
}

/// Where an alteration stands as against the objects that stand on the altered one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Around {
    /// Anywhere.
    Anywhere,
    /// After those that go have gone, and before those that come are made.
    Between,
    /// Before anything is done to what is below the object.
    First,
    /// After everything was done to the columns, constraints and indexes below the object.
    Last,
}

/// In which sense an alteration changes the object: the repair mode adds and widens, nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sense {
    /// Something that was missing comes.
    Adds,
    /// Everything that was allowed still is.
    Widens,
    /// Something else than before.
    Changes,
}

/// How an alteration behaves.
pub(crate) struct Traits {
    pub(crate) around: Around,
    pub(crate) sense: Sense,
    pub(crate) cost: Cost,
    /// The names of the fields that it brings about.
    pub(crate) fields: &'static [&'static str],
    /// The new definition's dependencies must be there before, and the old one's can go after.
    pub(crate) redefines: bool,
}

/// What each kind says. No default bodies: a kind that is silent does not compile.
pub(crate) trait Rules: Kind {
    /// The kind's alterations.
    type Alter: Into<Alter> + Clone + PartialEq;

    /// The place of creating among actions that no edge orders.
    const CREATE: u16;
    /// The place of dropping.
    const DROP: u16;
    /// The names of the fields by which other objects stand on it: while one of them is not as in the second schema, what
    /// stands on the object there can't be made.
    const GROUND: &'static [&'static str];
    /// How statements name the kind where `ALTER … RENAME` takes it, and the lock that a rename takes. None for those that
    /// have no name of their own, or that PostgreSQL doesn't rename.
    const RENAMED: Option<(&'static str, Lock)>;
    /// Whether the fields name other objects, so that they follow when those are renamed.
    const NAMES_OTHERS: bool;
    /// Whether it must be taken down where a type that it depends on makes room for another one: everything that is not
    /// given the new type in place.
    const FOLLOWS_TYPE: bool;

    /// The names of its secret options, whose values are in no model.
    fn secrets(object: &Self) -> Option<&BTreeSet<Name>>;

    /// Whether dropping it loses what no statement brings back.
    fn holds_data(context: Context<'_>, id: &Self::Id, old: &Self) -> bool;

    /// What becomes of each changed field.
    fn decide(context: Context<'_>, pair: &Pair<'_, Self>, field: Self::Field) -> Vec<Decision>;

    /// What completes the object once other objects are there.
    fn completions(context: Context<'_>, id: &Self::Id, new: &Self) -> Vec<Self::Alter>;

    /// How an alteration behaves.
    fn traits(context: Context<'_>, pair: &Pair<'_, Self>, alter: &Self::Alter) -> Traits;

    /// The other objects that an alteration needs, or lets go of: by their ids on either side.
    fn consumes(context: Context<'_>, id: &Self::Id, new: &Self, alter: &Self::Alter) -> Vec<ObjectId>;

    /// The other objects that an alteration stops depending on.
    fn releases(id: &Self::Id, old: &Self, alter: &Self::Alter) -> Vec<ObjectId>;

    /// Whether PostgreSQL refuses the alteration while `dependent` stands on the object.
    fn refused_by(
        context: Context<'_>,
        pair: &Pair<'_, Self>,
        alter: &Self::Alter,
        dependent: &ObjectId,
    ) -> bool;

    /// What creating costs.
    fn create_cost(context: Context<'_>, id: &Self::Id, new: &Self) -> Cost;

    /// What dropping costs.
    fn drop_cost(context: Context<'_>, id: &Self::Id, old: &Self) -> Cost;
}

/// The kind-free face of [`Rules`].
pub(crate) struct Rule {
    pub(crate) create: u16,
    pub(crate) drop: u16,
    /// The fields by which others stand on it.
    pub(crate) ground: &'static [&'static str],
    /// The word of a rename, and its lock.
    pub(crate) renamed: Option<(&'static str, Lock)>,
    pub(crate) names_others: bool,
    pub(crate) follows_type: bool,
}

macro_rules! dispatch {
    ($(($variant:ident, $word:literal, $payload:ident, $id:ident, $array:ident)),* $(,)?) => {
        pub(crate) fn rule(kind: ObjectKind) -> Rule {
            match kind {
                $(ObjectKind::$variant => Rule {
                    create: <schema_model::$payload as Rules>::CREATE,
                    drop: <schema_model::$payload as Rules>::DROP,
                    ground: <schema_model::$payload as Rules>::GROUND,
                    renamed: <schema_model::$payload as Rules>::RENAMED,
                    names_others: <schema_model::$payload as Rules>::NAMES_OTHERS,
                    follows_type: <schema_model::$payload as Rules>::FOLLOWS_TYPE,
                },)*
            }
        }

        /// Whether dropping an object of the first schema loses what no statement brings back.
        pub(crate) fn holds_data(context: Context<'_>, id: &ObjectId) -> bool {
            match (id, context.from.object(id)) {
                $((ObjectId::$variant(id), Some(Object::$variant(old))) => {
                    <schema_model::$payload as Rules>::holds_data(context, id, old)
                })*
                _ => false,
            }
        }

        /// The names of an object's secret options, whose values are in no model.
        pub(crate) fn secrets(object: &Object) -> Option<&BTreeSet<Name>> {
            match object {
                $(Object::$variant(object) => <schema_model::$payload as Rules>::secrets(object),)*
            }
        }

        pub(crate) fn decide(context: Context<'_>, id: &ObjectId) -> Vec<(&'static str, Decision)> {
            let (Some(old), Some(new)) = (context.from.object(id), context.to.object(id)) else {
                return Vec::new();
            };
            match (id, old, new) {
                $((ObjectId::$variant(id), Object::$variant(old), Object::$variant(new)) => {
                    let pair = Pair { id, old: &**old, new: &**new };
                    let mut all = Vec::new();
                    for field in old.changed(new) {
                        let name = schema_model::FieldName::name(field);
                        all.extend(
                            <schema_model::$payload as Rules>::decide(context, &pair, field)
                                .into_iter()
                                .map(|decision| (name, decision)),
                        );
                    }
                    all
                })*
                _ => Vec::new(),
            }
        }

        pub(crate) fn completions(context: Context<'_>, id: &ObjectId) -> Vec<Alter> {
            match (id, context.to.object(id)) {
                $((ObjectId::$variant(id), Some(Object::$variant(new))) => {
                    <schema_model::$payload as Rules>::completions(context, id, new)
                        .into_iter()
                        .map(Into::into)
                        .collect()
                })*
                _ => Vec::new(),
            }
        }

        /// How an alteration behaves; an object that is only made has no old side: it is its own.
        pub(crate) fn traits(context: Context<'_>, id: &ObjectId, alter: &Alter) -> Option<Traits> {
            let new = context.to.object(id).or_else(|| context.from.object(id))?;
            let old = context.from.object(id).unwrap_or(new);
            match (id, old, new, alter) {
                $((ObjectId::$variant(id), Object::$variant(old), Object::$variant(new), Alter::$variant(alter)) => {
                    let pair = Pair { id, old: &**old, new: &**new };
                    Some(<schema_model::$payload as Rules>::traits(context, &pair, alter))
                })*
                _ => None,
            }
        }

        pub(crate) fn consumes(context: Context<'_>, id: &ObjectId, alter: &Alter) -> Vec<ObjectId> {
            match (id, context.to.object(id), alter) {
                $((ObjectId::$variant(id), Some(Object::$variant(new)), Alter::$variant(alter)) => {
                    <schema_model::$payload as Rules>::consumes(context, id, new, alter)
                })*
                _ => Vec::new(),
            }
        }

        pub(crate) fn releases(context: Context<'_>, id: &ObjectId, alter: &Alter) -> Vec<ObjectId> {
            match (id, context.from.object(id), alter) {
                $((ObjectId::$variant(id), Some(Object::$variant(old)), Alter::$variant(alter)) => {
                    <schema_model::$payload as Rules>::releases(id, old, alter)
                })*
                _ => Vec::new(),
            }
        }

        pub(crate) fn refused_by(
            context: Context<'_>,
            id: &ObjectId,
            alter: &Alter,
            dependent: &ObjectId,
        ) -> bool {
            match (id, context.from.object(id), context.to.object(id), alter) {
                $((
                    ObjectId::$variant(id),
                    Some(Object::$variant(old)),
                    Some(Object::$variant(new)),
                    Alter::$variant(alter),
                ) => {
                    let pair = Pair { id, old: &**old, new: &**new };
                    <schema_model::$payload as Rules>::refused_by(context, &pair, alter, dependent)
                })*
                _ => false,
            }
        }

        pub(crate) fn create_cost(context: Context<'_>, id: &ObjectId) -> Cost {
            match (id, context.to.object(id)) {
                $((ObjectId::$variant(id), Some(Object::$variant(new))) => {
                    <schema_model::$payload as Rules>::create_cost(context, id, new)
                })*
                _ => Cost::default(),
            }
        }

        pub(crate) fn drop_cost(context: Context<'_>, id: &ObjectId) -> Cost {
            match (id, context.from.object(id)) {
                $((ObjectId::$variant(id), Some(Object::$variant(old))) => {
                    <schema_model::$payload as Rules>::drop_cost(context, id, old)
                })*
                _ => Cost::default(),
            }
        }
    };
}

for_each_kind!(dispatch);

impl Cost {
    pub(crate) fn lock(lock: crate::Lock) -> Self {
        Self { lock, ..Self::default() }
    }

    pub(crate) fn losing(mut self, loss: Loss) -> Self {
        self.loses = Some(loss);
        self
    }

    pub(crate) fn scanning(mut self) -> Self {
        self.scans = true;
        self
    }

    /// The same in a transaction of its own, or outside of any.
    pub(crate) fn transacted(mut self, transaction: crate::Transaction) -> Self {
        self.transaction = transaction;
        self
    }

    pub(crate) fn rewriting(mut self) -> Self {
        self.rewrites = true;
        self
    }
}
