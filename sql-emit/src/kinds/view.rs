//! Views.

use schema_diff::ViewAlter;
use schema_model::{QualifiedName, View};

use crate::guard::{self, Guard};
use crate::quote::{option_changes, options, qualified};
use crate::words::{Scope, Words};

fn define(verb: &str, id: &QualifiedName, new: &View) -> String {
    let with =
        if new.options.is_empty() { String::new() } else { format!(" WITH ({})", options(&new.options)) };
    format!("{verb} VIEW {}{with} AS\n{}", qualified(id), new.query)
}

impl Words for View {
    type Alter = ViewAlter;

    fn address(id: &QualifiedName) -> String {
        format!("VIEW {}", qualified(id))
    }

    fn exists(id: &QualifiedName) -> Option<String> {
        guard::relation_exists(id)
    }

    fn guard(_: &QualifiedName, alter: &ViewAlter) -> Guard {
        match alter {
            ViewAlter::Query | ViewAlter::Options => Guard::Repeatable,
        }
    }

    fn create(_: Scope<'_>, id: &QualifiedName, new: &Self) -> Vec<String> {
        vec![define("CREATE", id, new)]
    }

    fn alter(_: Scope<'_>, id: &QualifiedName, old: &Self, new: &Self, alter: &ViewAlter) -> Vec<String> {
        match alter {
            ViewAlter::Query => vec![define("CREATE OR REPLACE", id, new)],
            ViewAlter::Options => option_changes(&old.options, &new.options)
                .into_iter()
                .map(|change| format!("ALTER VIEW {} {change}", qualified(id)))
                .collect(),
        }
    }

    fn drop(_: Scope<'_>, id: &QualifiedName, _: &Self) -> Vec<String> {
        vec![format!("DROP VIEW {}", qualified(id))]
    }
}
