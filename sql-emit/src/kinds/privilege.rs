//! Privileges.

use std::collections::BTreeMap;

use crate::guard::Guard;
use schema_diff::{Given, PrivilegeAlter};
use schema_model::{Grantee, ObjectId, ObjectKind, Privilege, PrivilegeName, PrivilegeType};

use crate::quote::{identifier, parent, routine};
use crate::words::{Scope, Words, address};

pub(super) type Held = BTreeMap<PrivilegeType, bool>;

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
        // GRANT knows no aggregates.
        ObjectId::Aggregate(name) => format!("FUNCTION {}", routine(name)),
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

/// GRANT and REVOKE that lead from what is held to what shall be; `list` says the privileges. What is held may not be known but
/// for the least and the most.
pub(super) fn words_of_change(
    (at_least, at_most): (&Held, &Held),
    new: &Held,
    list: &dyn Fn(&[PrivilegeType]) -> String,
    on: &str,
    grantee: &str,
) -> Vec<String> {
    let pick = |test: &dyn Fn(PrivilegeType) -> bool| -> Vec<PrivilegeType> {
        PrivilegeType::ALL.iter().copied().filter(|p| test(*p)).collect()
    };
    let revoked = pick(&|p| at_most.contains_key(&p) && !new.contains_key(&p));
    let weakened = pick(&|p| at_most.get(&p) == Some(&true) && new.get(&p) == Some(&false));
    let granted = pick(&|p| !at_least.contains_key(&p) && new.get(&p) == Some(&false));
    let with_option = pick(&|p| new.get(&p) == Some(&true) && at_least.get(&p) != Some(&true));
    let mut all = Vec::new();
    if !revoked.is_empty() {
        all.push(format!("REVOKE {} {on} FROM {grantee}", list(&revoked)));
    }
    if !weakened.is_empty() {
        all.push(format!("REVOKE GRANT OPTION FOR {} {on} FROM {grantee}", list(&weakened)));
    }
    if !granted.is_empty() {
        all.push(format!("GRANT {} {on} TO {grantee}", list(&granted)));
    }
    if !with_option.is_empty() {
        all.push(format!("GRANT {} {on} TO {grantee} WITH GRANT OPTION", list(&with_option)));
    }
    all
}

/// The same on an object, by who grants it.
fn change(scope: Scope<'_>, id: &PrivilegeName, old: (&Held, &Held), new: &Held) -> Vec<String> {
    let target = id.target.id();
    let (object, grantee) = (object(target), grantee(scope, id));
    let of = |types: &[PrivilegeType]| list(target, types);
    let mut all = words_of_change(old, new, &of, &format!("ON {object}"), &grantee);
    match &id.grantor {
        Some(role) if !all.is_empty() => {
            all.insert(0, format!("SET ROLE {}", identifier(role)));
            all.push("RESET ROLE".into());
            all
        }
        _ => all,
    }
}

/// From what default privileges gave to what is wanted.
pub(crate) fn from_given(
    scope: Scope<'_>,
    id: &PrivilegeName,
    given: &Given,
    wanted: Option<&Privilege>,
) -> Vec<String> {
    let default = default(scope, id);
    change(scope, id, (&given.at_least, &given.at_most), wanted.map_or(&default, |wanted| &wanted.privileges))
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
            PrivilegeAlter::Privileges | PrivilegeAlter::Given(_) => Guard::Repeatable,
        }
    }

    fn create(scope: Scope<'_>, id: &PrivilegeName, new: &Self) -> Vec<String> {
        let default = new.initial.clone().unwrap_or_else(|| default(scope, id));
        change(scope, id, (&default, &default), &new.privileges)
    }

    fn alter(
        scope: Scope<'_>,
        id: &PrivilegeName,
        old: &Self,
        new: &Self,
        alter: &PrivilegeAlter,
    ) -> Vec<String> {
        match alter {
            PrivilegeAlter::Privileges => {
                change(scope, id, (&old.privileges, &old.privileges), &new.privileges)
            }
            PrivilegeAlter::Given(given) => from_given(scope, id, given, Some(new)),
        }
    }

    fn drop(scope: Scope<'_>, id: &PrivilegeName, old: &Self) -> Vec<String> {
        let default = old.initial.clone().unwrap_or_else(|| default(scope, id));
        change(scope, id, (&old.privileges, &old.privileges), &default)
    }
}
