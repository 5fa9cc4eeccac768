//! User mappings.

use std::collections::BTreeSet;

use schema_model::{Name, ObjectId, PartName, UserMapping, UserMappingField};

use super::{Rules, anywhere, plain};
use crate::action::Cost;
use crate::foreign;
use crate::rules::{Context, Decision, Pair, Sense, Traits};
use crate::{Lock, UserMappingAlter};

impl Rules for UserMapping {
    type Alter = UserMappingAlter;
    const CREATE: u16 = 182;
    const DROP: u16 = 60;
    const GROUND: &'static [&'static str] = &[];
    const RENAMED: Option<(&'static str, Lock)> = None;
    const NAMES_OTHERS: bool = false;
    const FOLLOWS_TYPE: bool = false;

    fn decide(_: Context<'_>, _: &Pair<'_, Self>, field: UserMappingField) -> Vec<Decision> {
        match field {
            UserMappingField::Options => vec![Decision::Alter(UserMappingAlter::Options.into())],
        }
    }

    fn traits(_: Context<'_>, _: &Pair<'_, Self>, alter: &UserMappingAlter) -> Traits {
        match alter {
            UserMappingAlter::Options => anywhere(&["options"], Sense::Changes, Cost::default()),
        }
    }

    fn drop_cost(_: Context<'_>, _: &PartName, old: &Self) -> Cost {
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
