//! Memberships of roles in roles.

use schema_diff::MembershipAlter;
use schema_model::{Membership, MembershipName};

use crate::guard::Guard;
use crate::quote::identifier;
use crate::words::{Scope, Words};

fn grant(id: &MembershipName, with: &[String]) -> String {
    let with = if with.is_empty() { String::new() } else { format!(" WITH {}", with.join(", ")) };
    format!("GRANT {} TO {}{with}{}", identifier(&id.role), identifier(&id.member), by(id))
}

fn revoke(id: &MembershipName, what: &str) -> String {
    format!("REVOKE {what}{} FROM {}{}", identifier(&id.role), identifier(&id.member), by(id))
}

fn by(id: &MembershipName) -> String {
    id.grantor.as_ref().map_or_else(String::new, |role| format!(" GRANTED BY {}", identifier(role)))
}

impl Words for Membership {
    type Alter = MembershipAlter;

    /// Nothing can be said of it by this.
    fn address(id: &MembershipName) -> String {
        format!("ROLE {}", identifier(&id.role))
    }

    fn exists(_: &MembershipName) -> Option<String> {
        None
    }

    fn guard(_: &MembershipName, alter: &MembershipAlter) -> Guard {
        match alter {
            MembershipAlter::Options => Guard::Repeatable,
        }
    }

    fn create(scope: Scope<'_>, id: &MembershipName, new: &Self) -> Vec<String> {
        let mut with = Vec::new();
        if scope.major >= Self::OPTIONS_SINCE {
            if new.admin {
                with.push("ADMIN TRUE".to_owned());
            }
            // Whether it is inherited would be the member's to say otherwise.
            with.push(format!("INHERIT {}", if new.inherit { "TRUE" } else { "FALSE" }));
            if !new.set {
                with.push("SET FALSE".to_owned());
            }
        } else if new.admin {
            with.push("ADMIN OPTION".to_owned());
        }
        vec![grant(id, &with)]
    }

    fn alter(
        scope: Scope<'_>,
        id: &MembershipName,
        old: &Self,
        new: &Self,
        alter: &MembershipAlter,
    ) -> Vec<String> {
        match alter {
            MembershipAlter::Options => {
                let mut all = Vec::new();
                if scope.major < Self::OPTIONS_SINCE {
                    if new.admin != old.admin {
                        all.push(if new.admin {
                            grant(id, &["ADMIN OPTION".to_owned()])
                        } else {
                            revoke(id, "ADMIN OPTION FOR ")
                        });
                    }
                    return all;
                }
                let options = [
                    (old.admin, new.admin, "ADMIN"),
                    (old.inherit, new.inherit, "INHERIT"),
                    (old.set, new.set, "SET"),
                ];
                let with: Vec<String> = options
                    .iter()
                    .filter(|(old, new, _)| old != new)
                    .map(|(_, new, word)| format!("{word} {}", if *new { "TRUE" } else { "FALSE" }))
                    .collect();
                if !with.is_empty() {
                    all.push(grant(id, &with));
                }
                all
            }
        }
    }

    fn drop(_: Scope<'_>, id: &MembershipName, _: &Self) -> Vec<String> {
        vec![revoke(id, "")]
    }
}
