//! What sessions of a role in the database begin with.

use schema_model::{ObjectId, RoleSetting, RoleSettingField};

use super::{Rules, anywhere, plain};
use crate::action::Cost;
use crate::rules::{Context, Decision, Pair, Traits};
use crate::{Lock, RoleSettingAlter};

impl Rules for RoleSetting {
    type Alter = RoleSettingAlter;
    const CREATE: u16 = 11;
    const DROP: u16 = 2;
    const GROUND: &'static [&'static str] = &[];
    const RENAMED: Option<(&'static str, Lock)> = None;
    const NAMES_OTHERS: bool = false;
    const FOLLOWS_TYPE: bool = false;

    fn decide(_: Context<'_>, _: &Pair<'_, Self>, field: RoleSettingField) -> Vec<Decision> {
        match field {
            RoleSettingField::Settings => vec![Decision::Alter(RoleSettingAlter::Settings.into())],
        }
    }

    fn traits(_: Context<'_>, pair: &Pair<'_, Self>, alter: &RoleSettingAlter) -> Traits {
        match alter {
            RoleSettingAlter::Settings => {
                let sense = super::database::sense(&pair.old.settings, &pair.new.settings);
                anywhere(&["settings"], sense, Cost::default())
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
