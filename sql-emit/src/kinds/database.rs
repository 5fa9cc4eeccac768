//! The database.

use schema_diff::DatabaseAlter;
use schema_model::{Database, Name, Options};

use super::role;
use crate::guard::Guard;
use crate::quote::{dollar, literal};
use crate::words::{Scope, Words};

/// What stands in statements for the name of the database that they run in, until [`in_place`] says them.
pub(super) const CURRENT: &str = "\u{1}";

/// Statements about the database want its name, which only the server knows.
pub(crate) fn in_place(statement: String) -> String {
    if !statement.contains(CURRENT) {
        return statement;
    }
    let format = literal(&statement.replace('%', "%%").replace(CURRENT, "%I"));
    format!(
        "DO {}",
        dollar(&format!(
            "\nBEGIN\n    EXECUTE pg_catalog.format({format}, pg_catalog.current_database());\nEND\n"
        ))
    )
}

fn settings(old: &Options, new: &Options) -> Vec<String> {
    role::settings(&format!("DATABASE {CURRENT}"), old, new)
}

fn limit(new: &Database) -> String {
    format!("ALTER DATABASE {CURRENT} CONNECTION LIMIT {}", new.connection_limit)
}

impl Words for Database {
    type Alter = DatabaseAlter;

    fn address(_: &Name) -> String {
        format!("DATABASE {CURRENT}")
    }

    fn exists(_: &Name) -> Option<String> {
        None
    }

    fn guard(_: &Name, alter: &DatabaseAlter) -> Guard {
        match alter {
            DatabaseAlter::Settings | DatabaseAlter::ConnectionLimit => Guard::Repeatable,
        }
    }

    /// It is there: what is said of it is made.
    fn create(_: Scope<'_>, _: &Name, new: &Self) -> Vec<String> {
        let mut all = settings(&Options::new(), &new.settings);
        if new.connection_limit >= 0 {
            all.push(limit(new));
        }
        all
    }

    fn alter(_: Scope<'_>, _: &Name, old: &Self, new: &Self, alter: &DatabaseAlter) -> Vec<String> {
        match alter {
            DatabaseAlter::Settings => settings(&old.settings, &new.settings),
            DatabaseAlter::ConnectionLimit => vec![limit(new)],
        }
    }

    /// What is no longer said of it stays.
    fn drop(_: Scope<'_>, _: &Name, _: &Self) -> Vec<String> {
        Vec::new()
    }
}
