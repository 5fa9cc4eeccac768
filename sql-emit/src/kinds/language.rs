//! Languages.

use schema_diff::LanguageAlter;
use schema_model::{Language, Name};

use crate::guard::{self, Guard};
use crate::quote::{identifier, qualified};
use crate::words::{Scope, Words};

fn define(verb: &str, id: &Name, new: &Language) -> String {
    let trusted = if new.trusted { " TRUSTED" } else { "" };
    let mut sql = format!("{verb}{trusted} LANGUAGE {} HANDLER {}", identifier(id), qualified(&new.handler));
    if let Some(inline) = &new.inline {
        sql += &format!(" INLINE {}", qualified(inline));
    }
    if let Some(validator) = &new.validator {
        sql += &format!(" VALIDATOR {}", qualified(validator));
    }
    sql
}

impl Words for Language {
    type Alter = LanguageAlter;

    fn address(id: &Name) -> String {
        format!("LANGUAGE {}", identifier(id))
    }

    fn exists(id: &Name) -> Option<String> {
        guard::named("pg_language", "lanname", id)
    }

    fn guard(_: &Name, alter: &LanguageAlter) -> Guard {
        match alter {
            LanguageAlter::Define => Guard::Repeatable,
        }
    }

    fn create(_: Scope<'_>, id: &Name, new: &Self) -> Vec<String> {
        vec![define("CREATE", id, new)]
    }

    fn alter(_: Scope<'_>, id: &Name, _: &Self, new: &Self, alter: &LanguageAlter) -> Vec<String> {
        match alter {
            LanguageAlter::Define => vec![define("CREATE OR REPLACE", id, new)],
        }
    }

    fn drop(_: Scope<'_>, id: &Name, _: &Self) -> Vec<String> {
        vec![format!("DROP LANGUAGE {}", identifier(id))]
    }
}
