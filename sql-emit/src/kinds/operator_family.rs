//! Operator families.

use schema_diff::OperatorFamilyAlter;
use schema_model::{FamilyFunction, FamilyOperator, MethodName, OperatorFamily, SqlText};

use crate::guard::{self, Guard};
use crate::quote::{identifier, of_method, qualified};
use crate::words::{Scope, Words};

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

impl Words for OperatorFamily {
    type Alter = OperatorFamilyAlter;

    fn address(id: &MethodName) -> String {
        format!("OPERATOR FAMILY {}", of_method(id))
    }

    fn exists(id: &MethodName) -> Option<String> {
        guard::of_method(id, ("pg_opfamily", "opf"))
    }

    fn guard(_: &MethodName, alter: &OperatorFamilyAlter) -> Guard {
        match alter {
            OperatorFamilyAlter::Members => Guard::Unknown,
        }
    }

    fn create(_: Scope<'_>, id: &MethodName, new: &Self) -> Vec<String> {
        let mut all = vec![format!("CREATE OPERATOR FAMILY {}", of_method(id))];
        let operators = new.operators.iter().map(add_operator);
        let members: Vec<String> = operators.chain(new.functions.iter().map(add_function)).collect();
        if !members.is_empty() {
            all.push(format!("ALTER OPERATOR FAMILY {} ADD {}", of_method(id), members.join(", ")));
        }
        all
    }

    fn alter(
        _: Scope<'_>,
        id: &MethodName,
        old: &Self,
        new: &Self,
        alter: &OperatorFamilyAlter,
    ) -> Vec<String> {
        match alter {
            OperatorFamilyAlter::Members => {
                let drop = |word: &str, (number, left, right): (i16, &SqlText, &SqlText)| {
                    format!("{word} {number} ({left}, {right})")
                };
                let gone: Vec<String> = old
                    .operators
                    .difference(&new.operators)
                    .map(|operator| drop("OPERATOR", operator.key()))
                    .chain(
                        old.functions
                            .difference(&new.functions)
                            .map(|function| drop("FUNCTION", function.key())),
                    )
                    .collect();
                let come: Vec<String> = new
                    .operators
                    .difference(&old.operators)
                    .map(add_operator)
                    .chain(new.functions.difference(&old.functions).map(add_function))
                    .collect();
                let say = |verb: &str, members: Vec<String>| {
                    format!("ALTER OPERATOR FAMILY {} {verb} {}", of_method(id), members.join(", "))
                };
                let mut all = Vec::new();
                if !gone.is_empty() {
                    all.push(say("DROP", gone));
                }
                if !come.is_empty() {
                    all.push(say("ADD", come));
                }
                all
            }
        }
    }

    fn drop(_: Scope<'_>, id: &MethodName, _: &Self) -> Vec<String> {
        vec![format!("DROP OPERATOR FAMILY {}", of_method(id))]
    }
}
