//! Ids by their shape: what they are made of, whatever the kind.

use super::{
    CastName, DefaultPrivilegeName, MemberName, MembershipName, MethodName, OperatorName, PartName,
    PrivilegeName, PublicationMember, QualifiedName, RoutineName, SecurityLabelName, Target, TransformName,
};
use crate::{Name, ObjectId};

macro_rules! shapes {
    ($($(#[$doc:meta])* $shape:ident($name:ty)),* $(,)?) => {
        /// What an id is made of.
        ///
        /// ```
        /// use schema_model::{Naming, ObjectId};
        ///
        /// let id: ObjectId = "policy:public.users.own_rows".parse()?;
        /// assert!(matches!(id.naming(), Naming::Member(name) if name.parent == "users"));
        /// # Ok::<(), schema_model::Error>(())
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Naming<'a> {
            $($(#[$doc])* $shape(&'a $name),)*
        }

        /// What an id is made of, to be changed.
        #[derive(Debug, PartialEq, Eq)]
        pub enum NamingMut<'a> {
            $($(#[$doc])* $shape(&'a mut $name),)*
        }

        $(
            impl<'a> From<&'a $name> for Naming<'a> {
                fn from(name: &'a $name) -> Self {
                    Self::$shape(name)
                }
            }

            impl<'a> From<&'a mut $name> for NamingMut<'a> {
                fn from(name: &'a mut $name) -> Self {
                    Self::$shape(name)
                }
            }
        )*
    };
}

shapes! {
    /// In no schema, by its name.
    Plain(Name),
    /// In a schema.
    Qualified(QualifiedName),
    /// Below an object that is in a schema.
    Member(MemberName),
    /// Below an object that is in no schema.
    Part(PartName),
    /// In a schema, with the types of arguments.
    Routine(RoutineName),
    /// By the two roles, and who granted it.
    Membership(MembershipName),
    /// In a publication, by the table or the schema.
    Publication(PublicationMember),
    /// By roles, and a schema or none.
    DefaultPrivilege(DefaultPrivilegeName),
    /// In a schema, with the types of operands.
    Operator(OperatorName),
    /// In a schema, for an access method.
    Method(MethodName),
    /// By two types.
    Cast(CastName),
    /// By a type and a language.
    Transform(TransformName),
    /// By the object that it is about.
    About(Target),
    /// By the object that it is about, and the roles.
    Privilege(PrivilegeName),
    /// By the object that it is about, and the provider.
    SecurityLabel(SecurityLabelName),
}

impl<'a> Naming<'a> {
    /// What it is about, if it has no name of its own.
    pub fn target(self) -> Option<&'a ObjectId> {
        match self {
            Self::Plain(_)
            | Self::Qualified(_)
            | Self::Member(_)
            | Self::Part(_)
            | Self::Routine(_)
            | Self::Operator(_)
            | Self::Method(_)
            | Self::Membership(_)
            | Self::Publication(_)
            | Self::DefaultPrivilege(_)
            | Self::Cast(_)
            | Self::Transform(_) => None,
            Self::About(target) => Some(target.id()),
            Self::Privilege(name) => Some(name.target.id()),
            Self::SecurityLabel(name) => Some(name.target.id()),
        }
    }

    /// The schema that it, or what it is about, is in.
    pub fn schema(self) -> Option<&'a Name> {
        match self {
            Self::Plain(_)
            | Self::Membership(_)
            | Self::Publication(_)
            | Self::Cast(_)
            | Self::Part(_)
            | Self::Transform(_) => None,
            Self::Operator(name) => Some(&name.schema),
            Self::Method(name) => Some(&name.schema),
            Self::Qualified(name) => Some(&name.schema),
            Self::Member(name) => Some(&name.schema),
            Self::Routine(name) => Some(&name.schema),
            Self::DefaultPrivilege(name) => name.schema.as_ref(),
            Self::About(target) => target.id().schema_name(),
            Self::Privilege(name) => name.target.id().schema_name(),
            Self::SecurityLabel(name) => name.target.id().schema_name(),
        }
    }

    /// Its own name, or that of what it is about.
    pub fn own(self) -> &'a Name {
        match self {
            Self::Plain(name) => name,
            Self::Qualified(name) => &name.name,
            Self::Member(name) => &name.name,
            Self::Part(name) => &name.name,
            Self::Routine(name) => &name.name,
            Self::Membership(name) => &name.member,
            Self::Publication(name) => name.target.id().own_name(),
            Self::DefaultPrivilege(name) => &name.role,
            Self::Operator(name) => &name.name,
            Self::Method(name) => &name.name,
            Self::Cast(name) => name.both(),
            Self::Transform(name) => &name.language,
            Self::About(target) => target.id().own_name(),
            Self::Privilege(name) => name.target.id().own_name(),
            Self::SecurityLabel(name) => name.target.id().own_name(),
        }
    }

    /// The qualified name without quotes and arguments, for patterns.
    pub(crate) fn plain(self) -> String {
        match self {
            Self::Plain(name) => name.to_string(),
            Self::Qualified(name) => format!("{}.{}", name.schema.as_str(), name.name.as_str()),
            Self::Member(name) => {
                format!("{}.{}.{}", name.schema.as_str(), name.parent.as_str(), name.name.as_str())
            }
            Self::Part(name) => format!("{}.{}", name.parent.as_str(), name.name.as_str()),
            Self::Routine(name) => format!("{}.{}", name.schema.as_str(), name.name.as_str()),
            Self::Membership(name) => format!("{}.{}", name.role.as_str(), name.member.as_str()),
            Self::Publication(name) => {
                format!("{}.{}", name.publication.as_str(), name.target.id().naming().plain())
            }
            Self::DefaultPrivilege(name) => name.role.to_string(),
            Self::Operator(name) => format!("{}.{}", name.schema.as_str(), name.name.as_str()),
            Self::Method(name) => format!("{}.{}", name.schema.as_str(), name.name.as_str()),
            Self::Cast(name) => name.both().to_string(),
            Self::Transform(name) => format!("{} {}", name.type_name, name.language),
            Self::About(target) => target.id().naming().plain(),
            Self::Privilege(name) => name.target.id().naming().plain(),
            Self::SecurityLabel(name) => name.target.id().naming().plain(),
        }
    }
}

impl<'a> NamingMut<'a> {
    /// Its own name, if it has one.
    pub fn own_mut(self) -> Option<&'a mut Name> {
        match self {
            Self::Plain(name) => Some(name),
            Self::Qualified(name) => Some(&mut name.name),
            Self::Member(name) => Some(&mut name.name),
            Self::Part(name) => Some(&mut name.name),
            Self::Routine(name) => Some(&mut name.name),
            Self::Operator(name) => Some(&mut name.name),
            Self::Method(name) => Some(&mut name.name),
            Self::Membership(_)
            | Self::Publication(_)
            | Self::DefaultPrivilege(_)
            | Self::Cast(_)
            | Self::Transform(_)
            | Self::About(_)
            | Self::Privilege(_)
            | Self::SecurityLabel(_) => None,
        }
    }
}
