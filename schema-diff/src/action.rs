//! Actions: what a plan is made of.

use std::fmt;

use schema_model::{Name, ObjectId, ObjectKind, SqlText};

use crate::{
    Alter, ColumnAlter, ConstraintAlter, DomainAlter, DomainConstraintAlter, IndexAlter, TableAlter,
};

/// One thing to do to the database.
#[derive(Clone, Debug, PartialEq)]
pub struct Action {
    /// The object it is done to.
    pub id: ObjectId,
    /// What is done.
    pub verb: Verb,
    /// How, where PostgreSQL has more than one way.
    pub way: Way,
    /// Why.
    pub reason: Reason,
    /// What it does to other objects along the way: what is dropped with it, what children inherit.
    pub effects: Vec<Effect>,
    /// Actions that are carried out by the same statement: the columns of a new table.
    pub folded: Vec<Action>,
    /// What it costs.
    pub cost: Cost,
}

/// What an action does.
#[derive(Clone, Debug, PartialEq)]
pub enum Verb {
    /// Makes the object as it is in the second schema.
    Create,
    /// Changes something of it in place.
    Alter(Alter),
    /// Takes it away.
    Drop,
    /// Gives it another name: the action's id is the new one. Renames come first in a plan, and everything below an object
    /// comes along without an action.
    Rename {
        /// The id before any rename of the plan.
        from: ObjectId,
    },
}

/// How an action is carried out, where PostgreSQL has more than one way. See [`Strategy`](crate::Strategy).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Way {
    /// The shortest one.
    #[default]
    Plain,
    /// `NOT VALID`: from now on rows are checked; those from before by a later action that validates.
    NotValid,
    /// `CONCURRENTLY`.
    Concurrently,
    /// By taking over the index that was built under this name: an index is renamed, a key is added `USING INDEX`.
    Built(Name),
    /// With this value in rows that have none: computed for each, in the same transaction. See [`Fill`](crate::Fill).
    Filled(SqlText),
    /// With this constant as a default that is taken away again: no row is touched. See [`Fill`](crate::Fill).
    Defaulted(SqlText),
    /// `ONLY` this table: those below keep what it loses.
    Only,
    /// Without its NOT NULL, which comes once rows have values. See [`Fill`](crate::Fill).
    Nullable,
}

/// Where a statement stands as against transactions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Transaction {
    /// In one with whatever else.
    #[default]
    Any,
    /// In one of its own: it takes long, and no lock of another statement shall be held meanwhile.
    Own,
    /// In none: PostgreSQL refuses it inside a transaction block.
    Outside,
}

/// Why an action is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The object is in the second schema only.
    Added,
    /// The object is in the first schema only.
    Removed,
    /// These fields differ.
    Changed(Vec<&'static str>),
    /// These fields differ, and PostgreSQL can't change them in place: dropped and created again.
    Replaced(Vec<&'static str>),
    /// It stands on something that is dropped, replaced, or changed in a way that PostgreSQL refuses while it stands:
    /// dropped before and created again after.
    Rebuilt {
        /// What it stands on.
        because: ObjectId,
    },
    /// Somebody asked for it.
    Requested,
    /// It completes what another action made.
    Completes,
}

/// What an action does to an object other than its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// The object is dropped along.
    Drops(ObjectId),
    /// The object comes along.
    Creates(ObjectId),
    /// These fields of the object follow.
    Alters(ObjectId, Vec<&'static str>),
    /// The object is there by then, as a copy of another: what a table keeps from one that it left, or has to have before it
    /// comes below one. It is no part of the second schema.
    Copies {
        /// The copy.
        id: ObjectId,
        /// What it is a copy of.
        of: ObjectId,
    },
}

/// A relation lock, from PostgreSQL's documentation, "Explicit Locking", weakest first. Those that queries take themselves
/// (ACCESS SHARE, ROW SHARE, ROW EXCLUSIVE) are none here: what reads or writes never waits for them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lock {
    /// No relation is locked so that a query, or another such lock, would wait.
    #[default]
    None,
    /// Reads and writes go on; only one such lock at a time.
    ShareUpdateExclusive,
    /// Reads go on, writes wait.
    Share,
    /// Reads go on, writes wait; only one such lock at a time.
    ShareRowExclusive,
    /// Everything waits.
    AccessExclusive,
}

/// What running an action costs: claims, which the proof loop compares with what a server does, and `RULES.md` lists for every
/// field of every kind. A claim that is too strong counts as wrong too. Where PostgreSQL can do with less than can be told
/// from two schemas, the rule says so.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cost {
    /// The strongest lock on any relation that was there before the plan: the action's own table, view, sequence or index,
    /// or another, as a foreign key locks both of its tables. What PostgreSQL locks of its own catalogs, and of composite
    /// types, which hold no rows, does not count.
    pub lock: Lock,
    /// Every row of a table that was there is written anew: it gets new storage (`pg_class.relfilenode`). Of an index or a key,
    /// that the index does.
    pub rewrites: bool,
    /// Every row of a table that was there is read while the lock is held, and not written.
    pub scans: bool,
    /// What is lost for good.
    pub loses: Option<Loss>,
    /// Whatever uses the result must run in a later transaction: a new enum label.
    pub commit_before_use: bool,
    /// Where it stands as against transactions.
    pub transaction: Transaction,
}

