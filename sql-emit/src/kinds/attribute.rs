//! Attributes of composite types.

use schema_diff::AttributeAlter;
use schema_model::{Attribute, MemberName, Name};

use crate::quote::{identifier, parent};
use crate::words::{Scope, Words};

/// `name type COLLATE collation`
pub(super) fn definition(name: &Name, new: &Attribute) -> String {
    let collation = new.collation.as_ref().map(|c| format!(" COLLATE {c}")).unwrap_or_default();
    format!("{} {}{collation}", identifier(name), new.type_name)
}

impl Words for Attribute {
    type Alter = AttributeAlter;

    fn address(id: &MemberName) -> String {
        format!("COLUMN {}.{}", parent(id), identifier(&id.name))
    }

    fn create(_: Scope<'_>, id: &MemberName, new: &Self) -> Vec<String> {
        vec![format!("ALTER TYPE {} ADD ATTRIBUTE {}", parent(id), definition(&id.name, new))]
    }

    fn alter(_: Scope<'_>, id: &MemberName, _: &Self, new: &Self, alter: &AttributeAlter) -> Vec<String> {
        match alter {
            AttributeAlter::SetType => {
                let collation = new.collation.as_ref().map(|c| format!(" COLLATE {c}")).unwrap_or_default();
                vec![format!(
                    "ALTER TYPE {} ALTER ATTRIBUTE {} SET DATA TYPE {}{collation}",
                    parent(id),
                    identifier(&id.name),
                    new.type_name
                )]
            }
        }
    }

    fn drop(_: Scope<'_>, id: &MemberName, _: &Self) -> Vec<String> {
        vec![format!("ALTER TYPE {} DROP ATTRIBUTE {}", parent(id), identifier(&id.name))]
    }
}
