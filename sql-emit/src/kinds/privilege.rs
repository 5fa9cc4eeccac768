//! Privileges.

use std::collections::BTreeMap;

use crate::guard::Guard;
use schema_diff::PrivilegeAlter;
use schema_model::{Grantee, ObjectId, ObjectKind, Privilege, PrivilegeName, PrivilegeType};

use crate::quote::{identifier, parent};
use crate::words::{Scope, Words, address};

type Held = BTreeMap<PrivilegeType, bool>;

/// What the grantee holds where the model says nothing.
fn default(scope: Scope<'_>, id: &PrivilegeName) -> Held {
    let kind = id.target.id().kind();
    let types = match (&id.grantee, &id.grantor) {
        (Grantee::Public, None) => id.target.id().public_privileges(scope.major),
        (Grantee::Owner, None) if kind != ObjectKind::Column => kind.privileges(scope.major),
        _ => &[],
    };
    types.iter().map(|p| (*p, false)).collect()
}

/// The object as GRANT calls it.
fn object(id: &ObjectId) -> String {
    match id {
        ObjectId::Column(name) => format!("TABLE {}", parent(name)),
        ObjectId::View(_) | ObjectId::MaterializedView(_) => {
            let address = address(id);
            let name = address.trim_start_matches("MATERIALIZED ").trim_start_matches("VIEW ");
            format!("TABLE {name}")
        }
        ObjectId::ForeignServer(name) => format!("FOREIGN SERVER {}", identifier(name)),
        _ => address(id),
    }
}

fn list(id: &ObjectId, privileges: &[PrivilegeType]) -> String {
    let column = match id {
        ObjectId::Column(name) => format!(" ({})", identifier(&name.name)),
        _ => String::new(),
    };
    privileges.iter().map(|p| format!("{}{column}", p.keyword())).collect::<Vec<_>>().join(", ")
}

fn grantee(scope: Scope<'_>, id: &PrivilegeName) -> String {
    match &id.grantee {
        Grantee::Public => "PUBLIC".into(),
        Grantee::Role(name) => identifier(name),
        Grantee::Owner => {
            let target = id.target.id();
            // A column, and the sequence of an identity, have their table's owner.
            let whole = scope.to.resolve(target).or_else(|| scope.from.resolve(target)).unwrap_or(target);
            let relation = match whole {
                ObjectId::Column(column) => ObjectId::Table(column.parent()),
                other => other.clone(),
            };
            let owner = scope.to.owner(&relation).or_else(|| scope.from.owner(&relation));
            owner.map_or("CURRENT_ROLE".into(), |owner| identifier(owner))
        }
    }
}

/// GRANT and REVOKE that lead from what is held to what shall be.
fn change(scope: Scope<'_>, id: &PrivilegeName, old: &Held, new: &Held) -> Vec<String> {
    let target = id.target.id();
    let (object, grantee) = (object(target), grantee(scope, id));
    let pick = |test: &dyn Fn(PrivilegeType) -> bool| -> Vec<PrivilegeType> {
        PrivilegeType::ALL.iter().copied().filter(|p| test(*p)).collect()
    };
    let revoked = pick(&|p| old.contains_key(&p) && !new.contains_key(&p));
    let weakened = pick(&|p| old.get(&p) == Some(&true) && new.get(&p) == Some(&false));
    let granted = pick(&|p| !old.contains_key(&p) && new.get(&p) == Some(&false));
    let with_option = pick(&|p| new.get(&p) == Some(&true) && old.get(&p) != Some(&true));
    let mut all = Vec::new();
    if !revoked.is_empty() {
        all.push(format!("REVOKE {} ON {object} FROM {grantee}", list(target, &revoked)));
    }
    if !weakened.is_empty() {
        let what = list(target, &weakened);
        all.push(format!("REVOKE GRANT OPTION FOR {what} ON {object} FROM {grantee}"));
    }
    if !granted.is_empty() {
        all.push(format!("GRANT {} ON {object} TO {grantee}", list(target, &granted)));
    }
    if !with_option.is_empty() {
        all.push(format!("GRANT {} ON {object} TO {grantee} WITH GRANT OPTION", list(target, &with_option)));
    }
    match &id.grantor {
        Some(role) if !all.is_empty() => {
            all.insert(0, format!("SET ROLE {}", identifier(role)));
            all.push("RESET ROLE".into());
            all
        }
        _ => all,
    }
}

impl Words for Privilege {
    type Alter = PrivilegeAlter;

    fn address(id: &PrivilegeName) -> String {
        address(id.target.id())
    }

    fn exists(_: &PrivilegeName) -> Option<String> {
        None
    }

    fn guard(_: &PrivilegeName, alter: &PrivilegeAlter) -> Guard {
        match alter {
            PrivilegeAlter::Privileges => Guard::Repeatable,
        }
    }

    fn create(scope: Scope<'_>, id: &PrivilegeName, new: &Self) -> Vec<String> {
        change(scope, id, &default(scope, id), &new.privileges)
    }

    fn alter(
        scope: Scope<'_>,
        id: &PrivilegeName,
        old: &Self,
        new: &Self,
        alter: &PrivilegeAlter,
    ) -> Vec<String> {
        match alter {
            PrivilegeAlter::Privileges => change(scope, id, &old.privileges, &new.privileges),
        }
    }

    fn drop(scope: Scope<'_>, id: &PrivilegeName, old: &Self) -> Vec<String> {
        change(scope, id, &old.privileges, &default(scope, id))
    }
}
