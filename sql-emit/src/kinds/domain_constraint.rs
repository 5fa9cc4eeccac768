//! Check constraints of domains.

use crate::guard::Guard;
use schema_diff::{DomainConstraintAlter, Way};
use schema_model::{DomainConstraint, MemberName};

use crate::quote::{identifier, literal, parent};
use crate::words::{Scope, Words};

impl Words for DomainConstraint {
    type Alter = DomainConstraintAlter;

    fn address(id: &MemberName) -> String {
        format!("CONSTRAINT {} ON DOMAIN {}", identifier(&id.name), parent(id))
    }

    fn exists(id: &MemberName) -> Option<String> {
        Some(format!(
            "EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE contypid = pg_catalog.to_regtype({}) AND conname = {})",
            literal(&parent(id)),
            literal(&id.name)
        ))
    }

    fn guard(_: &MemberName, alter: &DomainConstraintAlter) -> Guard {
        match alter {
            DomainConstraintAlter::Validate => Guard::Repeatable,
        }
    }

    fn create(scope: Scope<'_>, id: &MemberName, new: &Self) -> Vec<String> {
        let later = !new.validated || scope.action.way == Way::NotValid;
        let not_valid = if later { " NOT VALID" } else { "" };
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
