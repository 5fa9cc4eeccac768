//! Owners.

use schema_model::{ObjectId, Owner, OwnerField};

use super::{Rules, anywhere, plain};
use crate::OwnerAlter;
use crate::action::Cost;
use crate::rules::{Context, Decision, Pair, Sense, Traits};

impl Rules for Owner {
    type Alter = OwnerAlter;
    const CREATE: u16 = 310;
    const DROP: u16 = 6;

    fn decide(_: Context<'_>, _: &Pair<'_, Self>, field: OwnerField) -> Vec<Decision> {
        match field {
            OwnerField::Role => vec![Decision::Alter(OwnerAlter::Role.into())],
        }
    }

    fn traits(_: Context<'_>, _: &Pair<'_, Self>, alter: &OwnerAlter) -> Traits {
        match alter {
            OwnerAlter::Role => anywhere(&["role"], Sense::Changes, Cost::default()),
        }
    }

    plain!(completions: none);
    plain!(consumes: none);
    plain!(releases: none);
    plain!(refused_by: none);
    plain!(create_cost: Cost::default());
    plain!(drop_cost: Cost::default());
}
