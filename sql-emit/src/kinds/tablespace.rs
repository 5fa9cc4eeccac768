//! Tablespaces.

use schema_diff::TablespaceAlter;
use schema_model::{Name, Tablespace};

use crate::guard::Guard;
use crate::quote::{identifier, literal, option_changes, options};
use crate::words::{Scope, Words};

impl Words for Tablespace {
    type Alter = TablespaceAlter;

    fn address(id: &Name) -> String {
        format!("TABLESPACE {}", identifier(id))
    }

    fn exists(id: &Name) -> Option<String> {
        Some(format!("EXISTS (SELECT 1 FROM pg_catalog.pg_tablespace WHERE spcname = {})", literal(id)))
    }

    fn guard(_: &Name, alter: &TablespaceAlter) -> Guard {
        match alter {
            TablespaceAlter::Options => Guard::Repeatable,
        }
    }

    fn create(_: Scope<'_>, id: &Name, new: &Self) -> Vec<String> {
        let with =
            if new.options.is_empty() { String::new() } else { format!(" WITH ({})", options(&new.options)) };
        vec![format!("CREATE {} LOCATION {}{with}", Self::address(id), literal(&new.location))]
    }

    fn alter(_: Scope<'_>, id: &Name, old: &Self, new: &Self, alter: &TablespaceAlter) -> Vec<String> {
        match alter {
            TablespaceAlter::Options => option_changes(&old.options, &new.options)
                .into_iter()
                .map(|change| format!("ALTER {} {change}", Self::address(id)))
                .collect(),
        }
    }

    fn drop(_: Scope<'_>, id: &Name, _: &Self) -> Vec<String> {
        vec![format!("DROP {}", Self::address(id))]
    }
}
