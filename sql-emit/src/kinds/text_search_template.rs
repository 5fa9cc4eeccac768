//! Text search templates.

use schema_diff::TextSearchTemplateAlter;
use schema_model::{QualifiedName, TextSearchTemplate};

use crate::guard::{self, Guard};
use crate::quote::qualified;
use crate::words::{Scope, Words};

impl Words for TextSearchTemplate {
    type Alter = TextSearchTemplateAlter;

    fn address(id: &QualifiedName) -> String {
        format!("TEXT SEARCH TEMPLATE {}", qualified(id))
    }

    fn exists(id: &QualifiedName) -> Option<String> {
        guard::in_schema(id, ("pg_ts_template", "tmpl"))
    }

    fn guard(_: &QualifiedName, alter: &TextSearchTemplateAlter) -> Guard {
        match *alter {}
    }

    fn create(_: Scope<'_>, id: &QualifiedName, new: &Self) -> Vec<String> {
        let init = new.init.as_ref().map(|init| format!("init = {}, ", qualified(init))).unwrap_or_default();
        let lexize = qualified(&new.lexize);
        vec![format!("CREATE TEXT SEARCH TEMPLATE {} ({init}lexize = {lexize})", qualified(id))]
    }

    fn alter(
        _: Scope<'_>,
        _: &QualifiedName,
        _: &Self,
        _: &Self,
        alter: &TextSearchTemplateAlter,
    ) -> Vec<String> {
        match *alter {}
    }

    fn drop(_: Scope<'_>, id: &QualifiedName, _: &Self) -> Vec<String> {
        vec![format!("DROP TEXT SEARCH TEMPLATE {}", qualified(id))]
    }
}
