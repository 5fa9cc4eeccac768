//! Event triggers.

use schema_model::{EventTrigger, EventTriggerField, FiringState, Name, ObjectId};

use super::{Rules, anywhere, plain};
use crate::action::Cost;
use crate::rules::{Context, Decision, Pair, Sense, Traits};
use crate::{EventTriggerAlter, Lock};

impl Rules for EventTrigger {
    type Alter = EventTriggerAlter;
    // They go before everything else and come after it: none that comes or goes fires on what the plan does.
    const CREATE: u16 = 1000;
    const DROP: u16 = 1;
    const GROUND: &'static [&'static str] = &[];
    const RENAMED: Option<(&'static str, Lock)> = Some(("event trigger", Lock::None));
    const NAMES_OTHERS: bool = true;
    const FOLLOWS_TYPE: bool = false;

    fn decide(_: Context<'_>, _: &Pair<'_, Self>, field: EventTriggerField) -> Vec<Decision> {
        vec![match field {
            EventTriggerField::Event | EventTriggerField::Tags | EventTriggerField::Function => {
                Decision::Replace
            }
            EventTriggerField::Enabled => Decision::Alter(EventTriggerAlter::Enabled.into()),
        }]
    }

    fn completions(_: Context<'_>, _: &Name, new: &Self) -> Vec<EventTriggerAlter> {
        if new.enabled == FiringState::Origin { Vec::new() } else { vec![EventTriggerAlter::Enabled] }
    }

    fn traits(_: Context<'_>, _: &Pair<'_, Self>, alter: &EventTriggerAlter) -> Traits {
        match alter {
            EventTriggerAlter::Enabled => anywhere(&["enabled"], Sense::Changes, Cost::default()),
        }
    }

    plain!(consumes: none);
    plain!(releases: none);
    plain!(refused_by: none);
    plain!(create_cost: Cost::default());
    plain!(drop_cost: Cost::default());
    plain!(holds_data: false);
    plain!(secrets: none);
}
