//! Owners.

use schema_model::{ObjectId, Owner, OwnerField, Target};

use super::{Rules, anywhere, plain};
use crate::action::Cost;
use crate::rules::{Context, Decision, Pair, Sense, Traits};
use crate::{Lock, OwnerAlter};

/// A relation changes its owner by way of ALTER TABLE (`AlterTableGetLockLevel`: `AT_ChangeOwner`), along with its
/// indexes and the sequences that it owns.
fn locking(context: Context<'_>, target: &Target) -> Cost {
    context.lock_on_relation(target.id(), Lock::AccessExclusive)
}

impl Rules for Owner {
    type Alter = OwnerAlter;
    const CREATE: u16 = 310;
    const DROP: u16 = 6;
    const GROUND: &'static [&'static str] = &[];
    const RENAMED: Option<(&'static str, Lock)> = None;
    const NAMES_OTHERS: bool = false;
    const FOLLOWS_TYPE: bool = false;

    fn decide(_: Context<'_>, _: &Pair<'_, Self>, field: OwnerField) -> Vec<Decision> {
        match field {
            OwnerField::Role => vec![Decision::Alter(OwnerAlter::Role.into())],
        }
    }

    fn traits(context: Context<'_>, pair: &Pair<'_, Self>, alter: &OwnerAlter) -> Traits {
        match alter {
            OwnerAlter::Role => anywhere(&["role"], Sense::Changes, locking(context, pair.id)),
        }
    }

    plain!(completions: none);
    fn consumes(_: Context<'_>, _: &Target, new: &Self, _: &OwnerAlter) -> Vec<ObjectId> {
        vec![ObjectId::Role(new.role.clone())]
    }

    fn releases(_: &Target, old: &Self, _: &OwnerAlter) -> Vec<ObjectId> {
        vec![ObjectId::Role(old.role.clone())]
    }

    plain!(refused_by: none);
    fn create_cost(context: Context<'_>, id: &Target, _: &Self) -> Cost {
        locking(context, id)
    }

    plain!(drop_cost: Cost::default());
    plain!(holds_data: false);
    plain!(secrets: none);
}
