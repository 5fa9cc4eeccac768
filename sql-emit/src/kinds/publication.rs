//! Publications.

use schema_diff::PublicationAlter;
use schema_model::{Name, Publication};

use crate::guard::{self, Guard};
use crate::quote::{identifier, literal};
use crate::words::{Scope, Words};

/// `key = 'value', …` of what is not as in `usual`.
fn parameters(new: &Publication, usual: &Publication) -> String {
    let mut all = Vec::new();
    if new.operations != usual.operations {
        let words: Vec<&str> = new.operations.iter().map(|operation| operation.word()).collect();
        all.push(format!("publish = {}", literal(&words.join(", "))));
    }
    if new.via_partition_root != usual.via_partition_root {
        all.push(format!("publish_via_partition_root = {}", new.via_partition_root));
    }
    if new.generated_columns != usual.generated_columns {
        let which = if new.generated_columns { "stored" } else { "none" };
        all.push(format!("publish_generated_columns = {which}"));
    }
    all.join(", ")
}

impl Words for Publication {
    type Alter = PublicationAlter;

    fn address(id: &Name) -> String {
        format!("PUBLICATION {}", identifier(id))
    }

    fn exists(id: &Name) -> Option<String> {
        guard::named("pg_publication", "pubname", id)
    }

    fn guard(_: &Name, alter: &PublicationAlter) -> Guard {
        match alter {
            PublicationAlter::Set => Guard::Repeatable,
        }
    }

    fn create(_: Scope<'_>, id: &Name, new: &Self) -> Vec<String> {
        let all = if new.all_tables { " FOR ALL TABLES" } else { "" };
        let parameters = parameters(new, &Publication::new());
        let with = if parameters.is_empty() { String::new() } else { format!(" WITH ({parameters})") };
        vec![format!("CREATE PUBLICATION {}{all}{with}", identifier(id))]
    }

    fn alter(_: Scope<'_>, id: &Name, old: &Self, new: &Self, alter: &PublicationAlter) -> Vec<String> {
        match alter {
            PublicationAlter::Set => {
                vec![format!("ALTER PUBLICATION {} SET ({})", identifier(id), parameters(new, old))]
            }
        }
    }

    fn drop(_: Scope<'_>, id: &Name, _: &Self) -> Vec<String> {
        vec![format!("DROP PUBLICATION {}", identifier(id))]
    }
}
