//! Foreign data wrappers.

use schema_diff::ForeignDataWrapperAlter;
use schema_model::{ForeignDataWrapper, Name, QualifiedName};

use crate::guard::{self, Guard};
use crate::quote::{foreign_option_changes, foreign_options, identifier, qualified};
use crate::words::{Scope, Words};

/// ` HANDLER f`, or ` NO HANDLER`.
fn function(word: &str, name: Option<&QualifiedName>) -> String {
    name.map_or_else(|| format!(" NO {word}"), |name| format!(" {word} {}", qualified(name)))
}

impl Words for ForeignDataWrapper {
    type Alter = ForeignDataWrapperAlter;

    fn address(id: &Name) -> String {
        format!("FOREIGN DATA WRAPPER {}", identifier(id))
    }

    fn exists(id: &Name) -> Option<String> {
        guard::named("pg_foreign_data_wrapper", "fdwname", id)
    }

    fn guard(_: &Name, alter: &ForeignDataWrapperAlter) -> Guard {
        match alter {
            ForeignDataWrapperAlter::Functions => Guard::Repeatable,
            // ADD and DROP of one that is there, or isn't, fail.
            ForeignDataWrapperAlter::Options => Guard::Unknown,
        }
    }

    fn create(_: Scope<'_>, id: &Name, new: &Self) -> Vec<String> {
        let named = |word: &str, name: &Option<QualifiedName>| {
            name.as_ref().map(|name| function(word, Some(name))).unwrap_or_default()
        };
        vec![format!(
            "CREATE FOREIGN DATA WRAPPER {}{}{}{}",
            identifier(id),
            named("HANDLER", &new.handler),
            named("VALIDATOR", &new.validator),
            foreign_options(&new.options)
        )]
    }

    fn alter(
        _: Scope<'_>,
        id: &Name,
        old: &Self,
        new: &Self,
        alter: &ForeignDataWrapperAlter,
    ) -> Vec<String> {
        let change = match alter {
            ForeignDataWrapperAlter::Functions => {
                let changed = |word: &str, old: &Option<QualifiedName>, new: &Option<QualifiedName>| {
                    if old == new { String::new() } else { function(word, new.as_ref()) }
                };
                changed("HANDLER", &old.handler, &new.handler)
                    + &changed("VALIDATOR", &old.validator, &new.validator)
            }
            ForeignDataWrapperAlter::Options => foreign_option_changes(&old.options, &new.options),
        };
        vec![format!("ALTER {}{change}", Self::address(id))]
    }

    fn drop(_: Scope<'_>, id: &Name, _: &Self) -> Vec<String> {
        vec![format!("DROP {}", Self::address(id))]
    }
}
