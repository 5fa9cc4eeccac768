//! Quoting: the one place where names and texts become SQL.

use schema_model::{MemberName, MethodName, Name, OperatorName, Options, QualifiedName, RoutineName};

/// The words that PostgreSQL's grammar does not take as a name everywhere: reserved ones, and those that are only
/// function, type or column names. Source: PostgreSQL 14 to 18, `kwlist.h` and the appendix "SQL Key Words" (what
/// `quote_identifier` quotes).
const KEYWORDS: &[&str] = &[
    "all",
    "analyse",
    "analyze",
    "and",
    "any",
    "array",
    "as",
    "asc",
    "asymmetric",
    "authorization",
    "between",
    "bigint",
    "binary",
    "bit",
    "boolean",
    "both",
    "case",
    "cast",
    "char",
    "character",
    "check",
    "coalesce",
    "collate",
    "collation",
    "column",
    "concurrently",
    "constraint",
    "create",
    "cross",
    "current_catalog",
    "current_date",
    "current_role",
    "current_schema",
    "current_time",
    "current_timestamp",
    "current_user",
    "dec",
    "decimal",
    "default",
    "deferrable",
    "desc",
    "distinct",
    "do",
    "else",
    "end",
    "except",
    "exists",
    "extract",
    "false",
    "fetch",
    "float",
    "for",
    "foreign",
    "freeze",
    "from",
    "full",
    "grant",
    "greatest",
    "group",
    "grouping",
    "having",
    "ilike",
    "in",
    "initially",
    "inner",
    "inout",
    "int",
    "integer",
    "intersect",
    "interval",
    "into",
    "is",
    "isnull",
    "join",
    "json",
    "json_array",
    "json_arrayagg",
    "json_exists",
    "json_object",
    "json_objectagg",
    "json_query",
    "json_scalar",
    "json_serialize",
    "json_table",
    "json_value",
    "lateral",
    "leading",
    "least",
    "left",
    "like",
    "limit",
    "localtime",
    "localtimestamp",
    "merge_action",
    "national",
    "natural",
    "nchar",
    "none",
    "normalize",
    "not",
    "notnull",
    "null",
    "nullif",
    "numeric",
    "offset",
    "on",
    "only",
    "or",
    "order",
    "out",
    "outer",
    "overlaps",
    "overlay",
    "placing",
    "position",
    "precision",
    "primary",
    "real",
    "references",
    "returning",
    "right",
    "row",
    "select",
    "session_user",
    "setof",
    "similar",
    "smallint",
    "some",
    "substring",
    "symmetric",
    "system_user",
    "table",
    "tablesample",
    "then",
    "time",
    "timestamp",
    "to",
    "trailing",
    "treat",
    "trim",
    "true",
    "union",
    "unique",
    "user",
    "using",
    "values",
    "varchar",
    "variadic",
    "verbose",
    "when",
    "where",
    "window",
    "with",
    "xmlattributes",
    "xmlconcat",
    "xmlelement",
    "xmlexists",
    "xmlforest",
    "xmlnamespaces",
    "xmlparse",
    "xmlpi",
    "xmlroot",
    "xmlserialize",
    "xmltable",
];

/// An identifier, in double quotes where it needs them.
///
/// ```
/// assert_eq!(sql_emit::identifier("users"), "users");
/// assert_eq!(sql_emit::identifier("user"), "\"user\"");
/// assert_eq!(sql_emit::identifier("Weird \"Name\""), "\"Weird \"\"Name\"\"\"");
/// ```
pub fn identifier(name: &str) -> String {
    let mut bytes = name.bytes();
    let plain = bytes.next().is_some_and(|b| b.is_ascii_lowercase() || b == b'_')
        && bytes.all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        && KEYWORDS.binary_search(&name).is_err();
    if plain { name.to_owned() } else { format!("\"{}\"", name.replace('"', "\"\"")) }
}

/// A string literal that means the same whatever `standard_conforming_strings` says.
///
/// ```
/// assert_eq!(sql_emit::literal("it's"), "'it''s'");
/// assert_eq!(sql_emit::literal(r"C:\"), r"E'C:\\'");
/// ```
pub fn literal(text: &str) -> String {
    let quoted = text.replace('\'', "''");
    if quoted.contains('\\') { format!("E'{}'", quoted.replace('\\', "\\\\")) } else { format!("'{quoted}'") }
}

/// A text between dollar quotes whose tag does not occur in it.
pub(crate) fn dollar(text: &str) -> String {
    let mut tag = String::from("$$");
    let mut n = 0;
    // A text that ends in `$` would run into its closing tag.
    while text.contains(&tag) || (text.ends_with('$') && n == 0) {
        n += 1;
        tag = if n == 1 { "$_$".to_owned() } else { format!("$_{n}$") };
    }
    format!("{tag}{text}{tag}")
}

