//! User mappings.

use schema_diff::UserMappingAlter;
use schema_model::{PartName, UserMapping};

use crate::guard::Guard;
use crate::quote::{foreign_option_changes, foreign_options, identifier, literal};
use crate::words::{Scope, Words};

impl Words for UserMapping {
    type Alter = UserMappingAlter;

    fn address(id: &PartName) -> String {
        // No role can be called public.
        let role = if id.name == "public" { "PUBLIC".into() } else { identifier(&id.name) };
        format!("USER MAPPING FOR {role} SERVER {}", identifier(&id.parent))
    }

    fn exists(id: &PartName) -> Option<String> {
        Some(format!(
            "EXISTS (SELECT FROM pg_catalog.pg_user_mappings WHERE srvname = {} AND usename = {})",
            literal(&id.parent),
            literal(&id.name)
        ))
    }

    fn guard(_: &PartName, alter: &UserMappingAlter) -> Guard {
        match alter {
            // ADD and DROP of one that is there, or isn't, fail.
            UserMappingAlter::Options => Guard::Unknown,
        }
    }

    fn create(_: Scope<'_>, id: &PartName, new: &Self) -> Vec<String> {
        vec![format!("CREATE {}{}", Self::address(id), foreign_options(&new.options))]
    }

    fn alter(_: Scope<'_>, id: &PartName, old: &Self, new: &Self, alter: &UserMappingAlter) -> Vec<String> {
        match alter {
            UserMappingAlter::Options => {
                let change = foreign_option_changes(&old.options, &new.options);
                vec![format!("ALTER {}{change}", Self::address(id))]
            }
        }
    }

    fn drop(_: Scope<'_>, id: &PartName, _: &Self) -> Vec<String> {
        vec![format!("DROP {}", Self::address(id))]
    }
}
