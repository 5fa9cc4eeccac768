//! Foreign servers.

use schema_diff::ForeignServerAlter;
use schema_model::{ForeignServer, Name};

use crate::guard::{self, Guard};
use crate::quote::{foreign_option_changes, foreign_options, identifier, literal};
use crate::words::{Scope, Words};

impl Words for ForeignServer {
    type Alter = ForeignServerAlter;

    fn address(id: &Name) -> String {
        format!("SERVER {}", identifier(id))
    }

    fn exists(id: &Name) -> Option<String> {
        guard::named("pg_foreign_server", "srvname", id)
    }

    fn guard(_: &Name, alter: &ForeignServerAlter) -> Guard {
        match alter {
            ForeignServerAlter::Version => Guard::Repeatable,
            // ADD and DROP of one that is there, or isn't, fail.
            ForeignServerAlter::Options => Guard::Unknown,
        }
    }

    fn create(_: Scope<'_>, id: &Name, new: &Self) -> Vec<String> {
        let said = |word: &str, text: Option<&str>| {
            text.map(|text| format!(" {word} {}", literal(text))).unwrap_or_default()
        };
        vec![format!(
            "CREATE SERVER {}{}{} FOREIGN DATA WRAPPER {}{}",
            identifier(id),
            said("TYPE", new.server_type.as_deref()),
            said("VERSION", new.version.as_deref()),
            identifier(&new.wrapper),
            foreign_options(&new.options)
        )]
    }

    fn alter(_: Scope<'_>, id: &Name, old: &Self, new: &Self, alter: &ForeignServerAlter) -> Vec<String> {
        let change = match alter {
            ForeignServerAlter::Version => {
                format!(" VERSION {}", new.version.as_deref().map_or("NULL".into(), literal))
            }
            ForeignServerAlter::Options => foreign_option_changes(&old.options, &new.options),
        };
        vec![format!("ALTER {}{change}", Self::address(id))]
    }

    fn drop(_: Scope<'_>, id: &Name, _: &Self) -> Vec<String> {
        vec![format!("DROP {}", Self::address(id))]
    }
}
