//! Policies.

use schema_model::{MemberName, ObjectId, Policy, PolicyField};

use super::{Rules, plain, redefines};
use crate::action::Cost;
use crate::rules::{Context, Decision, Pair, Sense, Traits};
use crate::{Lock, PolicyAlter};

impl Rules for Policy {
    type Alter = PolicyAlter;
    const CREATE: u16 = 270;
    const DROP: u16 = 10;
    const GROUND: &'static [&'static str] = &[];
    const RENAMED: Option<(&'static str, Lock)> = Some(("policy", Lock::AccessExclusive));
    const NAMES_OTHERS: bool = true;
    const FOLLOWS_TYPE: bool = true;

    fn decide(_: Context<'_>, pair: &Pair<'_, Self>, field: PolicyField) -> Vec<Decision> {
        let define = Decision::Alter(PolicyAlter::Define.into());
        vec![match field {
            PolicyField::Command | PolicyField::Restrictive => Decision::Replace,
            PolicyField::Roles => define,
            // ALTER POLICY has no words for taking an expression away.
            PolicyField::Using if pair.new.using.is_none() => Decision::Replace,
            PolicyField::WithCheck if pair.new.with_check.is_none() => Decision::Replace,
            PolicyField::Using | PolicyField::WithCheck => define,
        }]
    }

    fn traits(_: Context<'_>, _: &Pair<'_, Self>, alter: &PolicyAlter) -> Traits {
        match alter {
            PolicyAlter::Define => redefines(
                &["roles", "using", "with_check"],
                Sense::Changes,
                Cost::lock(Lock::AccessExclusive),
            ),
        }
    }

    plain!(completions: none);
    plain!(consumes: none);
    plain!(releases: none);
    plain!(refused_by: none);
    fn create_cost(context: Context<'_>, id: &MemberName, _: &Self) -> Cost {
        context.lock_on(&id.parent(), Lock::AccessExclusive)
    }

    plain!(drop_cost: Cost::lock(Lock::AccessExclusive));
    plain!(holds_data: false);
    plain!(secrets: none);
}
