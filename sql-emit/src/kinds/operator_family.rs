//! Operator families.

use schema_diff::OperatorFamilyAlter;
use schema_model::{FamilyFunction, FamilyOperator, MethodName, ObjectId, OperatorFamily, SqlText};

use crate::guard::{self, Guard};
use crate::quote::{identifier, of_method, qualified};
use crate::words::{Scope, Words};

/// Whether it is what was added to a family of the system, which is no object by itself that could be looked for.
pub(crate) fn is_of_system(id: &ObjectId) -> bool {
    matches!(id, ObjectId::OperatorFamily(id) if OperatorFamily::is_of_system(id))
}

/// An operator of a family or a class, as ADD and CREATE OPERATOR CLASS have it.
pub(super) fn add_operator(operator: &FamilyOperator) -> String {
    let FamilyOperator { strategy, left, right, operator: name, order_by } = operator;
    let order = order_by.as_ref().map(|f| format!(" FOR ORDER BY {}", qualified(f))).unwrap_or_default();
    format!("OPERATOR {strategy} {}.{} ({left}, {right}){order}", identifier(&name.schema), name.name)
}

/// The same of a support function.
pub(super) fn add_function(function: &FamilyFunction) -> String {
    let FamilyFunction { number, left, right, function } = function;
    format!("FUNCTION {number} ({left}, {right}) {function}")
}

/// What is in the new family and not in the old one, as ADD has it.
fn added(old: &OperatorFamily, new: &OperatorFamily) -> Vec<String> {
    let operators = new.operators.difference(&old.operators).map(add_operator);
    operators.chain(new.functions.difference(&old.functions).map(add_function)).collect()
}

/// What is in the old family and not in the new one, as DROP has it.
fn removed(old: &OperatorFamily, new: &OperatorFamily) -> Vec<String> {
    let drop = |word: &str, (number, left, right): (i16, &SqlText, &SqlText)| {
        format!("{word} {number} ({left}, {right})")
    };
    let operators = old.operators.difference(&new.operators).map(|operator| drop("OPERATOR", operator.key()));
    let functions = old.functions.difference(&new.functions).map(|function| drop("FUNCTION", function.key()));
    operators.chain(functions).collect()
}

fn say(id: &MethodName, verb: &str, members: Vec<String>) -> Option<String> {
    let some = !members.is_empty();
    some.then(|| format!("ALTER OPERATOR FAMILY {} {verb} {}", of_method(id), members.join(", ")))
}

impl Words for OperatorFamily {
    type Alter = OperatorFamilyAlter;

    fn address(id: &MethodName) -> String {
        format!("OPERATOR FAMILY {}", of_method(id))
    }

    fn exists(id: &MethodName) -> Option<String> {
        // That a family of the system is there says nothing of what was added to it.
        if Self::is_of_system(id) { None } else { guard::of_method(id, ("pg_opfamily", "opf")) }
    }

    fn guard(_: &MethodName, alter: &OperatorFamilyAlter) -> Guard {
        match alter {
            OperatorFamilyAlter::Members => Guard::Unknown,
        }
    }

    fn create(_: Scope<'_>, id: &MethodName, new: &Self) -> Vec<String> {
        let family = (!Self::is_of_system(id)).then(|| format!("CREATE OPERATOR FAMILY {}", of_method(id)));
        family.into_iter().chain(say(id, "ADD", added(&Self::new(), new))).collect()
    }

    fn alter(
        _: Scope<'_>,
        id: &MethodName,
        old: &Self,
        new: &Self,
        alter: &OperatorFamilyAlter,
    ) -> Vec<String> {
        match alter {
            OperatorFamilyAlter::Members => say(id, "DROP", removed(old, new))
                .into_iter()
                .chain(say(id, "ADD", added(old, new)))
                .collect(),
        }
    }

    fn drop(_: Scope<'_>, id: &MethodName, old: &Self) -> Vec<String> {
        if Self::is_of_system(id) {
            return say(id, "DROP", removed(old, &Self::new())).into_iter().collect();
        }
        vec![format!("DROP OPERATOR FAMILY {}", of_method(id))]
    }
}
