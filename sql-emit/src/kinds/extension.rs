//! Extensions.

use schema_diff::ExtensionAlter;
use schema_model::{Extension, Name};

use crate::guard::{self, Guard};
use crate::quote::identifier;
use crate::words::{Scope, Words};

impl Words for Extension {
    type Alter = ExtensionAlter;

    fn address(id: &Name) -> String {
        format!("EXTENSION {}", identifier(id))
    }

    fn exists(id: &Name) -> Option<String> {
        guard::named("pg_extension", "extname", id)
    }

    fn guard(_: &Name, alter: &ExtensionAlter) -> Guard {
        match alter {
            ExtensionAlter::SetSchema => Guard::Repeatable,
        }
    }

    fn create(_: Scope<'_>, id: &Name, new: &Self) -> Vec<String> {
        // No version: which ones there are is the host's.
        vec![format!("CREATE EXTENSION {} WITH SCHEMA {}", identifier(id), identifier(&new.schema))]
    }

    fn alter(_: Scope<'_>, id: &Name, _: &Self, new: &Self, alter: &ExtensionAlter) -> Vec<String> {
        match alter {
            ExtensionAlter::SetSchema => {
                vec![format!("ALTER EXTENSION {} SET SCHEMA {}", identifier(id), identifier(&new.schema))]
            }
        }
    }

    fn drop(_: Scope<'_>, id: &Name, _: &Self) -> Vec<String> {
        vec![format!("DROP EXTENSION {}", identifier(id))]
    }
}
