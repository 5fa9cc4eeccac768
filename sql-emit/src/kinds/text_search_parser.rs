//! Text search parsers.

use schema_diff::TextSearchParserAlter;
use schema_model::{QualifiedName, TextSearchParser};

use crate::guard::{self, Guard};
use crate::quote::qualified;
use crate::words::{Scope, Words};

impl Words for TextSearchParser {
    type Alter = TextSearchParserAlter;

    fn address(id: &QualifiedName) -> String {
        format!("TEXT SEARCH PARSER {}", qualified(id))
    }

    fn exists(id: &QualifiedName) -> Option<String> {
        guard::in_schema(id, ("pg_ts_parser", "prs"))
    }

    fn guard(_: &QualifiedName, alter: &TextSearchParserAlter) -> Guard {
        match *alter {}
    }

    fn create(_: Scope<'_>, id: &QualifiedName, new: &Self) -> Vec<String> {
        let mut sql = format!(
            "CREATE TEXT SEARCH PARSER {} (start = {}, gettoken = {}, end = {}",
            qualified(id),
            qualified(&new.start),
            qualified(&new.token),
            qualified(&new.end)
        );
        if let Some(headline) = &new.headline {
            sql += &format!(", headline = {}", qualified(headline));
        }
        sql += &format!(", lextypes = {})", qualified(&new.token_types));
        vec![sql]
    }

    fn alter(
        _: Scope<'_>,
        _: &QualifiedName,
        _: &Self,
        _: &Self,
        alter: &TextSearchParserAlter,
    ) -> Vec<String> {
        match *alter {}
    }

    fn drop(_: Scope<'_>, id: &QualifiedName, _: &Self) -> Vec<String> {
        vec![format!("DROP TEXT SEARCH PARSER {}", qualified(id))]
    }
}
