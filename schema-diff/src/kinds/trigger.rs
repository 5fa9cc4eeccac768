//! Triggers.

use schema_model::{FiringState, MemberName, ObjectId, Trigger, TriggerField};

use super::{Rules, anywhere, plain, redefines};
use crate::action::Cost;
use crate::rules::{Context, Decision, Pair, Sense, Traits};
use crate::{Lock, TriggerAlter};

impl Rules for Trigger {
    type Alter = TriggerAlter;
    const CREATE: u16 = 260;
    const DROP: u16 = 15;

    fn decide(_: Context<'_>, pair: &Pair<'_, Self>, field: TriggerField) -> Vec<Decision> {
        let constraint = pair.old.constraint.is_some() || pair.new.constraint.is_some();
        match field {
            TriggerField::Enabled => vec![Decision::Alter(TriggerAlter::Enabled.into())],
            TriggerField::Function
            | TriggerField::Arguments
            | TriggerField::Timing
            | TriggerField::Level
            | TriggerField::Events
            | TriggerField::UpdateColumns
            | TriggerField::Condition
            | TriggerField::Constraint
            | TriggerField::OldTable
            | TriggerField::NewTable => {
                if constraint {
                    return vec![Decision::Replace];
                }
                let mut all = vec![Decision::Alter(TriggerAlter::Define.into())];
                // CREATE OR REPLACE TRIGGER forgets the firing state.
                if pair.new.enabled != FiringState::Origin {
                    all.push(Decision::Alter(TriggerAlter::Enabled.into()));
                }
                all
            }
        }
    }

    fn completions(_: Context<'_>, _: &MemberName, new: &Self) -> Vec<TriggerAlter> {
        if new.enabled == FiringState::Origin { Vec::new() } else { vec![TriggerAlter::Enabled] }
    }

    fn traits(context: Context<'_>, pair: &Pair<'_, Self>, alter: &TriggerAlter) -> Traits {
        let cost = context.lock_on(&pair.id.parent(), Lock::ShareRowExclusive);
        match alter {
            TriggerAlter::Define => redefines(
                &[
                    "function",
                    "arguments",
                    "timing",
                    "level",
                    "events",
                    "update_columns",
                    "condition",
                    "constraint",
                    "old_table",
                    "new_table",
                ],
                Sense::Changes,
                cost,
            ),
            TriggerAlter::Enabled => anywhere(&["enabled"], Sense::Changes, cost),
        }
    }

    plain!(consumes: none);
    plain!(releases: none);
    plain!(refused_by: none);
    fn create_cost(context: Context<'_>, id: &MemberName, _: &Self) -> Cost {
        context.lock_on(&id.parent(), Lock::ShareRowExclusive)
    }

    plain!(drop_cost: Cost::lock(Lock::AccessExclusive));
}
