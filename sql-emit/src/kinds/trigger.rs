//! Triggers.

use schema_diff::TriggerAlter;
use schema_model::{
    FiringState, MemberName, QualifiedName, Table, Trigger, TriggerEvent, TriggerLevel, TriggerTiming,
};

use super::alter_relation;
use crate::guard::{self, Guard};
use crate::quote::{identifier, identifiers, literal, parent, qualified};
use crate::words::{Scope, Words};

fn define(verb: &str, id: &MemberName, new: &Trigger) -> String {
    let constraint = if new.constraint.is_some() { "CONSTRAINT " } else { "" };
    let timing = match new.timing {
        TriggerTiming::Before => "BEFORE",
        TriggerTiming::After => "AFTER",
        TriggerTiming::InsteadOf => "INSTEAD OF",
    };
    let events: Vec<String> = new
        .events
        .iter()
        .map(|event| match event {
            TriggerEvent::Insert => "INSERT".into(),
            TriggerEvent::Delete => "DELETE".into(),
            TriggerEvent::Update if new.update_columns.is_empty() => "UPDATE".into(),
            TriggerEvent::Update => format!("UPDATE OF {}", identifiers(&new.update_columns)),
            TriggerEvent::Truncate => "TRUNCATE".into(),
        })
        .collect();
    let mut sql = format!(
        "{verb} {constraint}TRIGGER {} {timing} {} ON {}",
        identifier(&id.name),
        events.join(" OR "),
        parent(id)
    );
    if let Some(constraint) = &new.constraint {
        if let Some(table) = &constraint.from_table {
            sql += &format!(" FROM {}", qualified(table));
        }
        if constraint.deferrable {
            sql += " DEFERRABLE";
        }
        if constraint.initially_deferred {
            sql += " INITIALLY DEFERRED";
        }
    }
    if new.old_table.is_some() || new.new_table.is_some() {
        sql += " REFERENCING";
        if let Some(name) = &new.old_table {
            sql += &format!(" OLD TABLE AS {}", identifier(name));
        }
        if let Some(name) = &new.new_table {
            sql += &format!(" NEW TABLE AS {}", identifier(name));
        }
    }
    sql += match new.level {
        TriggerLevel::Row => " FOR EACH ROW",
        TriggerLevel::Statement => " FOR EACH STATEMENT",
    };
    if let Some(condition) = &new.condition {
        sql += &format!(" WHEN ({condition})");
    }
    let arguments: Vec<String> = new.arguments.iter().map(|a| literal(a)).collect();
    format!("{sql} EXECUTE FUNCTION {}({})", qualified(&new.function), arguments.join(", "))
}

/// The words for the state of a trigger or a rule.
pub(super) fn enable(state: FiringState) -> &'static str {
    match state {
        FiringState::Origin => "ENABLE",
        FiringState::Disabled => "DISABLE",
        FiringState::Replica => "ENABLE REPLICA",
        FiringState::Always => "ENABLE ALWAYS",
    }
}

/// What is special about the copies of partitions, and what no longer is.
fn on_partitions(scope: Scope<'_>, id: &MemberName, old: &Trigger, new: &Trigger) -> Vec<String> {
    // After any other change of the trigger, or for partitions that came anew, all of it is said again.
    let mut otherwise_same = old.clone();
    otherwise_same.on_partitions.clone_from(&new.on_partitions);
    let partial = old != new && otherwise_same == *new;
    let is_partition =
        |name: &QualifiedName| scope.to.get::<Table>(name).is_some_and(|table| table.partition_of.is_some());
    let usual = old.on_partitions.keys().filter(|name| !new.on_partitions.contains_key(name));
    let usual = usual.filter(|name| is_partition(name)).map(|name| (name, new.enabled));
    let special = new.on_partitions.iter().map(|(name, state)| (name, *state));
    let mut all: Vec<_> = usual
        .chain(special.filter(|(name, state)| !partial || old.on_partitions.get(*name) != Some(state)))
        .collect();
    all.sort();
    all.into_iter()
        .map(|(partition, state)| {
            let (partition, trigger) = (qualified(partition), identifier(&id.name));
            format!("ALTER TABLE ONLY {partition} {} TRIGGER {trigger}", enable(state))
        })
        .collect()
}

impl Words for Trigger {
    type Alter = TriggerAlter;

    fn address(id: &MemberName) -> String {
        format!("TRIGGER {} ON {}", identifier(&id.name), parent(id))
    }

    fn exists(id: &MemberName) -> Option<String> {
        Some(guard::below(id, ("pg_trigger", "tgrelid", "tgname")))
    }

    fn guard(_: &MemberName, alter: &TriggerAlter) -> Guard {
        match alter {
            TriggerAlter::Define | TriggerAlter::Enabled | TriggerAlter::OnPartitions => Guard::Repeatable,
        }
    }

    fn create(_: Scope<'_>, id: &MemberName, new: &Self) -> Vec<String> {
        vec![define("CREATE", id, new)]
    }

    fn alter(scope: Scope<'_>, id: &MemberName, old: &Self, new: &Self, alter: &TriggerAlter) -> Vec<String> {
        match alter {
            TriggerAlter::Define => vec![define("CREATE OR REPLACE", id, new)],
            TriggerAlter::Enabled => {
                let state = enable(new.enabled);
                let relation = alter_relation(scope.to, &id.parent());
                // ALTER VIEW has no such words; ALTER TABLE takes a view's triggers too.
                let relation = relation.replace("ALTER VIEW", "ALTER TABLE");
                vec![format!("{relation} {state} TRIGGER {}", identifier(&id.name))]
            }
            TriggerAlter::OnPartitions => on_partitions(scope, id, old, new),
        }
    }

    fn drop(_: Scope<'_>, id: &MemberName, _: &Self) -> Vec<String> {
        vec![format!("DROP TRIGGER {} ON {}", identifier(&id.name), parent(id))]
    }
}