/// What an action destroys that no statement brings back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Loss {
    /// A table and its rows.
    Table,
    /// A column and its values.
    Column,
    /// Part of the values: they are shortened, rounded, or may not convert.
    Values,
    /// The rows of a materialized view, until it is refreshed.
    MaterializedRows,
    /// A sequence's position.
    Sequence,
    /// An attribute of a composite type, in every stored value.
    Attribute,
    /// A schema.
    Schema,
    /// An extension and every member object.
    Extension,
    /// A type.
    Type,
    /// What nobody reads: the values of secret options of something foreign, the connection of a subscription.
    Secret,
    /// A role, with its password.
    Role,
    /// No data; but a directory of the server is taken or given back, and no transaction undoes that.
    Tablespace,
}

impl Loss {
    /// The consent class: what `--allow` takes.
    pub fn class(self) -> &'static str {
        match self {
            Self::Table => "drop-table",
            Self::Column => "drop-column",
            Self::Values => "change-values",
            Self::MaterializedRows => "drop-materialized-view",
            Self::Sequence => "drop-sequence",
            Self::Attribute => "drop-attribute",
            Self::Schema => "drop-schema",
            Self::Extension => "drop-extension",
            Self::Type => "drop-type",
            Self::Secret => "drop-secret",
            Self::Role => "drop-role",
            Self::Tablespace => "tablespace",
        }
    }

    /// Every class, for help texts.
    pub const ALL: &'static [Self] = &[
        Self::Table,
        Self::Column,
        Self::Values,
        Self::MaterializedRows,
        Self::Sequence,
        Self::Attribute,
        Self::Schema,
        Self::Extension,
        Self::Type,
        Self::Secret,
        Self::Role,
        Self::Tablespace,
    ];
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Table => "the table and all its rows",
            Self::Column => "the column and all its values",
            Self::Values => "values that don't fit the new type",
            Self::MaterializedRows => "the materialized rows, until they are computed anew",
            Self::Sequence => "the sequence's position",
            Self::Attribute => "the attribute in every stored value",
            Self::Schema => "the schema",
            Self::Extension => "the extension and everything that belongs to it",
            Self::Type => "the type",
            Self::Secret => "its secrets: the values of options, or a connection",
            Self::Role => "the role, with its password",
            Self::Tablespace => {
                "no data; but a directory of the server is taken or given back, which no rollback undoes"
            }
        })
    }
}

impl fmt::Display for Lock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "no lock",
            Self::ShareUpdateExclusive => "SHARE UPDATE EXCLUSIVE",
            Self::Share => "SHARE",
            Self::ShareRowExclusive => "SHARE ROW EXCLUSIVE",
            Self::AccessExclusive => "ACCESS EXCLUSIVE",
        })
    }
}

impl Action {
    pub(crate) fn new(id: ObjectId, verb: Verb, reason: Reason) -> Self {
        Self {
            id,
            verb,
            way: Way::Plain,
            reason,
            effects: Vec::new(),
            folded: Vec::new(),
            cost: Cost::default(),
        }
    }

    /// The kind of its object.
    pub fn kind(&self) -> ObjectKind {
        self.id.kind()
    }

    /// `verb:kind`, e.g. `alter:column`; dropping and creating the same object is `replace:kind` for both halves. What only
    /// prepares or ends another action's work on the same object is `build`, `guard`, `fill` or `validate`.
    pub fn token(&self) -> String {
        let verb = match (&self.verb, &self.reason) {
            (
                Verb::Alter(
                    Alter::Index(IndexAlter::Build(_)) | Alter::Constraint(ConstraintAlter::Build(_)),
                ),
                _,
            ) => "build",
            (
                Verb::Alter(
                    Alter::Column(
                        ColumnAlter::Guard(_) | ColumnAlter::ValidateGuard(_) | ColumnAlter::DropGuard(_),
                    )
                    | Alter::Table(
                        TableAlter::DropBound
                        | TableAlter::GuardBound(_)
                        | TableAlter::ValidateBound(_)
                        | TableAlter::DropBoundCheck(_)
                        | TableAlter::DropKept(_)
                        | TableAlter::AddCheck(_)
                        | TableAlter::ValidateCheck(_),
                    ),
                ),
                _,
            ) => "guard",
            (
                Verb::Alter(
                    Alter::Constraint(ConstraintAlter::Validate)
                    | Alter::DomainConstraint(DomainConstraintAlter::Validate)
                    | Alter::Column(ColumnAlter::ValidateNotNull),
                ),
                Reason::Completes,
            ) => "validate",
            (Verb::Alter(Alter::Column(ColumnAlter::Fill(_))), _) => "fill",
            (Verb::Alter(Alter::Domain(DomainAlter::Supersede(_))), _) => "replace",
            (Verb::Alter(_), _) => "alter",
            (Verb::Rename { .. }, _) => "rename",
            (_, Reason::Replaced(_) | Reason::Rebuilt { .. }) => "replace",
            (Verb::Create, _) => "create",
            (Verb::Drop, _) => "drop",
        };
        format!("{verb}:{}", self.kind())
    }

    /// The way with the kind, where it is not the shortest one: `concurrently:index`, `not_valid:constraint`,
    /// `built:constraint`.
    pub fn way_token(&self) -> Option<String> {
        let way = match self.way {
            Way::Plain => return None,
            Way::NotValid => "not_valid",
            Way::Concurrently => "concurrently",
            Way::Built(_) => "built",
            Way::Filled(_) => "filled",
            Way::Defaulted(_) => "defaulted",
            Way::Only => "only",
            Way::Nullable => "nullable",
        };
        Some(format!("{way}:{}", self.kind()))
    }

    /// Whether it is dropped or created only to be created or dropped by another action of the plan.
    pub fn is_replacement(&self) -> bool {
        matches!(self.reason, Reason::Replaced(_) | Reason::Rebuilt { .. })
    }

    /// The action and those folded into it.
    pub fn flatten(&self) -> impl Iterator<Item = &Action> {
        std::iter::once(self).chain(&self.folded)
    }
}
