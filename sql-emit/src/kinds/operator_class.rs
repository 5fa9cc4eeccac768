//! Operator classes.

use schema_diff::OperatorClassAlter;
use schema_model::{MethodName, OperatorClass};

use super::operator_family::{add_function, add_operator};
use crate::guard::{self, Guard};
use crate::quote::{identifier, of_method, qualified};
use crate::words::{Scope, Words};

impl Words for OperatorClass {
    type Alter = OperatorClassAlter;

    fn address(id: &MethodName) -> String {
        format!("OPERATOR CLASS {}", of_method(id))
    }

    fn exists(id: &MethodName) -> Option<String> {
        guard::of_method(id, ("pg_opclass", "opc"))
    }

    fn guard(_: &MethodName, alter: &OperatorClassAlter) -> Guard {
        match *alter {}
    }

    fn create(_: Scope<'_>, id: &MethodName, new: &Self) -> Vec<String> {
        let mut members: Vec<String> =
            new.operators.iter().map(add_operator).chain(new.functions.iter().map(add_function)).collect();
        // Something must be said: where nothing belongs to the class itself, the type that is stored anyway.
        let storage = new.storage.as_ref().or_else(|| members.is_empty().then_some(&new.type_name));
        members.extend(storage.map(|storage| format!("STORAGE {storage}")));
        vec![format!(
            "CREATE OPERATOR CLASS {}.{}{} FOR TYPE {} USING {} FAMILY {} AS {}",
            identifier(&id.schema),
            identifier(&id.name),
            if new.default { " DEFAULT" } else { "" },
            new.type_name,
            identifier(&id.method),
            qualified(&new.family),
            members.join(", ")
        )]
    }

    fn alter(_: Scope<'_>, _: &MethodName, _: &Self, _: &Self, alter: &OperatorClassAlter) -> Vec<String> {
        match *alter {}
    }

    fn drop(_: Scope<'_>, id: &MethodName, _: &Self) -> Vec<String> {
        vec![format!("DROP OPERATOR CLASS {}", of_method(id))]
    }
}
