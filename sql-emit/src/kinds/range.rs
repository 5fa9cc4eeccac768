//! Range types.

use schema_diff::RangeTypeAlter;
use schema_model::{QualifiedName, RangeType};

use crate::guard::{self, Guard};
use crate::quote::qualified;
use crate::words::{Scope, Words};

impl Words for RangeType {
    type Alter = RangeTypeAlter;

    fn address(id: &QualifiedName) -> String {
        format!("TYPE {}", qualified(id))
    }

    fn exists(id: &QualifiedName) -> Option<String> {
        guard::type_exists(id)
    }

    fn guard(_: &QualifiedName, alter: &RangeTypeAlter) -> Guard {
        match *alter {}
    }

    fn create(_: Scope<'_>, id: &QualifiedName, new: &Self) -> Vec<String> {
        let mut words = vec![format!("subtype = {}", new.subtype)];
        if let Some(class) = &new.operator_class {
            words.push(format!("subtype_opclass = {class}"));
        }
        if let Some(collation) = &new.collation {
            words.push(format!("collation = {collation}"));
        }
        if let Some(function) = &new.canonical {
            words.push(format!("canonical = {}", qualified(function)));
        }
        if let Some(function) = &new.subtype_diff {
            words.push(format!("subtype_diff = {}", qualified(function)));
        }
        words.push(format!("multirange_type_name = {}", qualified(&new.multirange)));
        vec![format!("CREATE TYPE {} AS RANGE ({})", qualified(id), words.join(", "))]
    }

    fn alter(_: Scope<'_>, _: &QualifiedName, _: &Self, _: &Self, alter: &RangeTypeAlter) -> Vec<String> {
        match *alter {}
    }

    fn drop(_: Scope<'_>, id: &QualifiedName, _: &Self) -> Vec<String> {
        vec![format!("DROP TYPE {}", qualified(id))]
    }
}
