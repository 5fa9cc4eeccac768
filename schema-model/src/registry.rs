//! The registry: every object kind once, and everything that follows from that one list.

use std::fmt;
use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::id::{IdPart, Reader};
use crate::kinds::*;
use crate::{
    CastName, DefaultPrivilegeName, Error, MemberName, MembershipName, MethodName, Name, Naming, NamingMut,
    OperatorName, PartName, PrivilegeName, PublicationMember, QualifiedName, RoutineName, SecurityLabelName,
    Target, TransformName, Why,
};

/// A field of a payload struct that counts when two objects are compared.
pub trait FieldName: Copy + Eq + Ord + fmt::Debug + 'static {
    /// Every field of the kind, in the struct's order.
    const ALL: &'static [Self];

    /// The struct's own name of the field, as in the wire form.
    fn name(self) -> &'static str;
}

/// What a payload struct of the registry can do. Implemented by every kind; sealed by the registry.
pub trait Kind: Clone + fmt::Debug + PartialEq + Serialize + DeserializeOwned + Sized + 'static {
    /// The kind.
    const KIND: ObjectKind;
    /// What its ids are made of.
    type Id: Clone + Ord + 'static;
    /// Its fields, without the metadata.
    type Field: FieldName;

    /// The fields in which two objects differ. Metadata does not count.
    fn changed(&self, other: &Self) -> Vec<Self::Field>;

    /// One field as JSON, for reports.
    fn value(&self, field: Self::Field) -> serde_json::Value;

    /// Takes over one field of another object.
    fn copy_field(&mut self, other: &Self, field: Self::Field);

    /// Every object that follows from the fields alone, e.g. the columns of a constraint.
    fn references(&self, id: &Self::Id, sink: &mut dyn FnMut(ObjectId, Why));

    /// The typed id inside an [`ObjectId`], if it is of this kind.
    fn id(id: &ObjectId) -> Option<&Self::Id>;

    /// The typed payload inside an [`Object`], if it is of this kind.
    fn payload(object: &Object) -> Option<&Self>;

    /// Wraps an id.
    fn object_id(id: Self::Id) -> ObjectId;

    /// Wraps a payload.
    fn object(self) -> Object;
}

/// Hands the registry to a macro: `(Variant, "word", Payload, Id, wire_array)` for each kind, in canonical order.
///
/// For the crates of this workspace, which are released in lock-step; not part of the public interface.
#[doc(hidden)]
#[macro_export]
macro_rules! for_each_kind {
    ($callback:ident) => {
        $callback! {
            (Role, "role", Role, Name, roles),
            (Membership, "membership", Membership, MembershipName, memberships),
            (Tablespace, "tablespace", Tablespace, Name, tablespaces),
            (Parameter, "parameter", Parameter, Name, parameters),
            (Database, "database", Database, Name, databases),
            (RoleSetting, "role_setting", RoleSetting, Name, role_settings),
            (Schema, "schema", Namespace, Name, schemas),
            (Extension, "extension", Extension, Name, extensions),
            (ForeignDataWrapper, "foreign_data_wrapper", ForeignDataWrapper, Name, foreign_data_wrappers),
            (ForeignServer, "foreign_server", ForeignServer, Name, foreign_servers),
            (UserMapping, "user_mapping", UserMapping, PartName, user_mappings),
            (Collation, "collation", Collation, QualifiedName, collations),
            (Enum, "enum", EnumType, QualifiedName, enums),
            (CompositeType, "composite_type", CompositeType, QualifiedName, composite_types),
            (Attribute, "attribute", Attribute, MemberName, attributes),
            (ShellType, "shell_type", ShellType, QualifiedName, shell_types),
            (BaseType, "base_type", BaseType, QualifiedName, base_types),
            (Range, "range", RangeType, QualifiedName, ranges),
            (Domain, "domain", Domain, QualifiedName, domains),
            (DomainConstraint, "domain_constraint", DomainConstraint, MemberName, domain_constraints),
            (Sequence, "sequence", Sequence, QualifiedName, sequences),
            (Table, "table", Table, QualifiedName, tables),
            (Column, "column", Column, MemberName, columns),
            (ColumnDefault, "default", ColumnDefault, MemberName, defaults),
            (Constraint, "constraint", Constraint, MemberName, constraints),
            (Index, "index", Index, MemberName, indexes),
            (Statistics, "statistics", Statistics, QualifiedName, statistics),
            (View, "view", View, QualifiedName, views),
            (MaterializedView, "materialized_view", MaterializedView, QualifiedName, materialized_views),
            (Function, "function", Function, RoutineName, functions),
            (Procedure, "procedure", Procedure, RoutineName, procedures),
            (Operator, "operator", Operator, OperatorName, operators),
            (OperatorFamily, "operator_family", OperatorFamily, MethodName, operator_families),
            (OperatorClass, "operator_class", OperatorClass, MethodName, operator_classes),
            (Cast, "cast", Cast, CastName, casts),
            (Language, "language", Language, Name, languages),
            (Transform, "transform", Transform, TransformName, transforms),
            (AccessMethod, "access_method", AccessMethod, Name, access_methods),
            (Conversion, "conversion", Conversion, QualifiedName, conversions),
            (TextSearchParser, "text_search_parser", TextSearchParser, QualifiedName, text_search_parsers),
            (TextSearchTemplate, "text_search_template", TextSearchTemplate, QualifiedName, text_search_templates),
            (TextSearchDictionary, "text_search_dictionary", TextSearchDictionary, QualifiedName, text_search_dictionaries),
            (TextSearchConfiguration, "text_search_configuration", TextSearchConfiguration, QualifiedName, text_search_configurations),
            (Aggregate, "aggregate", Aggregate, RoutineName, aggregates),
            (Trigger, "trigger", Trigger, MemberName, triggers),
            (Rule, "rule", Rule, MemberName, rules),
            (Policy, "policy", Policy, MemberName, policies),
            (DefaultPrivilege, "default_privilege", DefaultPrivilege, DefaultPrivilegeName, default_privileges),
            (Publication, "publication", Publication, Name, publications),
            (PublicationTable, "publication_table", PublicationTable, PublicationMember, publication_tables),
            (PublicationSchema, "publication_schema", PublicationSchema, PublicationMember, publication_schemas),
            (Subscription, "subscription", Subscription, Name, subscriptions),
            (EventTrigger, "event_trigger", EventTrigger, Name, event_triggers),
            (Comment, "comment", Comment, Target, comments),
            (Owner, "owner", Owner, Target, owners),
            (Privilege, "privilege", Privilege, PrivilegeName, privileges),
            (SecurityLabel, "security_label", SecurityLabel, SecurityLabelName, security_labels),
        }
    };
}

