//! Rewrite rules.

use schema_diff::RuleAlter;
use schema_model::{MemberName, Rule, RuleEvent};

use super::trigger::enable;
use crate::guard::{self, Guard};
use crate::quote::{identifier, parent};
use crate::words::{Scope, Words};

fn define(verb: &str, id: &MemberName, new: &Rule) -> String {
    let event = match new.event {
        RuleEvent::Update => "UPDATE",
        RuleEvent::Insert => "INSERT",
        RuleEvent::Delete => "DELETE",
    };
    let condition = new.condition.as_ref().map(|text| format!(" WHERE {text}")).unwrap_or_default();
    let instead = if new.instead { "INSTEAD " } else { "" };
    format!(
        "{verb} RULE {} AS ON {event} TO {}{condition} DO {instead}{}",
        identifier(&id.name),
        parent(id),
        new.actions
    )
}

impl Words for Rule {
    type Alter = RuleAlter;

    fn address(id: &MemberName) -> String {
        format!("RULE {} ON {}", identifier(&id.name), parent(id))
    }

    fn exists(id: &MemberName) -> Option<String> {
        Some(guard::below(id, ("pg_rewrite", "ev_class", "rulename")))
    }

    fn guard(_: &MemberName, alter: &RuleAlter) -> Guard {
        match alter {
            RuleAlter::Define | RuleAlter::Enabled => Guard::Repeatable,
        }
    }

    fn create(_: Scope<'_>, id: &MemberName, new: &Self) -> Vec<String> {
        vec![define("CREATE", id, new)]
    }

    fn alter(_: Scope<'_>, id: &MemberName, _: &Self, new: &Self, alter: &RuleAlter) -> Vec<String> {
        match alter {
            RuleAlter::Define => vec![define("CREATE OR REPLACE", id, new)],
            RuleAlter::Enabled => {
                let state = enable(new.enabled);
                vec![format!("ALTER TABLE {} {state} RULE {}", parent(id), identifier(&id.name))]
            }
        }
    }

    fn drop(_: Scope<'_>, id: &MemberName, _: &Self) -> Vec<String> {
        vec![format!("DROP RULE {} ON {}", identifier(&id.name), parent(id))]
    }
}
