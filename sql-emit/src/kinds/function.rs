//! Functions, and what functions and procedures share.

use schema_diff::FunctionAlter;
use schema_model::{
    Argument, ArgumentMode, Function, Options, Parallel, RangeType, RoutineBody, RoutineName, SqlText,
    Volatility,
};

use crate::guard::{self, Guard};
use crate::quote::{dollar, identifier, literal, option_name, qualified, routine};
use crate::words::{Scope, Words};

/// `(a integer DEFAULT 1, VARIADIC b text[])`; the columns of RETURNS TABLE are part of the result.
pub(super) fn arguments(arguments: &[Argument]) -> String {
    format!("({})", list(arguments))
}

/// The same without the parentheses.
pub(super) fn list(arguments: &[Argument]) -> String {
    let all: Vec<String> = arguments
        .iter()
        .filter(|argument| argument.mode != ArgumentMode::Table)
        .map(|argument| {
            let mode = match argument.mode {
                ArgumentMode::In | ArgumentMode::Table => "",
                ArgumentMode::Out => "OUT ",
                ArgumentMode::InOut => "INOUT ",
                ArgumentMode::Variadic => "VARIADIC ",
            };
            let name = argument.name.as_ref().map(|n| format!("{} ", identifier(n))).unwrap_or_default();
            let default = argument.default.as_ref().map(|d| format!(" DEFAULT {d}")).unwrap_or_default();
            format!("{mode}{name}{}{default}", argument.type_name)
        })
        .collect();
    all.join(", ")
}

pub(super) fn body(body: &RoutineBody) -> String {
    match body {
        RoutineBody::Source(source) => format!("AS {}", dollar(source)),
        RoutineBody::Sql(sql) => sql.to_string(),
        RoutineBody::Library { file, symbol } => format!("AS {}, {}", literal(file), literal(symbol)),
    }
}

pub(super) fn transforms(types: &[SqlText]) -> String {
    if types.is_empty() {
        return String::new();
    }
    let all: Vec<String> = types.iter().map(|t| format!("FOR TYPE {t}")).collect();
    format!("\nTRANSFORM {}", all.join(", "))
}

/// Settings whose value is a list of names: the catalog has them quoted like identifiers. Source: `GUC_LIST_QUOTE` in
/// PostgreSQL's `guc_tables.c`.
const NAME_LISTS: &[&str] = &[
    "local_preload_libraries",
    "search_path",
    "session_preload_libraries",
    "shared_preload_libraries",
    "temp_tablespaces",
    "unix_socket_directories",
];

fn split_names(list: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut rest = list.trim();
    while !rest.is_empty() {
        if let Some(quoted) = rest.strip_prefix('"') {
            let mut name = String::new();
            let mut chars = quoted.char_indices().peekable();
            let mut end = quoted.len();
            while let Some((at, c)) = chars.next() {
                if c != '"' {
                    name.push(c);
                } else if chars.peek().is_some_and(|(_, next)| *next == '"') {
                    name.push('"');
                    chars.next();
                } else {
                    end = at + 1;
                    break;
                }
            }
            names.push(name);
            rest = quoted[end..].trim_start().trim_start_matches(',').trim_start();
        } else {
            let (name, after) = rest.split_once(',').unwrap_or((rest, ""));
            names.push(name.trim().to_owned());
            rest = after.trim_start();
        }
    }
    names
}

pub(super) fn configuration(settings: &Options) -> String {
    settings.iter().map(|(name, value)| format!("\n{}", set(name, value))).collect()
}

/// `SET name TO value`, as functions and databases have it.
pub(super) fn set(name: &str, value: &str) -> String {
    let value = if NAME_LISTS.contains(&name.to_ascii_lowercase().as_str()) {
        let names: Vec<String> = split_names(value).iter().map(|n| literal(n)).collect();
        if names.is_empty() { "''".to_owned() } else { names.join(", ") }
    } else {
        literal(value)
    };
    format!("SET {} TO {value}", option_name(name))
}

fn define(verb: &str, id: &RoutineName, new: &Function) -> String {
    let mut sql = format!(
        "{verb} FUNCTION {}.{}{} RETURNS {}\nLANGUAGE {}",
        identifier(&id.schema),
        identifier(&id.name),
        arguments(&new.arguments),
        new.result,
        identifier(&new.language)
    );
    sql += &transforms(&new.transforms);
    if new.window {
        sql += " WINDOW";
    }
    sql += match new.volatility {
        Volatility::Volatile => "",
        Volatility::Stable => " STABLE",
        Volatility::Immutable => " IMMUTABLE",
    };
    if new.strict {
        sql += " STRICT";
    }
    if new.leakproof {
        sql += " LEAKPROOF";
    }
    if new.security_definer {
        sql += " SECURITY DEFINER";
    }
    sql += match new.parallel {
        Parallel::Unsafe => "",
        Parallel::Restricted => " PARALLEL RESTRICTED",
        Parallel::Safe => " PARALLEL SAFE",
    };
    if let Some(cost) = &new.cost {
        sql += &format!(" COST {cost}");
    }
    if let Some(rows) = &new.rows {
        sql += &format!(" ROWS {rows}");
    }
    if let Some(support) = &new.support {
        sql += &format!(" SUPPORT {}", qualified(support));
    }
    sql += &configuration(&new.configuration);
    format!("{sql}\n{}", body(&new.body))
}

impl Words for Function {
    type Alter = FunctionAlter;

    fn address(id: &RoutineName) -> String {
        format!("FUNCTION {}", routine(id))
    }

    fn exists(id: &RoutineName) -> Option<String> {
        guard::routine_exists(&routine(id))
    }

    fn guard(_: &RoutineName, alter: &FunctionAlter) -> Guard {
        match alter {
            FunctionAlter::Define => Guard::Repeatable,
        }
    }

    fn create(scope: Scope<'_>, id: &RoutineName, new: &Self) -> Vec<String> {
        // The canonical function of a range type takes the type before it is made: it must be named first.
        let range = scope.to.all::<RangeType>().find(|(_, range)| {
            range.canonical.as_ref().is_some_and(|f| f.schema == id.schema && f.name == id.name)
        });
        let shell = range.filter(|(name, _)| *id.arguments == [SqlText::from(qualified(name))]);
        let shell = shell.map(|(name, _)| format!("CREATE TYPE {}", qualified(name)));
        shell.into_iter().chain([define("CREATE", id, new)]).collect()
    }

    fn alter(_: Scope<'_>, id: &RoutineName, _: &Self, new: &Self, alter: &FunctionAlter) -> Vec<String> {
        match alter {
            FunctionAlter::Define => vec![define("CREATE OR REPLACE", id, new)],
        }
    }

    fn drop(_: Scope<'_>, id: &RoutineName, _: &Self) -> Vec<String> {
        vec![format!("DROP FUNCTION {}", routine(id))]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn name_lists() {
        assert_eq!(split_names(r#""$user", public"#), ["$user", "public"]);
        assert_eq!(split_names(r#""""#), [""]);
        assert_eq!(split_names(r#""a "" b, c", d"#), ["a \" b, c", "d"]);
        assert_eq!(split_names(""), Vec::<String>::new());
    }
}
