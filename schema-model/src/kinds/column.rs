//! Columns of tables.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{
    NameSpace, Options, Persistence, PrivilegeType, References, SequenceOptions, fields, is_default,
};
use crate::{MemberName, Name, ObjectId, SqlText, Why};

/// A column of a table, from `pg_attribute`. The columns of views are fields of the view.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Column {
    /// `format_type(atttypid, atttypmod)`. `SET DATA TYPE`, which may rewrite the table.
    #[serde(rename = "type")]
    pub type_name: SqlText,
    /// `attcollation` as a qualified, quoted name, where it is not the type's own. Set with the type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collation: Option<SqlText>,
    /// `attnotnull`, and from 18 on what its constraint says. `SET` / `DROP NOT NULL`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_null: Option<NotNull>,
    /// `attidentity` and the identity's sequence. `ADD GENERATED` / `SET` / `DROP IDENTITY`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity: Option<Box<Identity>>,
    /// `attgenerated` and its expression. `DROP EXPRESSION`, `SET EXPRESSION` (17+); otherwise the column is replaced.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub generated: Option<Box<Generated>>,
    /// `attstorage`, where it is not the type's own. `SET STORAGE`; existing values stay as they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub storage: Option<Storage>,
    /// `attcompression`, where it is not the server's default. `SET COMPRESSION`; existing values stay.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compression: Option<Compression>,
    /// `attstattarget`, where it is set: 0 to 10000. `SET STATISTICS`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statistics: Option<u16>,
    /// `attoptions`, e.g. `n_distinct`. `SET` / `RESET`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub options: Options,
    /// `attfdwoptions` of a foreign table's column, without those in `secrets`. `OPTIONS`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub foreign_options: Options,
    /// The names of the options whose values are secret: see [`is_secret_option`](crate::is_secret_option). Metadata.
    #[serde(default, skip_serializing_if = "is_default")]
    pub secrets: BTreeSet<Name>,
    /// Whether the column comes from a parent table only (`attinhcount` > 0 and not `attislocal`): then it comes, goes
    /// and changes its type with the parent's. Metadata: PostgreSQL can't change it by itself.
    #[serde(default, skip_serializing_if = "is_default")]
    pub inherited: bool,
    /// `conname` of the not-null constraint, where the column has it from parents only (18+: not `conislocal`). Metadata:
    /// PostgreSQL refuses to rename what is inherited. It is kept because the constraint is the column's own, under this
    /// name, once the table leaves its parent, and is renamed then, or before the table gets a parent. `None` for a
    /// constraint of the column's own, and on older servers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inherited_not_null: Option<Name>,
    /// The column's rank among those that stand, from 1. Metadata: an added column comes last, whatever the other
    /// side's order.
    pub position: u32,
}

/// That NULL is refused.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct NotNull {
    /// `conname` of the not-null constraint (18+; of a domain 17+), where it is not the one PostgreSQL would choose
    /// (`table_column_not_null`). `None` on older servers, which have no name for it, and where the constraint is only
    /// inherited: then [`Column::inherited_not_null`] is its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Name>,
    /// `connoinherit` (18+): children don't inherit it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub no_inherit: bool,
    /// Not `convalidated` (18+): rows from before may still hold NULL.
    #[serde(default, skip_serializing_if = "is_default")]
    pub not_valid: bool,
}

impl NotNull {
    /// Plain NOT NULL.
    pub fn new() -> Self {
        Self { name: None, no_inherit: false, not_valid: false }
    }
}

impl Default for NotNull {
    fn default() -> Self {
        Self::new()
    }
}

/// An identity column's generator. Its sequence has no life of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Identity {
    /// `attidentity`.
    pub generation: IdentityGeneration,
    /// The sequence's parameters, from `pg_sequence`.
    pub options: SequenceOptions,
    /// The sequence's name, where it is not the one PostgreSQL would choose (`table_column_seq`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sequence: Option<Name>,
    /// The sequence's persistence, from `pg_class.relpersistence`, where it is not its table's (15+; before, it is none that could be
    /// changed). `ALTER SEQUENCE … SET LOGGED` / `SET UNLOGGED`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub persistence: Option<Persistence>,
}

/// When an identity column takes the generated value: `pg_attribute.attidentity`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum IdentityGeneration {
    /// `a`: a value of the user's is refused.
    Always,
    /// `d`: unless the user gives one.
    ByDefault,
}

/// A generated column's expression.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Generated {
    /// `pg_get_expr(adbin, adrelid)`.
    pub expression: SqlText,
    /// `attgenerated`.
    pub kind: GeneratedKind,
}

/// Whether a generated column takes room: `pg_attribute.attgenerated`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum GeneratedKind {
    /// `s`: computed on write.
    Stored,
    /// `v` (18+): computed on read.
    Virtual,
}

/// How large values are kept: `pg_attribute.attstorage`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Storage {
    /// `p`: in the row, not compressed.
    Plain,
    /// `e`: out of the row, not compressed.
    External,
    /// `x`: compressed, then out of the row.
    Extended,
    /// `m`: compressed, out of the row as a last resort.
    Main,
}

/// How values are compressed: `pg_attribute.attcompression`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Compression {
    /// `p`
    Pglz,
    /// `l`
    Lz4,
}

impl Column {
    /// A nullable column of this type at this place.
    pub fn new(type_name: impl Into<SqlText>, position: u32) -> Self {
        Self {
            type_name: type_name.into(),
            collation: None,
            not_null: None,
            identity: None,
            generated: None,
            storage: None,
            compression: None,
            statistics: None,
            options: Options::new(),
            foreign_options: Options::new(),
            secrets: BTreeSet::new(),
            inherited: false,
            inherited_not_null: None,
            position,
        }
    }

    /// The same, NOT NULL.
    pub fn not_null(mut self) -> Self {
        self.not_null = Some(NotNull::new());
        self
    }
}

fields!(Column => ColumnField {
    type_name => Type, collation => Collation, not_null => NotNull, identity => Identity, generated => Generated,
    storage => Storage, compression => Compression, statistics => Statistics, options => Options,
    foreign_options => ForeignOptions,
} metadata { secrets, inherited, inherited_not_null, position });

impl References for Column {
    type Id = MemberName;
    const NAME_SPACE: NameSpace = NameSpace::Other;

    fn parents(id: &MemberName) -> Vec<ObjectId> {
        vec![
            ObjectId::Table(id.parent()),
            ObjectId::View(id.parent()),
            ObjectId::MaterializedView(id.parent()),
        ]
    }

    fn privileges(_: u32) -> &'static [PrivilegeType] {
        &[PrivilegeType::Select, PrivilegeType::Insert, PrivilegeType::Update, PrivilegeType::References]
    }

    fn public_privileges(_: &MemberName, _: u32) -> &'static [PrivilegeType] {
        &[]
    }

    fn visit(&self, _: &MemberName, _: &mut dyn FnMut(ObjectId, Why)) {}
}