macro_rules! define_objects {
    ($(($variant:ident, $word:literal, $payload:ident, $id:ident, $array:ident)),* $(,)?) => {
        /// The kinds of object, in canonical order.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ObjectKind {
            $(#[doc = concat!("See [`", stringify!($payload), "`].")] $variant,)*
        }

        impl ObjectKind {
            /// Every kind, in canonical order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The kind's word: the first part of its ids, and the name of its file in every crate.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// The kind with this word.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)* _ => None }
            }

            /// The kind's array in the wire form.
            pub fn array(self) -> &'static str {
                match self { $(Self::$variant => stringify!($array),)* }
            }

            /// Where the names of its objects must be the only ones.
            pub fn name_space(self) -> NameSpace {
                match self { $(Self::$variant => <$payload as References>::NAME_SPACE,)* }
            }

            /// Every privilege that there is on objects of this kind, on a server of this major version: what an owner
            /// holds by default.
            pub fn privileges(self, major: u32) -> &'static [PrivilegeType] {
                match self { $(Self::$variant => <$payload as References>::privileges(major),)* }
            }

            /// The names of the fields that count when two objects of the kind are compared.
            pub fn fields(self) -> Vec<&'static str> {
                match self {
                    $(Self::$variant => <$payload as Kind>::Field::ALL.iter().map(|f| f.name()).collect(),)*
                }
            }
        }

        /// What an object is called: its kind and the names that tell it from others of that kind.
        ///
        /// The order is the canonical one. The text form is `kind:name`, e.g. `column:public.users.email`;
        /// `Display` writes it and `FromStr` reads it.
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ObjectId {
            $(#[doc = concat!("The id of a [`", stringify!($payload), "`].")] $variant($id),)*
        }

        impl ObjectId {
            /// The kind.
            pub fn kind(&self) -> ObjectKind {
                match self { $(Self::$variant(_) => ObjectKind::$variant,)* }
            }

            /// The objects that this one can be below: it is created after, and dropped with, the one that exists. An
            /// index stands on a table or on a materialized view, and the id does not say which: see
            /// [`Schema::parent`](crate::Schema::parent).
            pub fn parents(&self) -> Vec<ObjectId> {
                match self { $(Self::$variant(id) => <$payload as References>::parents(id),)* }
            }

            /// What PUBLIC holds by default on this object, on a server of this major version.
            pub fn public_privileges(&self, major: u32) -> &'static [PrivilegeType] {
                match self { $(Self::$variant(id) => <$payload as References>::public_privileges(id, major),)* }
            }

            /// The names that the id is made of, whatever the kind.
            pub fn naming(&self) -> Naming<'_> {
                match self { $(Self::$variant(id) => id.into(),)* }
            }

            /// The same, to be changed.
            pub fn naming_mut(&mut self) -> NamingMut<'_> {
                match self { $(Self::$variant(id) => id.into(),)* }
            }
        }

        impl IdPart for ObjectId {
            fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.kind().word())?;
                f.write_str(":")?;
                match self { $(Self::$variant(name) => name.write(f),)* }
            }

            fn read(reader: &mut Reader<'_>) -> Result<Self, Error> {
                let word = reader.kind()?;
                match word {
                    $($word => Ok(Self::$variant(IdPart::read(reader)?)),)*
                    _ => reader.fail(format!("no kind is called `{word}`")),
                }
            }
        }

        /// An object's payload. Cloning shares it.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Object {
            $(#[doc = concat!("A [`", stringify!($payload), "`].")] $variant(Arc<$payload>),)*
        }

        impl Object {
            /// The kind.
            pub fn kind(&self) -> ObjectKind {
                match self { $(Self::$variant(_) => ObjectKind::$variant,)* }
            }

            /// Names of the fields in which two objects differ, or `None` if they are of different kinds. Metadata
            /// does not count.
            pub fn changed(&self, other: &Self) -> Option<Vec<&'static str>> {
                match (self, other) {
                    $((Self::$variant(a), Self::$variant(b)) => {
                        if Arc::ptr_eq(a, b) {
                            return Some(Vec::new());
                        }
                        Some(a.changed(b).into_iter().map(FieldName::name).collect())
                    })*
                    _ => None,
                }
            }

            /// The value of a field by its name, as JSON.
            pub fn value(&self, field: &str) -> Option<serde_json::Value> {
                match self {
                    $(Self::$variant(payload) => <$payload as Kind>::Field::ALL
                        .iter()
                        .find(|f| f.name() == field)
                        .map(|f| payload.value(*f)),)*
                }
            }

            /// The payload as JSON, what is at its default left out.
            pub fn to_value(&self) -> serde_json::Value {
                match self {
                    // Plain data: see `Schema::to_json`.
                    $(Self::$variant(payload) => serde_json::to_value(&**payload).unwrap_or_default(),)*
                }
            }

            /// The same object with some fields taken from another of its kind; `None` if that is of another kind.
            pub fn with_fields(&self, other: &Self, fields: &[&str]) -> Option<Self> {
                match (self, other) {
                    $((Self::$variant(a), Self::$variant(b)) => {
                        let mut payload = $payload::clone(a);
                        for field in <$payload as Kind>::Field::ALL {
                            if fields.contains(&field.name()) {
                                Kind::copy_field(&mut payload, b, *field);
                            }
                        }
                        Some(Self::$variant(Arc::new(payload)))
                    })*
                    _ => None,
                }
            }

            /// Every object that follows from the fields alone, e.g. the columns of a constraint.
            pub fn references(&self, id: &ObjectId, sink: &mut dyn FnMut(ObjectId, Why)) {
                match (self, id) {
                    $((Self::$variant(payload), ObjectId::$variant(name)) => payload.references(name, sink),)*
                    // An object under an id of another kind can't enter a schema: see `Schema::insert`.
                    _ => {}
                }
            }
        }

        $(
            impl Kind for $payload {
                const KIND: ObjectKind = ObjectKind::$variant;
                type Id = $id;
                type Field = <Self as crate::kinds::Fields>::Field;

                fn changed(&self, other: &Self) -> Vec<Self::Field> {
                    crate::kinds::Fields::changed_fields(self, other)
                }

                fn value(&self, field: Self::Field) -> serde_json::Value {
                    crate::kinds::Fields::field_value(self, field)
                }

                fn copy_field(&mut self, other: &Self, field: Self::Field) {
                    crate::kinds::Fields::copy_field(self, other, field);
                }

                fn references(&self, id: &Self::Id, sink: &mut dyn FnMut(ObjectId, Why)) {
                    crate::kinds::References::visit(self, id, sink)
                }

                fn id(id: &ObjectId) -> Option<&Self::Id> {
                    if let ObjectId::$variant(id) = id { Some(id) } else { None }
                }

                fn payload(object: &Object) -> Option<&Self> {
                    if let Object::$variant(payload) = object { Some(payload) } else { None }
                }

                fn object_id(id: Self::Id) -> ObjectId {
                    ObjectId::$variant(id)
                }

                fn object(self) -> Object {
                    Object::$variant(Arc::new(self))
                }
            }
        )*
    };
}

for_each_kind!(define_objects);

impl fmt::Display for ObjectKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl ObjectId {
    /// What a comment, an owner or a privilege is about.
    pub fn target(&self) -> Option<&ObjectId> {
        self.naming().target()
    }

    /// The schema that the object, or the object that it is about, is in; a schema itself.
    pub fn schema_name(&self) -> Option<&Name> {
        match self {
            Self::Schema(name) => Some(name),
            other => other.naming().schema(),
        }
    }

    /// The object's own name, without its schema and parent; of a comment, an owner or a privilege, the target's.
    pub fn own_name(&self) -> &Name {
        self.naming().own()
    }

    /// Gives it another own name. What is about another object has none.
    pub fn rename(&mut self, to: &Name) {
        if let Some(own) = self.naming_mut().own_mut() {
            *own = to.clone();
        }
    }
}
