//! One file per object kind: its payload struct, which of its fields count, and what follows from them.

mod access_method;
mod aggregate;
mod attribute;
mod base_type;
mod cast;
mod collation;
mod column;
mod comment;
mod composite_type;
mod constraint;
mod conversion;
mod database;
mod default;
mod default_privilege;
mod domain;
mod domain_constraint;
mod r#enum;
mod event_trigger;
mod extension;
mod foreign_data_wrapper;
mod foreign_server;
mod function;
mod index;
mod language;
mod materialized_view;
mod membership;
mod operator;
mod operator_class;
mod operator_family;
mod owner;
mod parameter;
mod policy;
mod privilege;
mod procedure;
mod publication;
mod publication_schema;
mod publication_table;
mod range;
mod role;
mod role_setting;
mod rule;
mod schema;
mod security_label;
mod sequence;
mod shell_type;
mod statistics;
mod subscription;
mod table;
mod tablespace;
mod text_search_configuration;
mod text_search_dictionary;
mod text_search_parser;
mod text_search_template;
mod transform;
mod trigger;
mod user_mapping;
mod view;

use std::collections::BTreeMap;

use crate::{FieldName, Name, ObjectId, SqlText, Why};

pub use access_method::{AccessMethod, AccessMethodField, AccessMethodType};
pub use aggregate::{Aggregate, AggregateField, AggregateKind, FinalFunction, FinalModify, MovingAggregate};
pub use attribute::{Attribute, AttributeField};
pub use base_type::{Alignment, BaseType, BaseTypeField};
pub use cast::{Cast, CastContext, CastField, CastMethod};
pub use collation::{Collation, CollationField, CollationProvider};
pub use column::{
    Column, ColumnField, Compression, Generated, GeneratedKind, Identity, IdentityGeneration, NotNull,
    Storage,
};
pub use comment::{Comment, CommentField};
pub use composite_type::{CompositeType, CompositeTypeField};
pub use constraint::{
    Constraint, ConstraintDefinition, ConstraintField, ForeignKey, ForeignKeyAction, ForeignKeyMatch,
    KeyConstraint,
};
pub use conversion::{Conversion, ConversionField};
pub use database::{Database, DatabaseField};
pub use default::{ColumnDefault, ColumnDefaultField};
pub use default_privilege::{DefaultPrivilege, DefaultPrivilegeField, DefaultPrivilegeObjects};
pub use domain::{Domain, DomainField};
pub use domain_constraint::{DomainConstraint, DomainConstraintField};
pub use r#enum::{EnumType, EnumTypeField};
pub use event_trigger::{EventTrigger, EventTriggerField};
pub use extension::{Extension, ExtensionField};
pub use foreign_data_wrapper::{ForeignDataWrapper, ForeignDataWrapperField, is_secret_option};
pub use foreign_server::{ForeignServer, ForeignServerField};
pub use function::{Argument, ArgumentMode, Function, FunctionField, Parallel, RoutineBody, Volatility};
pub use index::{Index, IndexColumn, IndexField, IndexKey};
pub use language::{Language, LanguageField};
pub use materialized_view::{ColumnSettings, MaterializedView, MaterializedViewField};
pub use membership::{Membership, MembershipField};
pub use operator::{Operator, OperatorField};
pub use operator_class::{OperatorClass, OperatorClassField};
pub use operator_family::{FamilyFunction, FamilyOperator, OperatorFamily, OperatorFamilyField};
pub use owner::{Owner, OwnerField};
pub use parameter::{Parameter, ParameterField};
pub use policy::{Policy, PolicyCommand, PolicyField};
pub use privilege::{Privilege, PrivilegeField, PrivilegeType};
pub use procedure::{Procedure, ProcedureField};
pub use publication::{Publication, PublicationField, PublicationOperation};
pub use publication_schema::{PublicationSchema, PublicationSchemaField};
pub use publication_table::{PublicationTable, PublicationTableField};
pub use range::{RangeType, RangeTypeField};
pub use role::{Role, RoleField};
pub use role_setting::{RoleSetting, RoleSettingField};
pub use rule::{Rule, RuleEvent, RuleField};
pub use schema::{Namespace, NamespaceField};
pub use security_label::{SecurityLabel, SecurityLabelField};
pub use sequence::{Sequence, SequenceField, SequenceOptions};
pub use shell_type::{ShellType, ShellTypeField};
pub use statistics::{Statistics, StatisticsField, StatisticsKind};
pub use subscription::{Subscription, SubscriptionField, SubscriptionStreaming};
pub use table::{PartitionOf, Persistence, ReplicaIdentity, Table, TableField};
pub use tablespace::{Tablespace, TablespaceField};
pub use text_search_configuration::{TextSearchConfiguration, TextSearchConfigurationField};
pub use text_search_dictionary::{DictionaryOption, TextSearchDictionary, TextSearchDictionaryField};
pub use text_search_parser::{TextSearchParser, TextSearchParserField};
pub use text_search_template::{TextSearchTemplate, TextSearchTemplateField};
pub use transform::{Transform, TransformField};
pub use trigger::{
    FiringState, Trigger, TriggerConstraint, TriggerEvent, TriggerField, TriggerLevel, TriggerTiming,
};
pub use user_mapping::{UserMapping, UserMappingField};
pub use view::{View, ViewColumn, ViewField};

