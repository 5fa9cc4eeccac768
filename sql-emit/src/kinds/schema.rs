//! Schemas.

use schema_diff::SchemaAlter;
use schema_model::{Name, Namespace};

use crate::guard::{self, Guard};
use crate::quote::identifier;
use crate::words::{Scope, Words};

impl Words for Namespace {
    type Alter = SchemaAlter;

    fn address(id: &Name) -> String {
        format!("SCHEMA {}", identifier(id))
    }

    fn exists(id: &Name) -> Option<String> {
        guard::named("pg_namespace", "nspname", id)
    }

    fn guard(_: &Name, alter: &SchemaAlter) -> Guard {
        match *alter {}
    }

    fn create(_: Scope<'_>, id: &Name, _: &Self) -> Vec<String> {
        vec![format!("CREATE SCHEMA {}", identifier(id))]
    }

    fn alter(_: Scope<'_>, _: &Name, _: &Self, _: &Self, alter: &SchemaAlter) -> Vec<String> {
        match *alter {}
    }

    fn drop(_: Scope<'_>, id: &Name, _: &Self) -> Vec<String> {
        vec![format!("DROP SCHEMA {}", identifier(id))]
    }
}
