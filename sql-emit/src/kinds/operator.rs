//! Operators.

use schema_diff::OperatorAlter;
use schema_model::{ObjectId, Operator, OperatorName, QualifiedName};

use crate::guard::{self, Guard};
use crate::quote::{dollar, identifier, operator, qualified};
use crate::words::{Scope, Words};

fn other_operator(name: &QualifiedName) -> String {
    format!("OPERATOR({}.{})", identifier(&name.schema), name.name)
}

impl Words for Operator {
    type Alter = OperatorAlter;

    fn address(id: &OperatorName) -> String {
        format!("OPERATOR {}", operator(id))
    }

    fn exists(id: &OperatorName) -> Option<String> {
        Some(guard::operator(id))
    }

    fn guard(_: &OperatorName, alter: &OperatorAlter) -> Guard {
        match alter {
            OperatorAlter::Estimators
            | OperatorAlter::Commutator
            | OperatorAlter::Negator
            | OperatorAlter::Hashes
            | OperatorAlter::Merges => Guard::Repeatable,
        }
    }

    fn create(_: Scope<'_>, id: &OperatorName, new: &Self) -> Vec<String> {
        let mut words = vec![format!("FUNCTION = {}", qualified(&new.function))];
        if let Some(left) = &id.left {
            words.push(format!("LEFTARG = {left}"));
        }
        words.push(format!("RIGHTARG = {}", id.right));
        if let Some(other) = &new.commutator {
            words.push(format!("COMMUTATOR = {}", other_operator(other)));
        }
        if let Some(other) = &new.negator {
            words.push(format!("NEGATOR = {}", other_operator(other)));
        }
        if let Some(function) = &new.restrict {
            words.push(format!("RESTRICT = {}", qualified(function)));
        }
        if let Some(function) = &new.join {
            words.push(format!("JOIN = {}", qualified(function)));
        }
        if new.hashes {
            words.push("HASHES".into());
        }
        if new.merges {
            words.push("MERGES".into());
        }
        let name = format!("{}.{}", identifier(&id.schema), id.name);
        vec![format!("CREATE OPERATOR {name} ({})", words.join(", "))]
    }

    fn alter(_: Scope<'_>, id: &OperatorName, old: &Self, new: &Self, alter: &OperatorAlter) -> Vec<String> {
        let function = |function: &Option<QualifiedName>| function.as_ref().map_or("NONE".into(), qualified);
        let other = |other: &Option<QualifiedName>| other.as_ref().map(other_operator);
        let words = match alter {
            OperatorAlter::Estimators => {
                let mut words = Vec::new();
                if old.restrict != new.restrict {
                    words.push(format!("RESTRICT = {}", function(&new.restrict)));
                }
                if old.join != new.join {
                    words.push(format!("JOIN = {}", function(&new.join)));
                }
                words
            }
            OperatorAlter::Commutator => {
                other(&new.commutator).map(|other| format!("COMMUTATOR = {other}")).into_iter().collect()
            }
            OperatorAlter::Negator => {
                other(&new.negator).map(|other| format!("NEGATOR = {other}")).into_iter().collect()
            }
            OperatorAlter::Hashes => vec!["HASHES".into()],
            OperatorAlter::Merges => vec!["MERGES".into()],
        };
        if words.is_empty() {
            return Vec::new();
        }
        vec![format!("ALTER OPERATOR {} SET ({})", operator(id), words.join(", "))]
    }

    fn drop(scope: Scope<'_>, id: &OperatorName, old: &Self) -> Vec<String> {
        let mut all = vec![format!("DROP OPERATOR {}", operator(id))];
        // The names that it gave to operators which never came: they would be left, and hold on to the types.
        for other in [old.commutator_of(id), old.negator_of(id)].into_iter().flatten() {
            let named = |(id, it): (&OperatorName, &Self)| {
                it.commutator_of(id).as_ref() == Some(&other) || it.negator_of(id).as_ref() == Some(&other)
            };
            if !scope.from.contains(&ObjectId::Operator(other.clone())) && !scope.to.all::<Self>().any(named)
            {
                all.push(format!(
                    "DO {}",
                    dollar(&format!(
                        "\nBEGIN\n    IF {} THEN\n        DROP OPERATOR {};\n    END IF;\nEND\n",
                        guard::shell_operator(&other),
                        operator(&other)
                    ))
                ));
            }
        }
        all
    }
}
