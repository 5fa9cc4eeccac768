//! Constraints of tables.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{NameSpace, Options, References, fields, is_default, no_privileges};
use crate::{MemberName, Name, ObjectId, QualifiedName, SqlText, Why};

/// A constraint of a table, from `pg_constraint`. NOT NULL is a field of the column. Copies that a partition or a
/// child has of its parent's foreign keys and checks are not in the model: they come and go with the parent's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Constraint {
    /// `contype` and what goes with it. Changing it replaces the constraint.
    pub definition: ConstraintDefinition,
    /// `condeferrable`. Altered in place on a foreign key.
    #[serde(default, skip_serializing_if = "is_default")]
    pub deferrable: bool,
    /// `condeferred`. Altered in place on a foreign key.
    #[serde(default, skip_serializing_if = "is_default")]
    pub initially_deferred: bool,
    /// Not `convalidated`: rows from before may break it. `VALIDATE CONSTRAINT` ends it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub not_valid: bool,
    /// Not `conenforced` (18+). `ALTER CONSTRAINT … [NOT] ENFORCED` for foreign keys.
    #[serde(default, skip_serializing_if = "is_default")]
    pub not_enforced: bool,
    /// `connoinherit` of a check. (A key's and a foreign key's is always set and not kept.)
    #[serde(default, skip_serializing_if = "is_default")]
    pub no_inherit: bool,
    /// The constraint of the partitioned table that this key of a partition is part of (`conparentid`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attached_to: Option<MemberName>,
    /// `attstattarget` of the expression columns of an exclusion constraint's index, by their number from 1, where it is set. `ALTER
    /// INDEX … ALTER COLUMN … SET STATISTICS`. (A key has no expressions.)
    #[serde(default, skip_serializing_if = "is_default")]
    pub statistics: BTreeMap<u16, u16>,
}

/// What a constraint demands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ConstraintDefinition {
    /// `p`
    PrimaryKey(KeyConstraint),
    /// `u`
    Unique(KeyConstraint),
    /// `f`
    ForeignKey(ForeignKey),
    /// `c`: `pg_get_expr(conbin, conrelid)`, without the word CHECK.
    Check(SqlText),
    /// `x`: `pg_get_constraintdef` without what the other fields say, e.g. `EXCLUDE USING gist (room WITH =, during WITH &&)`.
    Exclusion(SqlText),
}

/// A primary key or unique constraint and its index, which is no object of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct KeyConstraint {
    /// `conkey` by name.
    pub columns: Vec<Name>,
    /// The index's `INCLUDE` columns.
    #[serde(default, skip_serializing_if = "is_default")]
    pub include: Vec<Name>,
    /// `indnullsnotdistinct` (15+).
    #[serde(default, skip_serializing_if = "is_default")]
    pub nulls_not_distinct: bool,
    /// `conperiod` (18+): the last column is a period, `WITHOUT OVERLAPS`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub without_overlaps: bool,
    /// The index's `reloptions`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub options: Options,
    /// The index's tablespace, where it is not the database's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tablespace: Option<Name>,
}

impl KeyConstraint {
    /// A key over these columns.
    pub fn new<T: Into<Name>>(columns: impl IntoIterator<Item = T>) -> Self {
        Self {
            columns: columns.into_iter().map(Into::into).collect(),
            include: Vec::new(),
            nulls_not_distinct: false,
            without_overlaps: false,
            options: Options::new(),
            tablespace: None,
        }
    }
}

/// A foreign key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ForeignKey {
    /// `conkey` by name.
    pub columns: Vec<Name>,
    /// `confrelid`.
    pub references: QualifiedName,
    /// `confkey` by name.
    pub referenced_columns: Vec<Name>,
    /// `confmatchtype`.
    #[serde(default, rename = "match", skip_serializing_if = "is_default")]
    pub match_type: ForeignKeyMatch,
    /// `confupdtype`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub on_update: ForeignKeyAction,
    /// `confdeltype`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub on_delete: ForeignKeyAction,
    /// `confdelsetcols` (15+): the columns that ON DELETE SET NULL or SET DEFAULT sets, where not all.
    #[serde(default, skip_serializing_if = "is_default")]
    pub on_delete_columns: Vec<Name>,
    /// `conperiod` (18+): the last column is a period.
    #[serde(default, skip_serializing_if = "is_default")]
    pub period: bool,
}

