//! Check constraints of domains.

use schema_diff::DomainConstraintAlter;
use schema_model::{DomainConstraint, MemberName};

use crate::quote::{identifier, parent};
use crate::words::{Scope, Words};

impl Words for DomainConstraint {
    type Alter = DomainConstraintAlter;

    fn address(id: &MemberName) -> String {
        format!("CONSTRAINT {} ON DOMAIN {}", identifier(&id.name), parent(id))
    }

    fn create(_: Scope<'_>, id: &MemberName, new: &Self) -> Vec<String> {
        let not_valid = if new.validated { "" } else { " NOT VALID" };
        vec![format!(
            "ALTER DOMAIN {} ADD CONSTRAINT {} CHECK ({}){not_valid}",
            parent(id),
            identifier(&id.name),
            new.expression
        )]
    }

    fn alter(
        _: Scope<'_>,
        id: &MemberName,
        _: &Self,
        _: &Self,
        alter: &DomainConstraintAlter,
    ) -> Vec<String> {
        match alter {
            DomainConstraintAlter::Validate => {
                vec![format!("ALTER DOMAIN {} VALIDATE CONSTRAINT {}", parent(id), identifier(&id.name))]
            }
        }
    }

    fn drop(_: Scope<'_>, id: &MemberName, _: &Self) -> Vec<String> {
        vec![format!("ALTER DOMAIN {} DROP CONSTRAINT {}", parent(id), identifier(&id.name))]
    }
}
