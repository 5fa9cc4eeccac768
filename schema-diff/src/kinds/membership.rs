//! Memberships of roles in roles.

use schema_model::{Membership, MembershipField, ObjectId};

use super::{Rules, anywhere, plain};
use crate::action::Cost;
use crate::rules::{Context, Decision, Pair, Sense, Traits};
use crate::{Lock, MembershipAlter};

impl Rules for Membership {
    type Alter = MembershipAlter;
    const CREATE: u16 = 4;
    const DROP: u16 = 3;
    const GROUND: &'static [&'static str] = &[];
    const RENAMED: Option<(&'static str, Lock)> = None;
    const NAMES_OTHERS: bool = false;
    const FOLLOWS_TYPE: bool = false;

    fn decide(context: Context<'_>, _: &Pair<'_, Self>, field: MembershipField) -> Vec<Decision> {
        vec![match field {
            MembershipField::Admin => Decision::Alter(MembershipAlter::Options.into()),
            MembershipField::Inherit | MembershipField::Set if context.major() < Self::OPTIONS_SINCE => {
                Decision::Report(format!("PostgreSQL has this from {} on", Self::OPTIONS_SINCE))
            }
            MembershipField::Inherit | MembershipField::Set => {
                Decision::Alter(MembershipAlter::Options.into())
            }
        }]
    }

    fn traits(_: Context<'_>, pair: &Pair<'_, Self>, alter: &MembershipAlter) -> Traits {
        match alter {
            MembershipAlter::Options => {
                let (old, new) = (pair.old, pair.new);
                let wider = new.admin >= old.admin && new.inherit >= old.inherit && new.set >= old.set;
                let sense = if wider { Sense::Widens } else { Sense::Changes };
                anywhere(&["admin", "inherit", "set"], sense, Cost::default())
            }
        }
    }

    plain!(completions: none);
    plain!(consumes: none);
    plain!(releases: none);
    plain!(refused_by: none);
    plain!(create_cost: Cost::default());
    plain!(drop_cost: Cost::default());
    plain!(holds_data: false);
    plain!(secrets: none);
}
