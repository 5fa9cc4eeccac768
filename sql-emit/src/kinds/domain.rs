//! Domains.

use schema_diff::DomainAlter;
use schema_model::{Domain, DomainConstraint, NotNull, ObjectId, QualifiedName};

use crate::guard::{self, Guard};
use crate::quote::{identifier, qualified};
use crate::words::{Scope, Words};

fn create(scope: Scope<'_>, id: &QualifiedName, new: &Domain) -> String {
    let mut sql = format!("CREATE DOMAIN {} AS {}", qualified(id), new.base_type);
    if let Some(collation) = &new.collation {
        sql += &format!(" COLLATE {collation}");
    }
    if let Some(default) = &new.default {
        sql += &format!(" DEFAULT {default}");
    }
    if let Some(not_null) = &new.not_null {
        sql += &super::column::not_null_clause(not_null);
    }
    for folded in &scope.action.folded {
        if let ObjectId::DomainConstraint(name) = &folded.id
            && let Some(constraint) = scope.to.get::<DomainConstraint>(name)
        {
            sql += &format!(" CONSTRAINT {} CHECK ({})", identifier(&name.name), constraint.expression);
        }
    }
    sql
}

/// What PostgreSQL calls a domain's not-null constraint that has no name of its own (17+).
fn not_null_name(id: &QualifiedName, not_null: &NotNull) -> String {
    match &not_null.name {
        Some(name) => identifier(name),
        None => identifier(&schema_model::object_name(&id.name, None, "not_null")),
    }
}

impl Words for Domain {
    type Alter = DomainAlter;

    fn address(id: &QualifiedName) -> String {
        format!("DOMAIN {}", qualified(id))
    }

    fn exists(id: &QualifiedName) -> Option<String> {
        guard::type_exists(id)
    }

    fn guard(_: &QualifiedName, alter: &DomainAlter) -> Guard {
        match alter {
            DomainAlter::Default | DomainAlter::NotNull => Guard::Repeatable,
            DomainAlter::Supersede(_) | DomainAlter::DropSuperseded(_) => Guard::Unknown,
        }
    }

    fn create(scope: Scope<'_>, id: &QualifiedName, new: &Self) -> Vec<String> {
        vec![create(scope, id, new)]
    }

    fn alter(
        scope: Scope<'_>,
        id: &QualifiedName,
        old: &Self,
        new: &Self,
        alter: &DomainAlter,
    ) -> Vec<String> {
        let domain = qualified(id);
        match alter {
            DomainAlter::Default => vec![match &new.default {
                Some(default) => format!("ALTER DOMAIN {domain} SET DEFAULT {default}"),
                None => format!("ALTER DOMAIN {domain} DROP DEFAULT"),
            }],
            DomainAlter::NotNull => vec![match (&old.not_null, &new.not_null) {
                (Some(before), Some(after)) => format!(
                    "ALTER DOMAIN {domain} RENAME CONSTRAINT {} TO {}",
                    not_null_name(id, before),
                    not_null_name(id, after)
                ),
                (_, Some(NotNull { name: Some(name), .. })) if scope.major >= 17 => {
                    format!("ALTER DOMAIN {domain} ADD CONSTRAINT {} NOT NULL", identifier(name))
                }
                (_, Some(_)) => format!("ALTER DOMAIN {domain} SET NOT NULL"),
                (_, None) => format!("ALTER DOMAIN {domain} DROP NOT NULL"),
            }],
            DomainAlter::Supersede(aside) => {
                vec![format!("ALTER DOMAIN {domain} RENAME TO {}", identifier(aside)), create(scope, id, new)]
            }
            DomainAlter::DropSuperseded(aside) => {
                let aside = QualifiedName::new(id.schema.clone(), aside);
                vec![format!("DROP DOMAIN {}", qualified(&aside))]
            }
        }
    }

    fn drop(_: Scope<'_>, id: &QualifiedName, _: &Self) -> Vec<String> {
        vec![format!("DROP DOMAIN {}", qualified(id))]
    }
}
