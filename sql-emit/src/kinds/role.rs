//! Roles.

use schema_diff::RoleAlter;
use schema_model::{Name, Options, Role};

use super::function;
use crate::guard::Guard;
use crate::quote::{identifier, literal, option_name};
use crate::words::{Scope, Words};

/// ` SUPERUSER NOLOGIN …`: what is not as in `usual`.
fn attributes(new: &Role, usual: &Role) -> String {
    let flags = [
        (new.superuser, usual.superuser, "SUPERUSER"),
        (new.create_role, usual.create_role, "CREATEROLE"),
        (new.create_database, usual.create_database, "CREATEDB"),
        (!new.no_inherit, !usual.no_inherit, "INHERIT"),
        (new.login, usual.login, "LOGIN"),
        (new.replication, usual.replication, "REPLICATION"),
        (new.bypass_row_security, usual.bypass_row_security, "BYPASSRLS"),
    ];
    let mut all = String::new();
    for (flag, _, word) in flags.iter().filter(|(flag, usual, _)| flag != usual) {
        all += if *flag { " " } else { " NO" };
        all += word;
    }
    if new.connection_limit != usual.connection_limit {
        all += &format!(" CONNECTION LIMIT {}", new.connection_limit);
    }
    if new.valid_until != usual.valid_until {
        let until = new.valid_until.as_ref().map_or("infinity", |until| until.as_str());
        all += &format!(" VALID UNTIL {}", literal(until));
    }
    all
}

/// `ALTER ROLE … RESET` and `SET`, with what stands before them.
pub(super) fn settings(of: &str, old: &Options, new: &Options) -> Vec<String> {
    let gone = old.keys().filter(|name| !new.contains_key(*name));
    let mut all: Vec<String> = gone.map(|name| format!("ALTER {of} RESET {}", option_name(name))).collect();
    for (name, value) in new.iter().filter(|(name, value)| old.get(*name) != Some(value)) {
        all.push(format!("ALTER {of} {}", function::set(name, value)));
    }
    all
}

impl Words for Role {
    type Alter = RoleAlter;

    fn address(id: &Name) -> String {
        format!("ROLE {}", identifier(id))
    }

    fn exists(id: &Name) -> Option<String> {
        Some(format!("EXISTS (SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = {})", literal(id)))
    }

    fn guard(_: &Name, alter: &RoleAlter) -> Guard {
        match alter {
            RoleAlter::Attributes | RoleAlter::Settings => Guard::Repeatable,
        }
    }

    fn create(_: Scope<'_>, id: &Name, new: &Self) -> Vec<String> {
        let said = Self::address(id);
        let mut all = vec![format!("CREATE {said}{}", attributes(new, &Self::new()))];
        all.extend(settings(&said, &Options::new(), &new.settings));
        all
    }

    fn alter(_: Scope<'_>, id: &Name, old: &Self, new: &Self, alter: &RoleAlter) -> Vec<String> {
        let said = Self::address(id);
        match alter {
            RoleAlter::Attributes => vec![format!("ALTER {said}{}", attributes(new, old))],
            RoleAlter::Settings => settings(&said, &old.settings, &new.settings),
        }
    }

    fn drop(_: Scope<'_>, id: &Name, _: &Self) -> Vec<String> {
        vec![format!("DROP {}", Self::address(id))]
    }
}
