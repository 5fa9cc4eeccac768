//! Triggers.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{NameSpace, References, fields, is_default, no_privileges};
use crate::{MemberName, Name, ObjectId, QualifiedName, RoutineName, SqlText, Why};

/// A trigger of a table or a view, from `pg_trigger`. Internal ones (of constraints) are not in the model. The copies that
/// partitions have of their parent's are PostgreSQL's, and only in which sessions they fire is the user's: that is a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Trigger {
    /// `tgfoid`: a function without arguments that returns `trigger`.
    pub function: QualifiedName,
    /// `tgargs`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub arguments: Vec<SqlText>,
    /// Bits of `tgtype`.
    pub timing: TriggerTiming,
    /// Bits of `tgtype`.
    pub level: TriggerLevel,
    /// Bits of `tgtype`.
    pub events: BTreeSet<TriggerEvent>,
    /// `tgattr` by name: `UPDATE OF`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub update_columns: Vec<Name>,
    /// The `WHEN` condition, from `pg_get_triggerdef`, without its outer parentheses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<SqlText>,
    /// What makes it a constraint trigger.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub constraint: Option<TriggerConstraint>,
    /// `tgoldtable`: the transition table of old rows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub old_table: Option<Name>,
    /// `tgnewtable`: the transition table of new rows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new_table: Option<Name>,
    /// `tgenabled`. `ALTER TABLE … ENABLE` / `DISABLE TRIGGER`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub enabled: FiringState,
    /// `tgenabled` of the copies that partitions, of every level, have of the trigger (`tgparentid`), where it is not the
    /// trigger's own. `ALTER TABLE ONLY partition ENABLE` / `DISABLE TRIGGER`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub on_partitions: BTreeMap<QualifiedName, FiringState>,
}

/// What a constraint trigger has beyond a trigger.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TriggerConstraint {
    /// `tgdeferrable`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub deferrable: bool,
    /// `tginitdeferred`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub initially_deferred: bool,
    /// `tgconstrrelid`: `FROM` another table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_table: Option<QualifiedName>,
}

/// When a trigger fires, as against the event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum TriggerTiming {
    /// BEFORE
    Before,
    /// AFTER
    After,
    /// INSTEAD OF, on views.
    InsteadOf,
}

/// How often a trigger fires.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum TriggerLevel {
    /// FOR EACH ROW
    Row,
    /// FOR EACH STATEMENT
    Statement,
}

/// What a trigger fires on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum TriggerEvent {
    /// INSERT
    Insert,
    /// DELETE
    Delete,
    /// UPDATE
    Update,
    /// TRUNCATE
    Truncate,
}

/// In which sessions a trigger fires: `pg_trigger.tgenabled`, by `session_replication_role`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum FiringState {
    /// `O`: in origin and local sessions.
    #[default]
    Origin,
    /// `D`: never.
    Disabled,
    /// `R`: in replica sessions.
    Replica,
    /// `A`: always.
    Always,
}

impl Trigger {
    /// A trigger without condition, arguments and columns.
    pub fn new(
        function: QualifiedName,
        timing: TriggerTiming,
        level: TriggerLevel,
        events: impl IntoIterator<Item = TriggerEvent>,
    ) -> Self {
        Self {
            function,
            arguments: Vec::new(),
            timing,
            level,
            events: events.into_iter().collect(),
            update_columns: Vec::new(),
            condition: None,
            constraint: None,
            old_table: None,
            new_table: None,
            enabled: FiringState::Origin,
            on_partitions: BTreeMap::new(),
        }
    }
}

fields!(Trigger => TriggerField {
    function => Function, arguments => Arguments, timing => Timing, level => Level, events => Events,
    update_columns => UpdateColumns, condition => Condition, constraint => Constraint, old_table => OldTable,
    new_table => NewTable, enabled => Enabled, on_partitions => OnPartitions,
});

impl References for Trigger {
    type Id = MemberName;
    const NAME_SPACE: NameSpace = NameSpace::Other;

    fn parents(id: &MemberName) -> Vec<ObjectId> {
        vec![ObjectId::Table(id.parent()), ObjectId::View(id.parent())]
    }

    no_privileges!();

    fn visit(&self, id: &MemberName, sink: &mut dyn FnMut(ObjectId, Why)) {
        let no_arguments: [SqlText; 0] = [];
        let QualifiedName { schema, name } = &self.function;
        sink(ObjectId::Function(RoutineName::new(schema, name, no_arguments)), Why::Normal);
        for column in &self.update_columns {
            sink(ObjectId::Column(id.parent().member(column)), Why::Normal);
        }
        if let Some(table) = self.constraint.as_ref().and_then(|c| c.from_table.as_ref()) {
            sink(ObjectId::Table(table.clone()), Why::Auto);
        }
    }
}
