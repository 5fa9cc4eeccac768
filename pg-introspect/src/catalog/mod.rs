//! What was read, as rows: oids and numbers until everything is there to name them.

pub(crate) mod coverage;
pub(crate) mod depend;
pub(crate) mod entry;
pub(crate) mod facts;
mod lookup;
pub(crate) mod named;
pub(crate) mod relation;
pub(crate) mod types;

use std::collections::BTreeMap;

use schema_model::{Name, QualifiedName, SqlText};

use crate::intern::{ColumnMap, Interner, Oid, OidMap};
use crate::kinds::{
    aggregate, column, constraint, default, r#enum, extension, function, index, membership, operator_family,
    policy, privilege, schema, security_label, sequence, trigger,
};
use crate::statement::Statement;

/// The oids of the catalogs themselves, which are the same on every server.
pub(crate) mod class {
    use crate::intern::Oid;

    /// No catalog: the names of types that are defined.
    pub(crate) const SHELL_TYPE: Oid = 0;
    pub(crate) const TYPE: Oid = 1247;
    pub(crate) const DATABASE: Oid = 1262;
    pub(crate) const ROLE: Oid = 1260;
    pub(crate) const ROLE_SETTING: Oid = 2964;
    pub(crate) const TABLESPACE: Oid = 1213;
    pub(crate) const PARAMETER_ACL: Oid = 6243;
    pub(crate) const PROC: Oid = 1255;
    pub(crate) const CLASS: Oid = 1259;
    pub(crate) const ATTRDEF: Oid = 2604;
    pub(crate) const CONSTRAINT: Oid = 2606;
    pub(crate) const NAMESPACE: Oid = 2615;
    pub(crate) const REWRITE: Oid = 2618;
    pub(crate) const TRIGGER: Oid = 2620;
    pub(crate) const EXTENSION: Oid = 3079;
    pub(crate) const POLICY: Oid = 3256;
    pub(crate) const STATISTIC: Oid = 3381;
    pub(crate) const EVENT_TRIGGER: Oid = 3466;
    pub(crate) const PUBLICATION: Oid = 6104;
    pub(crate) const PUBLICATION_REL: Oid = 6106;
    pub(crate) const PUBLICATION_NAMESPACE: Oid = 6237;
    pub(crate) const SUBSCRIPTION: Oid = 6100;
    pub(crate) const COLLATION: Oid = 3456;
    pub(crate) const OPERATOR: Oid = 2617;
    pub(crate) const OPERATOR_FAMILY: Oid = 2753;
    pub(crate) const OPERATOR_CLASS: Oid = 2616;
    pub(crate) const FAMILY_OPERATOR: Oid = 2602;
    pub(crate) const FAMILY_FUNCTION: Oid = 2603;
    pub(crate) const CAST: Oid = 2605;
    pub(crate) const LANGUAGE: Oid = 2612;
    pub(crate) const TRANSFORM: Oid = 3576;
    pub(crate) const ACCESS_METHOD: Oid = 2601;
    pub(crate) const CONVERSION: Oid = 2607;
    pub(crate) const TS_PARSER: Oid = 3601;
    pub(crate) const TS_TEMPLATE: Oid = 3764;
    pub(crate) const TS_DICTIONARY: Oid = 3600;
    pub(crate) const TS_CONFIGURATION: Oid = 3602;
}

