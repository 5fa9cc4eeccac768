//! Foreign data wrappers.

use std::collections::BTreeSet;

use schema_model::{ForeignDataWrapper, ForeignDataWrapperField, Name, ObjectId};

use super::{Rules, anywhere, plain, redefines};
use crate::action::Cost;
use crate::foreign;
use crate::rules::{Context, Decision, Pair, Sense, Traits};
use crate::{ForeignDataWrapperAlter, Lock};

impl Rules for ForeignDataWrapper {
    type Alter = ForeignDataWrapperAlter;
    const CREATE: u16 = 180;
    const DROP: u16 = 70;
    const GROUND: &'static [&'static str] = &[];
    const RENAMED: Option<(&'static str, Lock)> = Some(("foreign data wrapper", Lock::None));
    const NAMES_OTHERS: bool = true;
    const FOLLOWS_TYPE: bool = true;

    fn decide(_: Context<'_>, _: &Pair<'_, Self>, field: ForeignDataWrapperField) -> Vec<Decision> {
        vec![Decision::Alter(match field {
            ForeignDataWrapperField::Handler | ForeignDataWrapperField::Validator => {
                ForeignDataWrapperAlter::Functions.into()
            }
            ForeignDataWrapperField::Options => ForeignDataWrapperAlter::Options.into(),
        })]
    }

    fn traits(_: Context<'_>, _: &Pair<'_, Self>, alter: &ForeignDataWrapperAlter) -> Traits {
        match alter {
            ForeignDataWrapperAlter::Functions => {
                redefines(&["handler", "validator"], Sense::Changes, Cost::default())
            }
            ForeignDataWrapperAlter::Options => anywhere(&["options"], Sense::Changes, Cost::default()),
        }
    }

    fn drop_cost(_: Context<'_>, _: &Name, old: &Self) -> Cost {
        foreign::drop_cost(&old.secrets)
    }

    fn holds_data(_: Context<'_>, _: &Self::Id, old: &Self) -> bool {
        !old.secrets.is_empty()
    }

    plain!(completions: none);
    plain!(consumes: none);
    plain!(releases: none);
    plain!(refused_by: none);
    plain!(create_cost: Cost::default());

    fn secrets(object: &Self) -> Option<&BTreeSet<Name>> {
        Some(&object.secrets)
    }
}
