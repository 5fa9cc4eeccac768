//! Triggers.

use schema_model::{FiringState, MemberName, ObjectId, Trigger, TriggerField};

use super::{Rules, anywhere, plain, redefines};
use crate::action::Cost;
use crate::rules::{Context, Decision, Pair, Sense, Traits};
use crate::{Lock, TriggerAlter, copies};

impl Rules for Trigger {
    type Alter = TriggerAlter;
    const CREATE: u16 = 260;
    const DROP: u16 = 15;
    const GROUND: &'static [&'static str] = &[];
    const RENAMED: Option<(&'static str, Lock)> = Some(("trigger", Lock::AccessExclusive));
    const NAMES_OTHERS: bool = true;
    const FOLLOWS_TYPE: bool = true;

    fn decide(context: Context<'_>, pair: &Pair<'_, Self>, field: TriggerField) -> Vec<Decision> {
        let constraint = pair.old.constraint.is_some() || pair.new.constraint.is_some();
        // What is done to the trigger is done to all copies.
        let copies = || {
            let any = !pair.new.on_partitions.is_empty();
            any.then(|| Decision::Alter(TriggerAlter::OnPartitions.into()))
        };
        match field {
            TriggerField::Enabled => {
                let mut all = vec![Decision::Alter(TriggerAlter::Enabled.into())];
                all.extend(copies());
                all
            }
            TriggerField::OnPartitions if copies::differ(context, pair) => {
                vec![Decision::Alter(TriggerAlter::OnPartitions.into())]
            }
            // They go with their partitions.
            TriggerField::OnPartitions => Vec::new(),
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
                all.extend(copies());
                all
            }
        }
    }

    fn completions(_: Context<'_>, _: &MemberName, new: &Self) -> Vec<TriggerAlter> {
        let mut all = Vec::new();
        if new.enabled != FiringState::Origin {
            all.push(TriggerAlter::Enabled);
        }
        if !new.on_partitions.is_empty() {
            all.push(TriggerAlter::OnPartitions);
        }
        all
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
            TriggerAlter::OnPartitions => anywhere(&["on_partitions"], Sense::Changes, cost),
        }
    }

    plain!(consumes: none);
    plain!(releases: none);
    plain!(refused_by: none);
    fn create_cost(context: Context<'_>, id: &MemberName, _: &Self) -> Cost {
        context.lock_on(&id.parent(), Lock::ShareRowExclusive)
    }

    plain!(drop_cost: Cost::lock(Lock::AccessExclusive));
    plain!(holds_data: false);
    plain!(secrets: none);
}
