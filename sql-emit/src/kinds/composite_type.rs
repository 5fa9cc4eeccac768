//! Composite types.

use schema_diff::CompositeTypeAlter;
use schema_model::{Attribute, CompositeType, ObjectId, QualifiedName};

use super::attribute::definition;
use crate::guard::{self, Guard};
use crate::quote::qualified;
use crate::words::{Scope, Words};

impl Words for CompositeType {
    type Alter = CompositeTypeAlter;

    fn address(id: &QualifiedName) -> String {
        format!("TYPE {}", qualified(id))
    }

    fn exists(id: &QualifiedName) -> Option<String> {
        guard::type_exists(id)
    }

    fn guard(_: &QualifiedName, alter: &CompositeTypeAlter) -> Guard {
        match *alter {}
    }

    fn create(scope: Scope<'_>, id: &QualifiedName, _: &Self) -> Vec<String> {
        let attributes: Vec<String> = scope
            .action
            .folded
            .iter()
            .filter_map(|folded| match &folded.id {
                ObjectId::Attribute(name) => {
                    scope.to.get::<Attribute>(name).map(|new| definition(&name.name, new))
                }
                _ => None,
            })
            .collect();
        vec![format!("CREATE TYPE {} AS ({})", qualified(id), attributes.join(", "))]
    }

    fn alter(_: Scope<'_>, _: &QualifiedName, _: &Self, _: &Self, alter: &CompositeTypeAlter) -> Vec<String> {
        match *alter {}
    }

    fn drop(_: Scope<'_>, id: &QualifiedName, _: &Self) -> Vec<String> {
        vec![format!("DROP TYPE {}", qualified(id))]
    }
}
