//! Rewrite rules.

use serde::{Deserialize, Serialize};

use super::{FiringState, NameSpace, References, fields, is_default, no_privileges};
use crate::{MemberName, ObjectId, SqlText, Why};

/// A rule of a table or a view, from `pg_rewrite`. A view's own, `_RETURN`, is not one: it is the view's query.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Rule {
    /// `ev_type`. `CREATE OR REPLACE RULE`.
    pub event: RuleEvent,
    /// `is_instead`. `CREATE OR REPLACE RULE`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub instead: bool,
    /// The condition, from `pg_get_ruledef`. `CREATE OR REPLACE RULE`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<SqlText>,
    /// What is done: what `pg_get_ruledef` has after `DO`, `NOTHING` included, several commands in parentheses. `CREATE OR
    /// REPLACE RULE`.
    pub actions: SqlText,
    /// `ev_enabled`. `ALTER TABLE … ENABLE` / `DISABLE RULE`. Rules of views always are enabled.
    #[serde(default, skip_serializing_if = "is_default")]
    pub enabled: FiringState,
}

/// What a rule is for: `pg_rewrite.ev_type`. Rules for SELECT are queries of views.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RuleEvent {
    /// `2`
    Update,
    /// `3`
    Insert,
    /// `4`
    Delete,
}

impl Rule {
    /// A rule without a condition that does something beside what the statement does.
    pub fn new(event: RuleEvent, actions: impl Into<SqlText>) -> Self {
        Self { event, instead: false, condition: None, actions: actions.into(), enabled: FiringState::Origin }
    }
}

fields!(Rule => RuleField {
    event => Event, instead => Instead, condition => Condition, actions => Actions, enabled => Enabled,
});

impl References for Rule {
    type Id = MemberName;
    const NAME_SPACE: NameSpace = NameSpace::Other;

    fn parents(id: &MemberName) -> Vec<ObjectId> {
        vec![ObjectId::Table(id.parent()), ObjectId::View(id.parent())]
    }

    no_privileges!();

    fn visit(&self, _: &MemberName, _: &mut dyn FnMut(ObjectId, Why)) {}
}
