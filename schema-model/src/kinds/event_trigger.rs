//! Event triggers.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{FiringState, NameSpace, References, fields, is_default, no_privileges};
use crate::{Name, ObjectId, QualifiedName, RoutineName, SqlText, Why};

/// An event trigger of the database, from `pg_event_trigger`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct EventTrigger {
    /// `evtevent`: `ddl_command_start`, `ddl_command_end`, `sql_drop`, `table_rewrite`, `login` (17+). Changing it replaces
    /// the event trigger.
    pub event: Name,
    /// `evttags`: the commands that it fires on, all if there are none; upper case, as PostgreSQL keeps them. Changing it
    /// replaces the event trigger.
    #[serde(default, skip_serializing_if = "is_default")]
    pub tags: BTreeSet<SqlText>,
    /// `evtfoid`: a function without arguments that returns `event_trigger`. Changing it replaces the event trigger.
    pub function: QualifiedName,
    /// `evtenabled`. `ALTER EVENT TRIGGER … ENABLE` / `DISABLE`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub enabled: FiringState,
}

impl EventTrigger {
    /// An event trigger for all commands.
    pub fn new(event: impl Into<Name>, function: QualifiedName) -> Self {
        Self { event: event.into(), tags: BTreeSet::new(), function, enabled: FiringState::Origin }
    }
}

fields!(EventTrigger => EventTriggerField {
    event => Event, tags => Tags, function => Function, enabled => Enabled,
});

impl References for EventTrigger {
    type Id = Name;
    const NAME_SPACE: NameSpace = NameSpace::Other;

    fn parents(_: &Name) -> Vec<ObjectId> {
        vec![]
    }

    no_privileges!();

    fn visit(&self, _: &Name, sink: &mut dyn FnMut(ObjectId, Why)) {
        let no_arguments: [SqlText; 0] = [];
        let QualifiedName { schema, name } = &self.function;
        sink(ObjectId::Function(RoutineName::new(schema, name, no_arguments)), Why::Normal);
    }
}
