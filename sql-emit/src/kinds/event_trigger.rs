//! Event triggers.

use schema_diff::EventTriggerAlter;
use schema_model::{EventTrigger, Name};

use super::trigger::enable;
use crate::guard::{self, Guard};
use crate::quote::{identifier, literal, qualified};
use crate::words::{Scope, Words};

impl Words for EventTrigger {
    type Alter = EventTriggerAlter;

    fn address(id: &Name) -> String {
        format!("EVENT TRIGGER {}", identifier(id))
    }

    fn exists(id: &Name) -> Option<String> {
        guard::named("pg_event_trigger", "evtname", id)
    }

    fn guard(_: &Name, alter: &EventTriggerAlter) -> Guard {
        match alter {
            EventTriggerAlter::Enabled => Guard::Repeatable,
        }
    }

    fn create(_: Scope<'_>, id: &Name, new: &Self) -> Vec<String> {
        let tags: Vec<String> = new.tags.iter().map(|tag| literal(tag)).collect();
        let when =
            if tags.is_empty() { String::new() } else { format!(" WHEN TAG IN ({})", tags.join(", ")) };
        vec![format!(
            "CREATE EVENT TRIGGER {} ON {}{when} EXECUTE FUNCTION {}()",
            identifier(id),
            identifier(&new.event),
            qualified(&new.function)
        )]
    }

    fn alter(_: Scope<'_>, id: &Name, _: &Self, new: &Self, alter: &EventTriggerAlter) -> Vec<String> {
        match alter {
            EventTriggerAlter::Enabled => {
                vec![format!("ALTER EVENT TRIGGER {} {}", identifier(id), enable(new.enabled))]
            }
        }
    }

    fn drop(_: Scope<'_>, id: &Name, _: &Self) -> Vec<String> {
        vec![format!("DROP EVENT TRIGGER {}", identifier(id))]
    }
}
