//! Casts.

use schema_diff::CastAlter;
use schema_model::{Cast, CastContext, CastMethod, CastName};

use crate::guard::Guard;
use crate::quote::literal;
use crate::words::{Scope, Words};

impl Words for Cast {
    type Alter = CastAlter;

    fn address(id: &CastName) -> String {
        format!("CAST ({} AS {})", id.source, id.target)
    }

    fn exists(id: &CastName) -> Option<String> {
        Some(format!(
            "EXISTS (SELECT FROM pg_catalog.pg_cast WHERE castsource = pg_catalog.to_regtype({}) AND casttarget = pg_catalog.to_regtype({}))",
            literal(&id.source),
            literal(&id.target)
        ))
    }

    fn guard(_: &CastName, alter: &CastAlter) -> Guard {
        match *alter {}
    }

    fn create(_: Scope<'_>, id: &CastName, new: &Self) -> Vec<String> {
        let method = match &new.method {
            CastMethod::Function(function) => format!("WITH FUNCTION {function}"),
            CastMethod::InOut => "WITH INOUT".into(),
            CastMethod::Binary => "WITHOUT FUNCTION".into(),
        };
        let context = match new.context {
            CastContext::Explicit => "",
            CastContext::Assignment => " AS ASSIGNMENT",
            CastContext::Implicit => " AS IMPLICIT",
        };
        vec![format!("CREATE {} {method}{context}", Self::address(id))]
    }

    fn alter(_: Scope<'_>, _: &CastName, _: &Self, _: &Self, alter: &CastAlter) -> Vec<String> {
        match *alter {}
    }

    fn drop(_: Scope<'_>, id: &CastName, _: &Self) -> Vec<String> {
        vec![format!("DROP {}", Self::address(id))]
    }
}
