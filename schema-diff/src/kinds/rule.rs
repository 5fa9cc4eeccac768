//! Rewrite rules.

use schema_model::{FiringState, MemberName, ObjectId, Rule, RuleField};

use super::{Rules, anywhere, plain, redefines};
use crate::action::Cost;
use crate::rules::{Context, Decision, Pair, Sense, Traits};
use crate::{Lock, RuleAlter};

impl Rules for Rule {
    type Alter = RuleAlter;
    const CREATE: u16 = 255;
    const DROP: u16 = 12;
    const GROUND: &'static [&'static str] = &[];
    const RENAMED: Option<(&'static str, Lock)> = Some(("rule", Lock::AccessExclusive));
    const NAMES_OTHERS: bool = true;
    const FOLLOWS_TYPE: bool = true;

    fn decide(_: Context<'_>, _: &Pair<'_, Self>, field: RuleField) -> Vec<Decision> {
        vec![Decision::Alter(match field {
            RuleField::Event | RuleField::Instead | RuleField::Condition | RuleField::Actions => {
                RuleAlter::Define.into()
            }
            // CREATE OR REPLACE RULE keeps it (`InsertRule`).
            RuleField::Enabled => RuleAlter::Enabled.into(),
        })]
    }

    fn completions(_: Context<'_>, _: &MemberName, new: &Self) -> Vec<RuleAlter> {
        if new.enabled == FiringState::Origin { Vec::new() } else { vec![RuleAlter::Enabled] }
    }

    fn traits(context: Context<'_>, pair: &Pair<'_, Self>, alter: &RuleAlter) -> Traits {
        let cost = context.lock_on(&pair.id.parent(), Lock::AccessExclusive);
        match alter {
            RuleAlter::Define => {
                redefines(&["event", "instead", "condition", "actions"], Sense::Changes, cost)
            }
            RuleAlter::Enabled => anywhere(&["enabled"], Sense::Changes, cost),
        }
    }

    plain!(consumes: none);
    plain!(releases: none);
    plain!(refused_by: none);
    /// Source: `DefineQueryRewrite`.
    fn create_cost(context: Context<'_>, id: &MemberName, _: &Self) -> Cost {
        context.lock_on(&id.parent(), Lock::AccessExclusive)
    }

    // Source: `RemoveRewriteRuleById`.
    plain!(drop_cost: Cost::lock(Lock::AccessExclusive));
    plain!(holds_data: false);
    plain!(secrets: none);
}
