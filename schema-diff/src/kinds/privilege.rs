//! Privileges.

use std::collections::BTreeMap;

use schema_model::{ObjectId, Privilege, PrivilegeField, PrivilegeType};

use super::{Rules, anywhere, plain};
use crate::action::Cost;
use crate::rules::{Context, Decision, Pair, Sense, Traits};
use crate::{Lock, PrivilegeAlter};

/// The traits of granting and revoking, of privileges and of default privileges.
pub(super) fn changing(old: &BTreeMap<PrivilegeType, bool>, new: &BTreeMap<PrivilegeType, bool>) -> Traits {
    let kept = old.iter().all(|(p, option)| new.get(p).is_some_and(|new| new >= option));
    anywhere(&["privileges"], if kept { Sense::Adds } else { Sense::Changes }, Cost::default())
}

impl Rules for Privilege {
    type Alter = PrivilegeAlter;
    const CREATE: u16 = 320;
    const DROP: u16 = 4;
    const GROUND: &'static [&'static str] = &[];
    const RENAMED: Option<(&'static str, Lock)> = None;
    const NAMES_OTHERS: bool = false;
    const FOLLOWS_TYPE: bool = false;

    fn decide(_: Context<'_>, _: &Pair<'_, Self>, field: PrivilegeField) -> Vec<Decision> {
        match field {
            PrivilegeField::Privileges => vec![Decision::Alter(PrivilegeAlter::Privileges.into())],
        }
    }

    fn traits(_: Context<'_>, pair: &Pair<'_, Self>, alter: &PrivilegeAlter) -> Traits {
        match alter {
            // It leads to what a new object shall have.
            PrivilegeAlter::Given(_) => anywhere(&["privileges"], Sense::Adds, Cost::default()),
            PrivilegeAlter::Privileges => changing(&pair.old.privileges, &pair.new.privileges),
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
