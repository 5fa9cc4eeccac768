//! What sessions of a role in the database begin with.

use schema_diff::RoleSettingAlter;
use schema_model::{Name, Options, RoleSetting};

use super::database::CURRENT;
use super::role::settings;
use crate::guard::Guard;
use crate::quote::identifier;
use crate::words::{Scope, Words};

fn of(id: &Name) -> String {
    format!("ROLE {} IN DATABASE {CURRENT}", identifier(id))
}

impl Words for RoleSetting {
    type Alter = RoleSettingAlter;

    /// Nothing can be said of it by this.
    fn address(id: &Name) -> String {
        of(id)
    }

    fn exists(_: &Name) -> Option<String> {
        None
    }

    fn guard(_: &Name, alter: &RoleSettingAlter) -> Guard {
        match alter {
            RoleSettingAlter::Settings => Guard::Repeatable,
        }
    }

    fn create(_: Scope<'_>, id: &Name, new: &Self) -> Vec<String> {
        settings(&of(id), &Options::new(), &new.settings)
    }

    fn alter(_: Scope<'_>, id: &Name, old: &Self, new: &Self, alter: &RoleSettingAlter) -> Vec<String> {
        match alter {
            RoleSettingAlter::Settings => settings(&of(id), &old.settings, &new.settings),
        }
    }

    fn drop(_: Scope<'_>, id: &Name, _: &Self) -> Vec<String> {
        vec![format!("ALTER {} RESET ALL", of(id))]
    }
}
