//! The names that ids are made of.

mod codec;
mod naming;

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{DefaultPrivilegeObjects, Error, Name, NameSpace, ObjectId, ObjectKind, SqlText};

pub(crate) use codec::{IdPart, Reader};
pub use naming::{Naming, NamingMut};

/// The name of an object in a schema: a relation, a type, a sequence.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QualifiedName {
    /// `nspname`.
    pub schema: Name,
    /// The object's own name.
    pub name: Name,
}

impl QualifiedName {
    /// `schema.name`.
    pub fn new(schema: impl Into<Name>, name: impl Into<Name>) -> Self {
        Self { schema: schema.into(), name: name.into() }
    }

    /// The name of something below this object: a column, a constraint, an index.
    pub fn member(&self, name: impl Into<Name>) -> MemberName {
        MemberName { schema: self.schema.clone(), parent: self.name.clone(), name: name.into() }
    }

    /// Every id that a relation or a type of this name could have: there is at most one of them in a schema.
    pub fn relations_and_types(&self) -> Vec<ObjectId> {
        let named = ObjectKind::ALL
            .iter()
            .filter(|kind| matches!(kind.name_space(), NameSpace::Relation | NameSpace::Type));
        named.filter_map(|kind| format!("{kind}:{self}").parse().ok()).collect()
    }
}

/// The name of an object below a relation, a domain or a composite type.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MemberName {
    /// The schema of the parent.
    pub schema: Name,
    /// The parent's name.
    pub parent: Name,
    /// The object's own name.
    pub name: Name,
}

impl MemberName {
    /// `schema.parent.name`.
    pub fn new(schema: impl Into<Name>, parent: impl Into<Name>, name: impl Into<Name>) -> Self {
        Self { schema: schema.into(), parent: parent.into(), name: name.into() }
    }

    /// The parent's name.
    pub fn parent(&self) -> QualifiedName {
        QualifiedName { schema: self.schema.clone(), name: self.parent.clone() }
    }

    /// The name beside the parent, in the schema: what an index goes by in SQL.
    pub fn in_schema(&self) -> QualifiedName {
        QualifiedName { schema: self.schema.clone(), name: self.name.clone() }
    }
}

/// The name of something below an object that is in no schema: a user mapping of a server.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartName {
    /// The parent's name.
    pub parent: Name,
    /// The object's own name.
    pub name: Name,
}

impl PartName {
    /// `parent.name`.
    pub fn new(parent: impl Into<Name>, name: impl Into<Name>) -> Self {
        Self { parent: parent.into(), name: name.into() }
    }
}

/// The name of a routine: with the types of its input arguments, as PostgreSQL tells overloads apart.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RoutineName {
    /// `nspname`.
    pub schema: Name,
    /// `proname`.
    pub name: Name,
    /// `proargtypes`, each as `format_type` writes it under an empty `search_path`.
    pub arguments: Arc<[SqlText]>,
}

impl RoutineName {
    /// `schema.name(arguments)`.
    pub fn new<T: Into<SqlText>>(
        schema: impl Into<Name>,
        name: impl Into<Name>,
        arguments: impl IntoIterator<Item = T>,
    ) -> Self {
        Self {
            schema: schema.into(),
            name: name.into(),
            arguments: arguments.into_iter().map(Into::into).collect(),
        }
    }
}

/// The name of an operator: with the types of its operands, as PostgreSQL tells overloads apart.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OperatorName {
    /// `nspname`.
    pub schema: Name,
    /// `oprname`.
    pub name: Name,
    /// `oprleft`, as `format_type` writes it under an empty `search_path`. A prefix operator has none.
    pub left: Option<SqlText>,
    /// `oprright`, the same.
    pub right: SqlText,
}

/// The name of an operator class or an operator family: names are for one access method.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MethodName {
    /// `nspname`.
    pub schema: Name,
    /// The object's own name.
    pub name: Name,
    /// `amname`.
    pub method: Name,
}

/// The name of a cast: its types, as `format_type` writes them under an empty `search_path`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CastName {
    /// `castsource`.
    pub source: SqlText,
    /// `casttarget`.
    pub target: SqlText,
    /// Both in one: what patterns and reports call it.
    both: Name,
}

