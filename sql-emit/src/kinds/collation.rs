//! Collations.

use schema_diff::CollationAlter;
use schema_model::{Collation, CollationProvider, QualifiedName};

use crate::guard::{self, Guard};
use crate::quote::{literal, qualified};
use crate::words::{Scope, Words};

impl Words for Collation {
    type Alter = CollationAlter;

    fn address(id: &QualifiedName) -> String {
        format!("COLLATION {}", qualified(id))
    }

    fn exists(id: &QualifiedName) -> Option<String> {
        guard::in_schema(id, ("pg_collation", "coll"))
    }

    fn guard(_: &QualifiedName, alter: &CollationAlter) -> Guard {
        match *alter {}
    }

    fn create(_: Scope<'_>, id: &QualifiedName, new: &Self) -> Vec<String> {
        let provider = match new.provider {
            CollationProvider::Libc => "libc",
            CollationProvider::Icu => "icu",
            CollationProvider::Builtin => "builtin",
        };
        let locale = literal(&new.locale);
        let locale = match &new.character_type {
            Some(other) => format!("lc_collate = {locale}, lc_ctype = {}", literal(other)),
            None => format!("locale = {locale}"),
        };
        let mut sql = format!("CREATE COLLATION {} (provider = {provider}, {locale}", qualified(id));
        if let Some(rules) = &new.rules {
            sql += &format!(", rules = {}", literal(rules));
        }
        if new.nondeterministic {
            sql += ", deterministic = false";
        }
        vec![sql + ")"]
    }

    fn alter(_: Scope<'_>, _: &QualifiedName, _: &Self, _: &Self, alter: &CollationAlter) -> Vec<String> {
        match *alter {}
    }

    fn drop(_: Scope<'_>, id: &QualifiedName, _: &Self) -> Vec<String> {
        vec![format!("DROP COLLATION {}", qualified(id))]
    }
}