/// What was read.
#[derive(Default)]
pub(crate) struct Catalog {
    pub(crate) interner: Interner,
    /// The schemas asked for; `None` is all.
    pub(crate) schemas: Option<Vec<Name>>,
    pub(crate) include_members: bool,
    pub(crate) include_ledgers: bool,
    pub(crate) facts: facts::Facts,
    /// `pg_roles` by oid.
    pub(crate) roles: OidMap<Name>,
    pub(crate) memberships: Vec<membership::MembershipRow>,
    pub(crate) namespaces: Vec<schema::NamespaceRow>,
    pub(crate) namespace_at: OidMap<usize>,
    pub(crate) extensions: Vec<extension::ExtensionRow>,
    pub(crate) relations: Vec<relation::Relation>,
    pub(crate) relation_at: OidMap<usize>,
    /// Indexes outside the schemas that are read: name and table.
    pub(crate) outside_indexes: OidMap<(Name, Oid)>,
    /// The tables that are ledgers, by their place in `relations`.
    pub(crate) ledgers: Vec<usize>,
    /// Partitions that are being detached.
    pub(crate) detaching: Vec<Oid>,
    /// The options of toast tables, by the toast table.
    pub(crate) toast_options: OidMap<schema_model::Options>,
    pub(crate) types: Vec<types::TypeRow>,
    pub(crate) type_at: OidMap<usize>,
    /// The element type of arrays, and the relation of row types.
    pub(crate) array_of: OidMap<Oid>,
    pub(crate) row_type_of: OidMap<Oid>,
    /// The range type of a multirange.
    pub(crate) range_of: OidMap<Oid>,
    /// The range type that a function brings the values of into one form.
    pub(crate) canonical_of: OidMap<Oid>,
    /// The base type that a function reads or writes the values of.
    pub(crate) shell_of: OidMap<Oid>,
    /// Functions that base types are made of.
    pub(crate) type_functions: OidMap<()>,
    /// Lists of row types that are not as by default, by relation.
    pub(crate) row_type_acls: Vec<(Oid, Box<(String, String)>)>,
    pub(crate) argument_types: OidMap<SqlText>,
    pub(crate) named_functions: OidMap<QualifiedName>,
    /// Access methods, languages, tablespaces and collations by catalog and oid.
    pub(crate) named: BTreeMap<(Oid, Oid), Name>,
    pub(crate) operator_classes: OidMap<named::OperatorClass>,
    /// The default operator classes by access method and input type.
    pub(crate) default_classes: BTreeMap<(Oid, Oid), Oid>,
    /// `pg_inherits` by child, parents in order.
    pub(crate) parents: OidMap<Vec<(i32, Oid)>>,
    pub(crate) depends: Vec<depend::Edge>,
    /// What belongs to an extension, by class and oid.
    pub(crate) members: BTreeMap<(Oid, Oid), Oid>,
    /// Routines that came with a range type.
    pub(crate) generated_routines: OidMap<()>,
    pub(crate) views_of_rules: OidMap<Oid>,
    pub(crate) enum_labels: OidMap<Vec<r#enum::Label>>,
    pub(crate) sequences: Vec<sequence::SequenceRow>,
    pub(crate) sequence_at: OidMap<usize>,
    /// The generator of an identity column, by relation and number.
    pub(crate) identity_at: ColumnMap<usize>,
    pub(crate) defaults: Vec<default::DefaultRow>,
    /// The default of a column, by relation and number.
    pub(crate) default_at: ColumnMap<usize>,
    pub(crate) default_by_oid: OidMap<usize>,
    pub(crate) constraints: Vec<constraint::ConstraintRow>,
    pub(crate) constraint_at: OidMap<usize>,
    /// The constraint of an index.
    pub(crate) constraint_of_index: OidMap<usize>,
    /// What is unusual about NOT NULL, by relation and number; of domains, which have no column, with number 0.
    pub(crate) not_nulls: ColumnMap<schema_model::NotNull>,
    /// The names of the not-null constraints that are only inherited.
    pub(crate) inherited_not_nulls: ColumnMap<Name>,
    pub(crate) indexes: Vec<index::IndexRow>,
    pub(crate) index_at: OidMap<usize>,
    /// The indexes that a table names.
    pub(crate) marked_indexes: OidMap<index::Marked>,
    pub(crate) index_columns: OidMap<Vec<index::IndexSetting>>,
    pub(crate) index_texts: BTreeMap<(Oid, i16), (String, Oid)>,
    pub(crate) view_queries: OidMap<SqlText>,
    pub(crate) routines: Vec<function::RoutineRow>,
    pub(crate) routine_at: OidMap<usize>,
    /// What aggregates are beside routines.
    pub(crate) aggregates: OidMap<aggregate::AggregateRow>,
    pub(crate) argument_defaults: BTreeMap<(Oid, usize), SqlText>,
    pub(crate) triggers: Vec<trigger::TriggerRow>,
    pub(crate) trigger_at: OidMap<usize>,
    pub(crate) policies: Vec<policy::PolicyRow>,
    pub(crate) policy_at: OidMap<usize>,
    /// Objects that a row is all of, in canonical order, and by class and oid.
    pub(crate) entries: Vec<entry::Entry>,
    pub(crate) entry_at: BTreeMap<(Oid, Oid), usize>,
    /// What belongs to an operator family alone, or to an operator class, and the other way round; by class and oid.
    pub(crate) family_members: BTreeMap<(Oid, Oid), operator_family::Members>,
    pub(crate) family_of_member: BTreeMap<(Oid, Oid), (Oid, Oid)>,
    pub(crate) comments: Vec<CommentRow>,
    /// Security labels.
    pub(crate) labels: Vec<security_label::LabelRow>,
    /// What no kind claims.
    pub(crate) unclaimed: Vec<coverage::Unclaimed>,
    /// What the role may not read.
    pub(crate) unreadable: Vec<Unreadable>,
    /// What came with extensions or with PostgreSQL, and whose privileges somebody changed.
    pub(crate) changed_privileges: Vec<privilege::ChangedRow>,
    /// `pg_init_privs` of schemas.
    pub(crate) initial_privileges: OidMap<String>,
}

/// A statement that the role may not run.
pub(crate) struct Unreadable {
    pub(crate) name: &'static str,
    pub(crate) catalog: String,
    pub(crate) message: String,
}

/// A row of `pg_description`.
pub(crate) struct CommentRow {
    pub(crate) class: Oid,
    pub(crate) object: Oid,
    pub(crate) column: i32,
    pub(crate) text: SqlText,
    /// What the comment is on, if that is the constraint behind NOT NULL.
    pub(crate) not_null: Option<NotNullConstraint>,
}

/// The constraint behind NOT NULL by its name. (It is no row of the constraints'.)
pub(crate) struct NotNullConstraint {
    pub(crate) relation: Oid,
    pub(crate) domain: Oid,
    pub(crate) name: Name,
}

/// An access control list and what it would be by default, as text; nothing where it is the default.
pub(crate) type Acl = Option<Box<(String, String)>>;

/// What no single kind needs, in the order of their decoding.
pub(crate) const STATEMENTS: &[&Statement] = &[
    &facts::FACTS,
    &facts::ROLE,
    // In this order.
    &column::COLUMN,
    &column::NOT_NULL,
    &depend::DEPEND,
    &depend::REWRITE,
    &coverage::SCHEMAS,
    &crate::skew::SKEW,
];