impl ForeignKey {
    /// A plain foreign key.
    pub fn new<T: Into<Name>, U: Into<Name>>(
        columns: impl IntoIterator<Item = T>,
        references: QualifiedName,
        referenced_columns: impl IntoIterator<Item = U>,
    ) -> Self {
        Self {
            columns: columns.into_iter().map(Into::into).collect(),
            references,
            referenced_columns: referenced_columns.into_iter().map(Into::into).collect(),
            match_type: ForeignKeyMatch::Simple,
            on_update: ForeignKeyAction::NoAction,
            on_delete: ForeignKeyAction::NoAction,
            on_delete_columns: Vec::new(),
            period: false,
        }
    }
}

/// `pg_constraint.confmatchtype`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ForeignKeyMatch {
    /// `s`
    #[default]
    Simple,
    /// `f`
    Full,
}

/// `pg_constraint.confupdtype`, `confdeltype`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ForeignKeyAction {
    /// `a`
    #[default]
    NoAction,
    /// `r`
    Restrict,
    /// `c`
    Cascade,
    /// `n`
    SetNull,
    /// `d`
    SetDefault,
}

impl Constraint {
    /// A validated, enforced constraint that is not deferrable.
    pub fn new(definition: ConstraintDefinition) -> Self {
        Self {
            definition,
            deferrable: false,
            initially_deferred: false,
            not_valid: false,
            not_enforced: false,
            no_inherit: false,
            attached_to: None,
            statistics: BTreeMap::new(),
        }
    }

    /// Whether an index of the constraint's name goes with it.
    pub fn has_index(&self) -> bool {
        match self.definition {
            ConstraintDefinition::PrimaryKey(_)
            | ConstraintDefinition::Unique(_)
            | ConstraintDefinition::Exclusion(_) => true,
            ConstraintDefinition::ForeignKey(_) | ConstraintDefinition::Check(_) => false,
        }
    }
}

fields!(Constraint => ConstraintField {
    definition => Definition, deferrable => Deferrable, initially_deferred => InitiallyDeferred,
    not_valid => NotValid, not_enforced => NotEnforced, no_inherit => NoInherit, attached_to => AttachedTo, statistics => Statistics,
});

impl References for Constraint {
    type Id = MemberName;
    const NAME_SPACE: NameSpace = NameSpace::Other;

    fn parents(id: &MemberName) -> Vec<ObjectId> {
        vec![ObjectId::Table(id.parent())]
    }

    no_privileges!();

    fn visit(&self, id: &MemberName, sink: &mut dyn FnMut(ObjectId, Why)) {
        let table = id.parent();
        match &self.definition {
            ConstraintDefinition::PrimaryKey(key) | ConstraintDefinition::Unique(key) => {
                for column in key.columns.iter().chain(&key.include) {
                    sink(ObjectId::Column(table.member(column)), Why::Auto);
                }
                if let Some(tablespace) = &key.tablespace {
                    sink(ObjectId::Tablespace(tablespace.clone()), Why::Normal);
                }
            }
            ConstraintDefinition::ForeignKey(key) => {
                for column in &key.columns {
                    sink(ObjectId::Column(table.member(column)), Why::Auto);
                }
                sink(ObjectId::Table(key.references.clone()), Why::Normal);
                for column in &key.referenced_columns {
                    sink(ObjectId::Column(key.references.member(column)), Why::Normal);
                }
            }
            // Their columns are in `pg_depend`.
            ConstraintDefinition::Check(_) | ConstraintDefinition::Exclusion(_) => {}
        }
        if let Some(parent) = &self.attached_to {
            sink(ObjectId::Constraint(parent.clone()), Why::Auto);
        }
    }
}