/// `schema.name`
pub(crate) fn qualified(name: &QualifiedName) -> String {
    format!("{}.{}", identifier(&name.schema), identifier(&name.name))
}

/// `schema.parent`
pub(crate) fn parent(name: &MemberName) -> String {
    format!("{}.{}", identifier(&name.schema), identifier(&name.parent))
}

/// `schema.name(types)`
pub(crate) fn routine(name: &RoutineName) -> String {
    let types: Vec<&str> = name.arguments.iter().map(|t| t.as_str()).collect();
    format!("{}.{}({})", identifier(&name.schema), identifier(&name.name), types.join(", "))
}

/// `schema.+ (left, right)`; the sign itself needs no quotes.
pub(crate) fn operator(name: &OperatorName) -> String {
    let left = name.left.as_ref().map_or("NONE", |left| left.as_str());
    format!("{}.{} ({left}, {})", identifier(&name.schema), name.name, name.right)
}

/// `schema.name USING method`
pub(crate) fn of_method(name: &MethodName) -> String {
    format!("{}.{} USING {}", identifier(&name.schema), identifier(&name.name), identifier(&name.method))
}

/// `a, b, c`
pub(crate) fn identifiers<'a>(names: impl IntoIterator<Item = &'a Name>) -> String {
    names.into_iter().map(|name| identifier(name)).collect::<Vec<_>>().join(", ")
}

/// `key='value', …`: a storage parameter's name may have a `toast.` before it.
pub(crate) fn options(options: &Options) -> String {
    options
        .iter()
        .map(|(key, value)| format!("{}={}", option_name(key), literal(value)))
        .collect::<Vec<_>>()
        .join(", ")
}

pub(crate) fn option_name(key: &str) -> String {
    key.split('.').map(identifier).collect::<Vec<_>>().join(".")
}

/// `SET (…)` and `RESET (…)` that lead from one set of options to another.
pub(crate) fn option_changes(old: &Options, new: &Options) -> Vec<String> {
    let set: Options =
        new.iter().filter(|(k, v)| old.get(*k) != Some(v)).map(|(k, v)| (k.clone(), v.clone())).collect();
    let reset: Vec<String> = old.keys().filter(|k| !new.contains_key(*k)).map(|k| option_name(k)).collect();
    let mut all = Vec::new();
    if !reset.is_empty() {
        all.push(format!("RESET ({})", reset.join(", ")));
    }
    if !set.is_empty() {
        all.push(format!("SET ({})", options(&set)));
    }
    all
}

/// ` OPTIONS (key 'value', …)`; nothing where there are none.
pub(crate) fn foreign_options(options: &Options) -> String {
    let all: Vec<String> =
        options.iter().map(|(key, value)| format!("{} {}", identifier(key), literal(value))).collect();
    if all.is_empty() { String::new() } else { format!(" OPTIONS ({})", all.join(", ")) }
}

/// ` OPTIONS (DROP …, SET …, ADD …)` that leads from one set of options of something foreign to another.
pub(crate) fn foreign_option_changes(old: &Options, new: &Options) -> String {
    let gone =
        old.keys().filter(|key| !new.contains_key(*key)).map(|key| format!("DROP {}", identifier(key)));
    let here = new.iter().filter(|(key, value)| old.get(*key) != Some(value)).map(|(key, value)| {
        let verb = if old.contains_key(key) { "SET" } else { "ADD" };
        format!("{verb} {} {}", identifier(key), literal(value))
    });
    format!(" OPTIONS ({})", gone.chain(here).collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_are_sorted() {
        assert!(KEYWORDS.is_sorted());
    }

    #[test]
    fn names_that_need_quotes() {
        for (name, sql) in [
            ("a", "a"),
            ("A", "\"A\""),
            ("1a", "\"1a\""),
            ("a$b", "\"a$b\""),
            ("🐘", "\"🐘\""),
            ("select", "\"select\""),
            ("name", "name"),
            ("", "\"\""),
        ] {
            assert_eq!(identifier(name), sql);
        }
    }

    #[test]
    fn dollar_quotes_never_close_early() {
        for text in ["", "a", "$$", "a$", "$_$ $$", "$_2$ $_$ $$ $"] {
            let quoted = dollar(text);
            let tag_end = quoted[1..].find('$').unwrap() + 2;
            let tag = &quoted[..tag_end];
            assert_eq!(quoted.matches(tag).count(), 2, "{quoted}");
            assert_eq!(&quoted[tag.len()..quoted.len() - tag.len()], text);
        }
    }
}
