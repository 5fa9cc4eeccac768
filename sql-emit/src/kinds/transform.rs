//! Transforms.

use schema_diff::TransformAlter;
use schema_model::{QualifiedName, Transform, TransformName};

use crate::guard::{self, Guard};
use crate::quote::{identifier, qualified};
use crate::words::{Scope, Words};

fn define(verb: &str, id: &TransformName, new: &Transform) -> String {
    let say = |way: &str, function: &QualifiedName| {
        format!("{way} WITH FUNCTION {}(internal)", qualified(function))
    };
    let from_sql = new.from_sql.iter().map(|function| say("FROM SQL", function));
    let to_sql = new.to_sql.iter().map(|function| say("TO SQL", function));
    let functions: Vec<String> = from_sql.chain(to_sql).collect();
    format!("{verb} {} ({})", Transform::address(id), functions.join(", "))
}

impl Words for Transform {
    type Alter = TransformAlter;

    fn address(id: &TransformName) -> String {
        format!("TRANSFORM FOR {} LANGUAGE {}", id.type_name, identifier(&id.language))
    }

    fn exists(id: &TransformName) -> Option<String> {
        Some(guard::transform(id))
    }

    fn guard(_: &TransformName, alter: &TransformAlter) -> Guard {
        match alter {
            TransformAlter::Define => Guard::Repeatable,
        }
    }

    fn create(_: Scope<'_>, id: &TransformName, new: &Self) -> Vec<String> {
        vec![define("CREATE", id, new)]
    }

    fn alter(_: Scope<'_>, id: &TransformName, _: &Self, new: &Self, alter: &TransformAlter) -> Vec<String> {
        match alter {
            TransformAlter::Define => vec![define("CREATE OR REPLACE", id, new)],
        }
    }

    fn drop(_: Scope<'_>, id: &TransformName, _: &Self) -> Vec<String> {
        vec![format!("DROP {}", Self::address(id))]
    }
}
