//! Default privileges.

use std::collections::BTreeMap;

use schema_diff::DefaultPrivilegeAlter;
use schema_model::{DefaultPrivilege, DefaultPrivilegeName, DefaultPrivilegeObjects, Grantee, PrivilegeType};

use crate::guard::Guard;
use crate::quote::identifier;
use crate::words::{Scope, Words};

use super::privilege::{Held, words_of_change};

/// What the grantee gets where the model says nothing.
fn default(scope: Scope<'_>, id: &DefaultPrivilegeName) -> Held {
    let types = match (&id.grantee, &id.schema) {
        (Grantee::Owner, None) => id.objects.privileges(scope.major),
        (Grantee::Public, None) => id.objects.public_privileges(),
        _ => &[],
    };
    types.iter().map(|p| (*p, false)).collect()
}

fn change(id: &DefaultPrivilegeName, old: &Held, new: &Held) -> Vec<String> {
    let objects = match id.objects {
        DefaultPrivilegeObjects::Tables => "TABLES",
        DefaultPrivilegeObjects::Sequences => "SEQUENCES",
        DefaultPrivilegeObjects::Functions => "FUNCTIONS",
        DefaultPrivilegeObjects::Types => "TYPES",
        DefaultPrivilegeObjects::Schemas => "SCHEMAS",
        DefaultPrivilegeObjects::LargeObjects => "LARGE OBJECTS",
    };
    let grantee = match &id.grantee {
        Grantee::Public => "PUBLIC".into(),
        Grantee::Owner => identifier(&id.role),
        Grantee::Role(name) => identifier(name),
    };
    let list = |types: &[PrivilegeType]| types.iter().map(|p| p.keyword()).collect::<Vec<_>>().join(", ");
    let address = DefaultPrivilege::address(id);
    let said = words_of_change((old, old), new, &list, &format!("ON {objects}"), &grantee);
    said.into_iter().map(|words| format!("ALTER {address} {words}")).collect()
}

impl Words for DefaultPrivilege {
    type Alter = DefaultPrivilegeAlter;

    fn address(id: &DefaultPrivilegeName) -> String {
        let schema = id.schema.as_ref().map(|schema| format!(" IN SCHEMA {}", identifier(schema)));
        format!("DEFAULT PRIVILEGES FOR ROLE {}{}", identifier(&id.role), schema.unwrap_or_default())
    }

    fn exists(_: &DefaultPrivilegeName) -> Option<String> {
        None
    }

    fn guard(_: &DefaultPrivilegeName, alter: &DefaultPrivilegeAlter) -> Guard {
        match alter {
            DefaultPrivilegeAlter::Privileges => Guard::Repeatable,
        }
    }

    fn create(scope: Scope<'_>, id: &DefaultPrivilegeName, new: &Self) -> Vec<String> {
        change(id, &default(scope, id), &new.privileges)
    }

    fn alter(
        _: Scope<'_>,
        id: &DefaultPrivilegeName,
        old: &Self,
        new: &Self,
        alter: &DefaultPrivilegeAlter,
    ) -> Vec<String> {
        match alter {
            DefaultPrivilegeAlter::Privileges => change(id, &old.privileges, &new.privileges),
        }
    }

    fn drop(scope: Scope<'_>, id: &DefaultPrivilegeName, old: &Self) -> Vec<String> {
        let default: BTreeMap<PrivilegeType, bool> = default(scope, id);
        change(id, &old.privileges, &default)
    }
}
