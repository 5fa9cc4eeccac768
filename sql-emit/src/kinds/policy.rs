//! Policies.

use schema_diff::PolicyAlter;
use schema_model::{Grantee, MemberName, Policy, PolicyCommand};

use crate::guard::{self, Guard};
use crate::quote::{identifier, parent};
use crate::words::{Scope, Words};

fn roles(policy: &Policy) -> String {
    let roles: Vec<String> = policy
        .roles
        .iter()
        .map(|role| match role {
            Grantee::Public => "PUBLIC".into(),
            Grantee::Owner => "CURRENT_ROLE".into(),
            Grantee::Role(name) => identifier(name),
        })
        .collect();
    roles.join(", ")
}

fn expressions(policy: &Policy) -> String {
    let using = policy.using.as_ref().map(|e| format!(" USING ({e})")).unwrap_or_default();
    let check = policy.with_check.as_ref().map(|e| format!(" WITH CHECK ({e})")).unwrap_or_default();
    using + &check
}

impl Words for Policy {
    type Alter = PolicyAlter;

    fn address(id: &MemberName) -> String {
        format!("POLICY {} ON {}", identifier(&id.name), parent(id))
    }

    fn exists(id: &MemberName) -> Option<String> {
        Some(guard::below(id, ("pg_policy", "polrelid", "polname")))
    }

    fn guard(_: &MemberName, alter: &PolicyAlter) -> Guard {
        match alter {
            PolicyAlter::Define => Guard::Repeatable,
        }
    }

    fn create(_: Scope<'_>, id: &MemberName, new: &Self) -> Vec<String> {
        let restrictive = if new.restrictive { " AS RESTRICTIVE" } else { "" };
        let command = match new.command {
            PolicyCommand::All => "",
            PolicyCommand::Select => " FOR SELECT",
            PolicyCommand::Insert => " FOR INSERT",
            PolicyCommand::Update => " FOR UPDATE",
            PolicyCommand::Delete => " FOR DELETE",
        };
        vec![format!(
            "CREATE POLICY {} ON {}{restrictive}{command} TO {}{}",
            identifier(&id.name),
            parent(id),
            roles(new),
            expressions(new)
        )]
    }

    fn alter(_: Scope<'_>, id: &MemberName, old: &Self, new: &Self, alter: &PolicyAlter) -> Vec<String> {
        match alter {
            PolicyAlter::Define => {
                let to = if old.roles == new.roles { String::new() } else { format!(" TO {}", roles(new)) };
                let mut changed = new.clone();
                if old.using == new.using {
                    changed.using = None;
                }
                if old.with_check == new.with_check {
                    changed.with_check = None;
                }
                vec![format!(
                    "ALTER POLICY {} ON {}{to}{}",
                    identifier(&id.name),
                    parent(id),
                    expressions(&changed)
                )]
            }
        }
    }

    fn drop(_: Scope<'_>, id: &MemberName, _: &Self) -> Vec<String> {
        vec![format!("DROP POLICY {} ON {}", identifier(&id.name), parent(id))]
    }
}
