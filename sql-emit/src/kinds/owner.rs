//! Owners.

use crate::guard::Guard;
use schema_diff::OwnerAlter;
use schema_model::{Owner, Target};

use crate::quote::identifier;
use crate::words::{Scope, Words, address};

fn say(id: &Target, new: &Owner) -> Vec<String> {
    vec![format!("ALTER {} OWNER TO {}", address(id.id()), identifier(&new.role))]
}

impl Words for Owner {
    type Alter = OwnerAlter;

    fn address(id: &Target) -> String {
        address(id.id())
    }

    fn exists(_: &Target) -> Option<String> {
        None
    }

    fn guard(_: &Target, alter: &OwnerAlter) -> Guard {
        match alter {
            OwnerAlter::Role => Guard::Repeatable,
        }
    }

    fn create(_: Scope<'_>, id: &Target, new: &Self) -> Vec<String> {
        say(id, new)
    }

    fn alter(_: Scope<'_>, id: &Target, _: &Self, new: &Self, alter: &OwnerAlter) -> Vec<String> {
        match alter {
            OwnerAlter::Role => say(id, new),
        }
    }

    fn drop(_: Scope<'_>, _: &Target, _: &Self) -> Vec<String> {
        // An object always has an owner: one that is no longer said stays.
        Vec::new()
    }
}
