//! Default privileges.

use schema_model::{DefaultPrivilege, DefaultPrivilegeField, ObjectId};

use super::{Rules, plain, privilege};
use crate::action::Cost;
use crate::rules::{Context, Decision, Pair, Traits};
use crate::{DefaultPrivilegeAlter, Lock};

impl Rules for DefaultPrivilege {
    type Alter = DefaultPrivilegeAlter;
    // After whatever a plan makes: what is made gets what was the default before.
    const CREATE: u16 = 330;
    const DROP: u16 = 330;
    const GROUND: &'static [&'static str] = &[];
    const RENAMED: Option<(&'static str, Lock)> = None;
    const NAMES_OTHERS: bool = false;
    const FOLLOWS_TYPE: bool = false;

    fn decide(_: Context<'_>, _: &Pair<'_, Self>, field: DefaultPrivilegeField) -> Vec<Decision> {
        match field {
            DefaultPrivilegeField::Privileges => {
                vec![Decision::Alter(DefaultPrivilegeAlter::Privileges.into())]
            }
        }
    }

    fn traits(_: Context<'_>, pair: &Pair<'_, Self>, alter: &DefaultPrivilegeAlter) -> Traits {
        match alter {
            DefaultPrivilegeAlter::Privileges => {
                privilege::changing(&pair.old.privileges, &pair.new.privileges)
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