/// Storage parameters and the like: `key=value` pairs such as `pg_class.reloptions`.
pub type Options = BTreeMap<Name, SqlText>;

/// Field-wise comparison, generated by [`fields!`].
#[doc(hidden)]
pub trait Fields {
    type Field: FieldName;
    fn changed_fields(&self, other: &Self) -> Vec<Self::Field>;
    fn field_value(&self, field: Self::Field) -> serde_json::Value;
    fn copy_field(&mut self, other: &Self, field: Self::Field);
}

/// Where an object's name must be the only one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameSpace {
    /// `pg_class`, by schema and name; a relation holds the name in `pg_type` too.
    Relation,
    /// `pg_type`, by schema and name.
    Type,
    /// `pg_proc`, by schema, name and arguments.
    Routine,
    /// Among objects of its own kind.
    Other,
}

/// What follows from an object's kind, its id and its fields alone. No default bodies: a kind says all of it.
#[doc(hidden)]
pub trait References {
    type Id;
    /// Where its name must be the only one.
    const NAME_SPACE: NameSpace;
    /// The objects that it can be below: see [`ObjectId::parents`].
    fn parents(id: &Self::Id) -> Vec<ObjectId>;
    /// Every privilege that there is on objects of the kind. Source: PostgreSQL's documentation, "Privileges", table 5.2.
    fn privileges(major: u32) -> &'static [PrivilegeType];
    /// What PUBLIC holds by default. Source: the same.
    fn public_privileges(id: &Self::Id, major: u32) -> &'static [PrivilegeType];
    /// Every object that follows from the fields.
    fn visit(&self, id: &Self::Id, sink: &mut dyn FnMut(ObjectId, Why));
}

/// For kinds that nothing can be granted on.
macro_rules! no_privileges {
    () => {
        fn privileges(_: u32) -> &'static [$crate::PrivilegeType] {
            &[]
        }

        fn public_privileges(_: &Self::Id, _: u32) -> &'static [$crate::PrivilegeType] {
            &[]
        }
    };
}
pub(crate) use no_privileges;

/// Names the fields of a payload struct that count, and those that are metadata. A field that is in neither list does
/// not compile.
macro_rules! fields {
    ($payload:ident => $field:ident {
        $($name:ident => $variant:ident),* $(,)?
    } $(metadata { $($meta:ident),* $(,)? })?) => {
        #[doc = concat!("The fields of [`", stringify!($payload), "`] that count when two are compared.")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $field {
            $(#[doc = concat!("`", stringify!($name), "`")] $variant,)*
        }

        impl $crate::FieldName for $field {
            const ALL: &'static [Self] = &[$(Self::$variant),*];

            fn name(self) -> &'static str {
                match self { $(Self::$variant => stringify!($name),)* }
            }
        }

        impl $crate::kinds::Fields for $payload {
            type Field = $field;

            fn changed_fields(&self, other: &Self) -> Vec<$field> {
                let Self { $($name: _,)* $($($meta: _,)*)? } = self;
                #[allow(unused_mut)] // a kind may have no fields
                let mut changed = Vec::new();
                let _ = other;
                $(if self.$name != other.$name {
                    changed.push($field::$variant);
                })*
                changed
            }

            fn copy_field(&mut self, other: &Self, field: $field) {
                let _ = other;
                match field {
                    $($field::$variant => self.$name = other.$name.clone(),)*
                }
            }

            fn field_value(&self, field: $field) -> serde_json::Value {
                match field {
                    // Payloads are plain data: the only failure serde_json knows here is a map with keys that
                    // are no strings, and there is none. Null says so if there ever is.
                    $($field::$variant => serde_json::to_value(&self.$name).unwrap_or_default(),)*
                }
            }
        }
    };
}
pub(crate) use fields;

/// For serde: leave out what has its default value.
pub(crate) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// For serde: a `CONNECTION LIMIT` that is none.
pub(crate) fn unlimited() -> i32 {
    -1
}

// serde hands over a reference.
#[allow(clippy::trivially_copy_pass_by_ref)]
pub(crate) fn is_unlimited(limit: &i32) -> bool {
    *limit == unlimited()
}