impl CastName {
    /// From one type to another.
    pub fn new(source: impl Into<SqlText>, target: impl Into<SqlText>) -> Self {
        let (source, target) = (source.into(), target.into());
        let both = Name::from(format!("{source} AS {target}"));
        Self { source, target, both }
    }

    /// Both types in one name: `source AS target`.
    pub fn both(&self) -> &Name {
        &self.both
    }
}

/// The name of a transform: a type, and a language whose functions have its values in a form of their own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TransformName {
    /// `trftype`, as `format_type` writes it under an empty `search_path`.
    pub type_name: SqlText,
    /// `lanname`.
    pub language: Name,
}

/// The object that a comment, an owner or a privilege is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Target(Arc<ObjectId>);

impl Target {
    /// The object.
    pub fn id(&self) -> &ObjectId {
        &self.0
    }
}

impl From<ObjectId> for Target {
    fn from(id: ObjectId) -> Self {
        Self(Arc::new(id))
    }
}

/// Who holds a privilege.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grantee {
    /// Everybody: `PUBLIC`.
    Public,
    /// The owner of the object, whoever that is: so that the same schema under another owner is the same.
    Owner,
    /// A role.
    Role(Name),
}

/// The name of a grant: on what, to whom, by whom.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PrivilegeName {
    /// The object.
    pub target: Target,
    /// Who holds it.
    pub grantee: Grantee,
    /// Who granted it, where that is not the object's owner.
    pub grantor: Option<Name>,
}

impl PrivilegeName {
    /// What the owner of `target` granted to `grantee`.
    pub fn new(target: ObjectId, grantee: Grantee) -> Self {
        Self { target: target.into(), grantee, grantor: None }
    }
}

/// The name of a membership: of whom in what, by whom.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MembershipName {
    /// `roleid`: the role that the other one is a member of.
    pub role: Name,
    /// `member`
    pub member: Name,
    /// `grantor` (16+), where that is not the bootstrap superuser. Up to 15 it has no meaning, and none is said.
    pub grantor: Option<Name>,
}

impl MembershipName {
    /// What makes `member` a member of `role`.
    pub fn new(role: impl Into<Name>, member: impl Into<Name>) -> Self {
        Self { role: role.into(), member: member.into(), grantor: None }
    }
}

/// The name of a security label: what it is on, and the provider.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SecurityLabelName {
    /// The object.
    pub target: Target,
    /// `provider`: who gives the label its meaning.
    pub provider: Name,
}

impl SecurityLabelName {
    /// What `provider` says of `target`.
    pub fn new(target: ObjectId, provider: impl Into<Name>) -> Self {
        Self { target: target.into(), provider: provider.into() }
    }
}

/// The name of default privileges: of whose objects, which ones, to whom, and in which schema if not in all.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DefaultPrivilegeName {
    /// `defaclrole`: the role that makes the objects.
    pub role: Name,
    /// `defaclobjtype`.
    pub objects: DefaultPrivilegeObjects,
    /// Who gets them; [`Grantee::Owner`] is the role itself.
    pub grantee: Grantee,
    /// `defaclnamespace`; none is the whole database.
    pub schema: Option<Name>,
}

/// The name of what a publication publishes: the publication, and a table or a schema.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PublicationMember {
    /// `pubname`.
    pub publication: Name,
    /// The table, or the schema.
    pub target: Target,
}

impl PublicationMember {
    /// What `publication` publishes.
    pub fn new(publication: impl Into<Name>, target: ObjectId) -> Self {
        Self { publication: publication.into(), target: target.into() }
    }
}

macro_rules! text_form {
    ($($name:ty),*) => {$(
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.write(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = Error;
            fn from_str(text: &str) -> Result<Self, Error> {
                let mut reader = Reader::new(text);
                let name = <Self as IdPart>::read(&mut reader)?;
                reader.end()?;
                Ok(name)
            }
        }

        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }

        #[cfg(feature = "json-schema")]
        impl schemars::JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({"type": "string"})
            }
        }
    )*};
}

text_form!(
    QualifiedName,
    MemberName,
    RoutineName,
    OperatorName,
    DefaultPrivilegeName,
    SecurityLabelName,
    MembershipName,
    PartName,
    MethodName,
    CastName,
    TransformName,
    Grantee,
    ObjectId
);
