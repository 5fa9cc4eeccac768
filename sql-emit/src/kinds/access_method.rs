//! Access methods.

use schema_diff::AccessMethodAlter;
use schema_model::{AccessMethod, AccessMethodType, Name};

use crate::guard::{self, Guard};
use crate::quote::{identifier, qualified};
use crate::words::{Scope, Words};

impl Words for AccessMethod {
    type Alter = AccessMethodAlter;

    fn address(id: &Name) -> String {
        format!("ACCESS METHOD {}", identifier(id))
    }

    fn exists(id: &Name) -> Option<String> {
        guard::named("pg_am", "amname", id)
    }

    fn guard(_: &Name, alter: &AccessMethodAlter) -> Guard {
        match *alter {}
    }

    fn create(_: Scope<'_>, id: &Name, new: &Self) -> Vec<String> {
        let method_type = match new.method_type {
            AccessMethodType::Table => "TABLE",
            AccessMethodType::Index => "INDEX",
        };
        let handler = qualified(&new.handler);
        vec![format!("CREATE ACCESS METHOD {} TYPE {method_type} HANDLER {handler}", identifier(id))]
    }

    fn alter(_: Scope<'_>, _: &Name, _: &Self, _: &Self, alter: &AccessMethodAlter) -> Vec<String> {
        match *alter {}
    }

    fn drop(_: Scope<'_>, id: &Name, _: &Self) -> Vec<String> {
        vec![format!("DROP ACCESS METHOD {}", identifier(id))]
    }
}
