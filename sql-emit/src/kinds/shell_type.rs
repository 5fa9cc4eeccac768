//! Shell types: the names of base types.

use schema_diff::{Effect, ShellTypeAlter};
use schema_model::{ObjectId, QualifiedName, ShellType};

use crate::guard::{self, Guard};
use crate::quote::{dollar, literal, qualified, routine};
use crate::words::{Scope, Words};

impl Words for ShellType {
    type Alter = ShellTypeAlter;

    fn address(id: &QualifiedName) -> String {
        format!("TYPE {}", qualified(id))
    }

    fn exists(id: &QualifiedName) -> Option<String> {
        guard::in_schema(id, ("pg_type", "typ"))
    }

    fn guard(_: &QualifiedName, alter: &ShellTypeAlter) -> Guard {
        match *alter {}
    }

    fn create(_: Scope<'_>, id: &QualifiedName, _: &Self) -> Vec<String> {
        vec![format!("CREATE TYPE {}", qualified(id))]
    }

    fn alter(_: Scope<'_>, _: &QualifiedName, _: &Self, _: &Self, alter: &ShellTypeAlter) -> Vec<String> {
        match *alter {}
    }

    fn drop(scope: Scope<'_>, id: &QualifiedName, _: &Self) -> Vec<String> {
        let name = qualified(id);
        let along: Vec<String> = scope
            .action
            .effects
            .iter()
            .filter_map(|effect| match effect {
                Effect::Drops(ObjectId::Function(function)) => Some(routine(function)),
                _ => None,
            })
            .collect();
        if along.is_empty() {
            return vec![format!("DROP TYPE {name}")];
        }
        // The type and its functions stand on each other. They go together, if nothing else stands on any of them by now.
        let error = format!("more depends on the type {name} and its functions than goes with it");
        vec![format!(
            "DO {}",
            dollar(&format!(
                "\nBEGIN\n    IF {} THEN\n        RAISE EXCEPTION '%', {};\n    END IF;\n    DROP TYPE {name} CASCADE;\nEND\n",
                guard::more_depends(id, &along),
                literal(&error),
            ))
        )]
    }
}
