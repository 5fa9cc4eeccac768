//! Enum types.

use schema_diff::EnumAlter;
use schema_model::{EnumType, QualifiedName};

use crate::guard::{self, Guard};
use crate::quote::{identifier, literal, qualified};
use crate::words::{Scope, Words};

fn create(id: &QualifiedName, new: &EnumType) -> String {
    let labels: Vec<String> = new.labels.iter().map(|label| literal(label)).collect();
    format!("CREATE TYPE {} AS ENUM ({})", qualified(id), labels.join(", "))
}

impl Words for EnumType {
    type Alter = EnumAlter;

    fn address(id: &QualifiedName) -> String {
        format!("TYPE {}", qualified(id))
    }

    fn exists(id: &QualifiedName) -> Option<String> {
        guard::type_exists(id)
    }

    fn guard(id: &QualifiedName, alter: &EnumAlter) -> Guard {
        let label = |label: &str| {
            format!(
                "EXISTS (SELECT FROM pg_catalog.pg_enum WHERE enumtypid = {} AND enumlabel = {})",
                guard::regtype(id),
                literal(label)
            )
        };
        match alter {
            EnumAlter::AddValue(new) => Guard::If(format!("NOT {}", label(&new.label))),
            EnumAlter::RenameValue(change) => Guard::If(label(&change.from)),
            EnumAlter::Supersede(_) | EnumAlter::DropSuperseded(_) => Guard::Unknown,
        }
    }

    fn create(_: Scope<'_>, id: &QualifiedName, new: &Self) -> Vec<String> {
        vec![create(id, new)]
    }

    fn alter(_: Scope<'_>, id: &QualifiedName, _: &Self, new: &Self, alter: &EnumAlter) -> Vec<String> {
        match alter {
            EnumAlter::AddValue(label) => {
                let place =
                    label.before.as_ref().map(|b| format!(" BEFORE {}", literal(b))).unwrap_or_default();
                vec![format!("ALTER TYPE {} ADD VALUE {}{place}", qualified(id), literal(&label.label))]
            }
            EnumAlter::RenameValue(label) => {
                let (from, to) = (literal(&label.from), literal(&label.to));
                vec![format!("ALTER TYPE {} RENAME VALUE {from} TO {to}", qualified(id))]
            }
            EnumAlter::Supersede(aside) => {
                vec![format!("ALTER TYPE {} RENAME TO {}", qualified(id), identifier(aside)), create(id, new)]
            }
            EnumAlter::DropSuperseded(aside) => {
                let aside = QualifiedName::new(id.schema.clone(), aside);
                vec![format!("DROP TYPE {}", qualified(&aside))]
            }
        }
    }

    fn drop(_: Scope<'_>, id: &QualifiedName, _: &Self) -> Vec<String> {
        vec![format!("DROP TYPE {}", qualified(id))]
    }
}
