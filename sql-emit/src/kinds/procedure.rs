//! Procedures.

use schema_diff::ProcedureAlter;
use schema_model::{Procedure, RoutineName};

use super::function::{arguments, body, configuration, transforms};
use crate::guard::{self, Guard};
use crate::quote::{identifier, routine};
use crate::words::{Scope, Words};

fn define(verb: &str, id: &RoutineName, new: &Procedure) -> String {
    format!(
        "{verb} PROCEDURE {}.{}{}\nLANGUAGE {}{}{}{}\n{}",
        identifier(&id.schema),
        identifier(&id.name),
        arguments(&new.arguments),
        identifier(&new.language),
        transforms(&new.transforms),
        if new.security_definer { " SECURITY DEFINER" } else { "" },
        configuration(&new.configuration),
        body(&new.body)
    )
}

impl Words for Procedure {
    type Alter = ProcedureAlter;

    /// With `IN` before each argument: without any mode, PostgreSQL also looks for a procedure with these as all its arguments,
    /// those of `OUT` among them, and finds two (`LookupFuncWithArgs`).
    fn address(id: &RoutineName) -> String {
        let types: Vec<String> = id.arguments.iter().map(|argument| format!("IN {argument}")).collect();
        format!("PROCEDURE {}.{}({})", identifier(&id.schema), identifier(&id.name), types.join(", "))
    }

    fn exists(id: &RoutineName) -> Option<String> {
        guard::routine_exists(&routine(id))
    }

    fn guard(_: &RoutineName, alter: &ProcedureAlter) -> Guard {
        match alter {
            ProcedureAlter::Define => Guard::Repeatable,
        }
    }

    fn create(_: Scope<'_>, id: &RoutineName, new: &Self) -> Vec<String> {
        vec![define("CREATE", id, new)]
    }

    fn alter(_: Scope<'_>, id: &RoutineName, _: &Self, new: &Self, alter: &ProcedureAlter) -> Vec<String> {
        match alter {
            ProcedureAlter::Define => vec![define("CREATE OR REPLACE", id, new)],
        }
    }

    fn drop(_: Scope<'_>, id: &RoutineName, _: &Self) -> Vec<String> {
        vec![format!("DROP {}", Self::address(id))]
    }
}
