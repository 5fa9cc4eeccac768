//! Roles.

use schema_model::{Name, ObjectId, Role, RoleField};

use super::{Rules, anywhere, plain};
use crate::action::{Action, Cost, Loss, Verb};
use crate::plan::{Difference, Remark};
use crate::rules::{Context, Decision, Pair, Sense, Traits};
use crate::{Lock, RoleAlter};

/// New roles that are to log in: their passwords are in no model.
pub(crate) fn without_password(context: Context<'_>, actions: &[Action]) -> Vec<Remark> {
    let created = actions.iter().flat_map(Action::flatten).filter(|action| action.verb == Verb::Create);
    let logs_in = |id: &ObjectId| match id {
        ObjectId::Role(name) => context.to.get::<Role>(name).is_some_and(|role| role.login),
        _ => false,
    };
    created
        .filter(|action| logs_in(&action.id))
        .map(|action| Remark {
            id: action.id.clone(),
            what: Difference::Missing,
            reason: "made without a password, which is not in the model: where it logs in with one, set it by hand \
                     (\\password in psql keeps it out of logs)"
                .to_owned(),
        })
        .collect()
}

impl Rules for Role {
    type Alter = RoleAlter;
    const CREATE: u16 = 2;
    const DROP: u16 = 998;
    const GROUND: &'static [&'static str] = &[];
    // The ids of what it is granted and of what it is a member of would change along.
    const RENAMED: Option<(&'static str, Lock)> = None;
    const NAMES_OTHERS: bool = false;
    const FOLLOWS_TYPE: bool = false;

    fn decide(_: Context<'_>, _: &Pair<'_, Self>, field: RoleField) -> Vec<Decision> {
        let alter = match field {
            RoleField::Superuser
            | RoleField::CreateRole
            | RoleField::CreateDatabase
            | RoleField::NoInherit
            | RoleField::Login
            | RoleField::Replication
            | RoleField::BypassRowSecurity
            | RoleField::ConnectionLimit
            | RoleField::ValidUntil => RoleAlter::Attributes,
            RoleField::Settings => RoleAlter::Settings,
        };
        vec![Decision::Alter(alter.into())]
    }

    fn traits(_: Context<'_>, pair: &Pair<'_, Self>, alter: &RoleAlter) -> Traits {
        match alter {
            // Whether more or less is allowed is for a person to say: repair leaves both alone.
            RoleAlter::Attributes => {
                let fields = &[
                    "superuser",
                    "create_role",
                    "create_database",
                    "no_inherit",
                    "login",
                    "replication",
                    "bypass_row_security",
                    "connection_limit",
                    "valid_until",
                ];
                anywhere(fields, Sense::Changes, Cost::default())
            }
            RoleAlter::Settings => {
                let sense = super::database::sense(&pair.old.settings, &pair.new.settings);
                anywhere(&["settings"], sense, Cost::default())
            }
        }
    }

    fn drop_cost(_: Context<'_>, _: &Name, _: &Self) -> Cost {
        Cost::default().losing(Loss::Role)
    }

    plain!(completions: none);
    plain!(consumes: none);
    plain!(releases: none);
    plain!(refused_by: none);
    plain!(create_cost: Cost::default());
    plain!(holds_data: true);
    plain!(secrets: none);
}
