//! What a kind must be able to say, and the dispatch to it.

use schema_diff::{Action, Alter, PrivilegeAlter, Verb};
use schema_model::{Kind, Object, ObjectId, Schema, for_each_kind};

use crate::guard::Guard;
use crate::kinds::{database, privilege};

/// What the words depend on beside the object itself.
#[derive(Clone, Copy)]
pub(crate) struct Scope<'a> {
    pub(crate) from: &'a Schema,
    pub(crate) to: &'a Schema,
    /// The major version of the server that will run them.
    pub(crate) major: u32,
    /// The action that is being said.
    pub(crate) action: &'a Action,
}

impl Scope<'_> {
    /// Whether an object was there before the plan.
    pub(crate) fn stood(&self, id: &ObjectId) -> bool {
        self.from.resolve(id).is_some()
    }
}

/// How each kind says what is done to it. No default bodies.
pub(crate) trait Words: Kind {
    /// The kind's alterations.
    type Alter;

    /// What COMMENT ON, and ALTER … OWNER TO call it, e.g. `TABLE public.users`.
    fn address(id: &Self::Id) -> String;

    /// The condition, in SQL over the catalog, that it is there. `None` for what is only said of something else, and as often
    /// as one likes: a comment, an owner, privileges, a default.
    fn exists(id: &Self::Id) -> Option<String>;

    /// When an alteration is to be run in a script that may be run twice.
    fn guard(id: &Self::Id, alter: &Self::Alter) -> Guard;

    /// Statements that make it.
    fn create(scope: Scope<'_>, id: &Self::Id, new: &Self) -> Vec<String>;

    /// Statements that change it. `old` is `new` for what completes an object just made.
    fn alter(scope: Scope<'_>, id: &Self::Id, old: &Self, new: &Self, alter: &Self::Alter) -> Vec<String>;

    /// Statements that take it away.
    fn drop(scope: Scope<'_>, id: &Self::Id, old: &Self) -> Vec<String>;
}

macro_rules! dispatch {
    ($(($variant:ident, $word:literal, $payload:ident, $id:ident, $array:ident)),* $(,)?) => {
        /// What COMMENT ON calls an object, e.g. `TABLE public.users`.
        pub(crate) fn address(id: &ObjectId) -> String {
            match id {
                $(ObjectId::$variant(id) => <schema_model::$payload as Words>::address(id),)*
            }
        }

        /// The condition that an object is there, where it can be asked.
        pub(crate) fn exists(id: &ObjectId) -> Option<String> {
            match id {
                $(ObjectId::$variant(id) => <schema_model::$payload as Words>::exists(id),)*
            }
        }

        /// When an alteration is to be run in a script that may be run twice.
        pub(crate) fn altered(id: &ObjectId, alter: &Alter) -> Guard {
            match (id, alter) {
                $((ObjectId::$variant(id), Alter::$variant(alter)) => {
                    <schema_model::$payload as Words>::guard(id, alter)
                })*
                // An alteration of another kind than its object's is not made.
                _ => Guard::Unknown,
            }
        }

        pub(crate) fn statements(scope: Scope<'_>) -> Vec<String> {
            said(scope).into_iter().map(database::in_place).collect()
        }

        fn said(scope: Scope<'_>) -> Vec<String> {
            let action = scope.action;
            let (old, new) = (scope.from.object(&action.id), scope.to.object(&action.id));
            // What default privileges gave is on neither side.
            if let (ObjectId::Privilege(id), Verb::Alter(Alter::Privilege(PrivilegeAlter::Given(given)))) =
                (&action.id, &action.verb)
            {
                return privilege::from_given(scope, id, given, scope.to.get(id));
            }
            match (&action.id, &action.verb) {
                $(
                    (ObjectId::$variant(id), Verb::Create) => match new {
                        Some(Object::$variant(new)) => <schema_model::$payload as Words>::create(scope, id, new),
                        _ => Vec::new(),
                    },
                    (ObjectId::$variant(id), Verb::Drop) => match old {
                        Some(Object::$variant(old)) => <schema_model::$payload as Words>::drop(scope, id, old),
                        _ => Vec::new(),
                    },
                    (ObjectId::$variant(id), Verb::Alter(Alter::$variant(alter))) => match (old.or(new), new) {
                        (Some(Object::$variant(old)), Some(Object::$variant(new))) => {
                            let made_now = action.reason == schema_diff::Reason::Completes;
                            let old = if made_now { new } else { old };
                            <schema_model::$payload as Words>::alter(scope, id, old, new, alter)
                        }
                        _ => Vec::new(),
                    },
                )*
                // An alteration of another kind than its object's is not made.
                _ => Vec::new(),
            }
        }
    };
}

for_each_kind!(dispatch);
