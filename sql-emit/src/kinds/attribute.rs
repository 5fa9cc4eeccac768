//! Attributes of composite types.

use schema_diff::AttributeAlter;
use schema_model::{Attribute, MemberName, Name, Table};

use crate::guard::{self, Guard};
use crate::quote::{identifier, parent};
use crate::words::{Scope, Words};

/// `name type COLLATE collation`
pub(super) fn definition(name: &Name, new: &Attribute) -> String {
    let collation = new.collation.as_ref().map(|c| format!(" COLLATE {c}")).unwrap_or_default();
    format!("{} {}{collation}", identifier(name), new.type_name)
}

/// Typed tables follow their type only when told so. (This CASCADE drops nothing that is not in the plan.)
fn cascade(scope: Scope<'_>, id: &MemberName) -> &'static str {
    let of = id.parent();
    let typed = scope.from.all::<Table>().any(|(_, table)| table.of_type.as_ref() == Some(&of));
    if typed { " CASCADE" } else { "" }
}

impl Words for Attribute {
    type Alter = AttributeAlter;

    fn address(id: &MemberName) -> String {
        format!("COLUMN {}.{}", parent(id), identifier(&id.name))
    }

    fn exists(id: &MemberName) -> Option<String> {
        guard::attribute_exists(id)
    }

    fn guard(_: &MemberName, alter: &AttributeAlter) -> Guard {
        match alter {
            AttributeAlter::SetType => Guard::Repeatable,
        }
    }

    fn create(scope: Scope<'_>, id: &MemberName, new: &Self) -> Vec<String> {
        let what = definition(&id.name, new);
        vec![format!("ALTER TYPE {} ADD ATTRIBUTE {what}{}", parent(id), cascade(scope, id))]
    }

    fn alter(scope: Scope<'_>, id: &MemberName, _: &Self, new: &Self, alter: &AttributeAlter) -> Vec<String> {
        match alter {
            AttributeAlter::SetType => {
                let collation = new.collation.as_ref().map(|c| format!(" COLLATE {c}")).unwrap_or_default();
                vec![format!(
                    "ALTER TYPE {} ALTER ATTRIBUTE {} SET DATA TYPE {}{collation}{}",
                    parent(id),
                    identifier(&id.name),
                    new.type_name,
                    cascade(scope, id)
                )]
            }
        }
    }

    fn drop(scope: Scope<'_>, id: &MemberName, _: &Self) -> Vec<String> {
        let name = identifier(&id.name);
        vec![format!("ALTER TYPE {} DROP ATTRIBUTE {name}{}", parent(id), cascade(scope, id))]
    }
}
