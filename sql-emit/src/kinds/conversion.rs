//! Conversions.

use schema_diff::ConversionAlter;
use schema_model::{Conversion, QualifiedName};

use crate::guard::{self, Guard};
use crate::quote::{literal, qualified};
use crate::words::{Scope, Words};

impl Words for Conversion {
    type Alter = ConversionAlter;

    fn address(id: &QualifiedName) -> String {
        format!("CONVERSION {}", qualified(id))
    }

    fn exists(id: &QualifiedName) -> Option<String> {
        guard::in_schema(id, ("pg_conversion", "con"))
    }

    fn guard(_: &QualifiedName, alter: &ConversionAlter) -> Guard {
        match *alter {}
    }

    fn create(_: Scope<'_>, id: &QualifiedName, new: &Self) -> Vec<String> {
        let default = if new.default { "DEFAULT " } else { "" };
        vec![format!(
            "CREATE {default}CONVERSION {} FOR {} TO {} FROM {}",
            qualified(id),
            literal(&new.from),
            literal(&new.to),
            qualified(&new.function)
        )]
    }

    fn alter(_: Scope<'_>, _: &QualifiedName, _: &Self, _: &Self, alter: &ConversionAlter) -> Vec<String> {
        match *alter {}
    }

    fn drop(_: Scope<'_>, id: &QualifiedName, _: &Self) -> Vec<String> {
        vec![format!("DROP CONVERSION {}", qualified(id))]
    }
}
