//! Guards: statements that may be run twice. `IF NOT EXISTS` is not enough: most statements have none, and it takes an index
//! whose build failed for one that is there. So a statement is run where the catalog says that its work is still to be done.

use schema_diff::{Action, Plan, Transaction, Verb};
use schema_model::{MemberName, MethodName, ObjectId, OperatorName, QualifiedName, TransformName};

use crate::kinds::operator_family;
use crate::quote::{dollar, identifier, literal, parent, qualified};
use crate::words::{altered, exists};

/// When a statement is to be run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Guard {
    /// Always: said twice it does what it does when it is said once.
    Repeatable,
    /// If this holds.
    If(String),
    /// The catalog does not tell whether its work is done.
    Unknown,
}

/// The actions of a plan that can't be said so that they may be run twice: they replace something, move types aside, or run
/// outside of transactions. `emit` says them as they are.
///
/// ```
/// use schema_diff::{Options, Strategy, plan};
/// use schema_model::{Column, QualifiedName, Schema, Server, Table};
///
/// let from = Schema::new(Server::new(170_000));
/// let mut to = from.clone();
/// to.insert_table(QualifiedName::new("public", "t"), Table::new());
/// let plan = plan(&from, &to, &Options::default())?;
/// assert!(sql_emit::unguarded(&plan).is_empty());
/// let script = sql_emit::emit(&plan, &from, &to, &sql_emit::Options::default().with_guards());
/// assert!(script.statements[0].sql.contains("IF pg_catalog.to_regclass('public.t') IS NULL THEN"));
/// # Ok::<(), schema_diff::PlanError>(())
/// ```
pub fn unguarded(plan: &Plan) -> Vec<&Action> {
    let dropped = |id: &ObjectId| {
        plan.actions.iter().flat_map(Action::flatten).any(|other| other.verb == Verb::Drop && other.id == *id)
    };
    plan.actions
        .iter()
        .filter(|action| {
            let replaces = action.verb == Verb::Create && dropped(&action.id);
            replaces || action.cost.transaction == Transaction::Outside || guard(action) == Guard::Unknown
        })
        .collect()
}

/// The statements of an action, as they may be run twice.
pub(crate) fn wrap(action: &Action, said: Vec<String>) -> Vec<String> {
    let outside = action.cost.transaction == Transaction::Outside;
    let Guard::If(condition) = guard(action) else { return said };
    if said.is_empty() || outside {
        return said;
    }
    let mut body = String::from("\nBEGIN\n");
    for (check, error) in refusals(action) {
        body +=
            &format!("    IF {check} THEN\n        RAISE EXCEPTION '%', {};\n    END IF;\n", literal(&error));
    }
    body += &format!("    IF {condition} THEN\n");
    for statement in said {
        body += &format!("        EXECUTE {};\n", dollar(&statement));
    }
    body += "    END IF;\nEND\n";
    vec![format!("DO {}", dollar(&body))]
}

fn guard(action: &Action) -> Guard {
    match &action.verb {
        _ if operator_family::is_of_system(&action.id) => Guard::Unknown,
        Verb::Create => match exists(&action.id) {
            // Said by what it is about: a comment, an owner, privileges, a default.
            None => Guard::Repeatable,
            Some(there) => Guard::If(absent(&there)),
        },
        Verb::Drop => match exists(&action.id) {
            None => Guard::Repeatable,
            Some(there) => Guard::If(there),
        },
        Verb::Rename { from } => match (exists(from), exists(&action.id)) {
            // Names may move on in a row: what is called so now may be the next one.
            (Some(old), Some(new)) => Guard::If(format!("{old} AND {}", absent(&new))),
            _ => Guard::Unknown,
        },
        Verb::Alter(alter) => altered(&action.id, alter),
    }
}

/// That something is not there.
fn absent(there: &str) -> String {
    match there.strip_suffix(" IS NOT NULL") {
        Some(found) if !found.contains(' ') => format!("{found} IS NULL"),
        _ => format!("NOT {there}"),
    }
}

/// What makes it wrong to go on: an index that is not valid, a statement of which only a part was done by somebody else.
fn refusals(action: &Action) -> Vec<(String, String)> {
    if action.verb != Verb::Create {
        return Vec::new();
    }
    let mut all = Vec::new();
    if let ObjectId::Index(id) = &action.id {
        let name = qualified(&id.in_schema());
        all.push((
            format!(
                "EXISTS (SELECT FROM pg_catalog.pg_index WHERE indexrelid = {} AND NOT indisvalid)",
                regclass(&id.in_schema())
            ),
            format!("the index {name} is there and not valid: DROP INDEX {name} first"),
        ));
    }
    // What is made along with a table is there if the table is.
    if matches!(action.id, ObjectId::Column(_)) {
        let lead = exists(&action.id);
        let others = action.folded.iter().filter(|part| part.verb == Verb::Create);
        for (part, there) in others.filter_map(|part| Some((part, exists(&part.id)?))) {
            if let Some(lead) = &lead {
                all.push((
                    format!("{there} <> {lead}"),
                    format!("of {} and {} only one is there: add the other by hand", action.id, part.id),
                ));
            }
        }
    }
    all
}

/// `pg_catalog.to_regclass('public.t')`
pub(crate) fn regclass(name: &QualifiedName) -> String {
    format!("pg_catalog.to_regclass({})", literal(&qualified(name)))
}

/// `pg_catalog.to_regtype('public.t')`
pub(crate) fn regtype(name: &QualifiedName) -> String {
    format!("pg_catalog.to_regtype({})", literal(&qualified(name)))
}

/// That a catalog has a row of this name below the table, e.g. `("pg_policy", "polrelid", "polname")`.
pub(crate) fn below(id: &MemberName, (catalog, relation, name): (&str, &str, &str)) -> String {
    format!(
        "EXISTS (SELECT FROM pg_catalog.{catalog} WHERE {relation} = pg_catalog.to_regclass({}) AND {name} = {})",
        literal(&parent(id)),
        literal(&id.name)
    )
}

/// That `pg_attribute` says this of a column.
pub(crate) fn column(id: &MemberName, what: &str) -> String {
    format!(
        "EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass({}) AND attname = {} AND {what})",
        literal(&parent(id)),
        literal(&id.name)
    )
}

/// That a type of the schema has this name.
pub(crate) fn type_exists(name: &QualifiedName) -> Option<String> {
    Some(format!("{} IS NOT NULL", regtype(name)))
}

/// That a type has this name, and is more than a name.
pub(crate) fn type_defined(name: &QualifiedName) -> Option<String> {
    Some(format!("EXISTS (SELECT FROM pg_catalog.pg_type WHERE oid = {} AND typisdefined)", type_oid(name)))
}

/// The type of this name, be it a shell, for which `to_regtype` fails up to 15.
fn type_oid(name: &QualifiedName) -> String {
    format!(
        "(SELECT t.oid FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace \
         WHERE t.typname = {} AND n.nspname = {})",
        literal(&name.name),
        literal(&name.schema)
    )
}

/// That something depends on a type, its array or some functions which is none of them.
pub(crate) fn more_depends(name: &QualifiedName, functions: &[String]) -> String {
    let functions: Vec<String> =
        functions.iter().map(|routine| format!("pg_catalog.to_regprocedure({})", literal(routine))).collect();
    let going = format!(
        "SELECT 'pg_catalog.pg_type'::pg_catalog.regclass, unnest(ARRAY[oid, typarray]) FROM pg_catalog.pg_type WHERE oid = {} \
         UNION ALL SELECT 'pg_catalog.pg_proc'::pg_catalog.regclass, f FROM unnest(ARRAY[{}]::pg_catalog.oid[]) f WHERE f IS NOT NULL",
        type_oid(name),
        functions.join(", ")
    );
    format!(
        "EXISTS (SELECT FROM pg_catalog.pg_depend WHERE (refclassid, refobjid) IN ({going}) AND (classid, objid) NOT IN ({going}))"
    )
}

/// That a relation of the schema has this name.
pub(crate) fn relation_exists(name: &QualifiedName) -> Option<String> {
    Some(format!("{} IS NOT NULL", regclass(name)))
}

/// That `to_regprocedure` finds it.
pub(crate) fn routine_exists(routine: &str) -> Option<String> {
    Some(format!("pg_catalog.to_regprocedure({}) IS NOT NULL", literal(routine)))
}

/// That there is such an attribute of a table or a composite type.
pub(crate) fn attribute_exists(id: &MemberName) -> Option<String> {
    Some(column(id, "NOT attisdropped"))
}

/// That a catalog without schemas has a row of this name.
pub(crate) fn named(catalog: &str, column: &str, name: &str) -> Option<String> {
    Some(format!("EXISTS (SELECT FROM pg_catalog.{catalog} WHERE {column} = {})", literal(name)))
}

/// That a catalog has a row of this name in the schema, e.g. `("pg_collation", "coll")`.
pub(crate) fn in_schema(name: &QualifiedName, (catalog, prefix): (&str, &str)) -> Option<String> {
    Some(format!(
        "EXISTS (SELECT FROM pg_catalog.{catalog} WHERE {prefix}name = {} AND {prefix}namespace = pg_catalog.to_regnamespace({}))",
        literal(&name.name),
        literal(&identifier(&name.schema))
    ))
}

/// The same of an access method, e.g. `("pg_opclass", "opc")`.
pub(crate) fn of_method(name: &MethodName, (catalog, prefix): (&str, &str)) -> Option<String> {
    Some(format!(
        "EXISTS (SELECT FROM pg_catalog.{catalog} WHERE {prefix}name = {} AND {prefix}namespace = pg_catalog.to_regnamespace({}) \
         AND {prefix}method = (SELECT oid FROM pg_catalog.pg_am WHERE amname = {}))",
        literal(&name.name),
        literal(&identifier(&name.schema)),
        literal(&name.method)
    ))
}

/// That there is such an operator, and not only its name.
pub(crate) fn operator(name: &OperatorName) -> String {
    operator_where(name, "oprcode <> 0")
}

/// That there is the name of such an operator, and no more.
pub(crate) fn shell_operator(name: &OperatorName) -> String {
    operator_where(name, "oprcode = 0")
}

fn operator_where(name: &OperatorName, condition: &str) -> String {
    let left = match &name.left {
        Some(left) => format!("pg_catalog.to_regtype({})", literal(left)),
        None => "0".into(),
    };
    format!(
        "EXISTS (SELECT FROM pg_catalog.pg_operator WHERE oprname = {} AND oprnamespace = pg_catalog.to_regnamespace({}) \
         AND oprleft = {left} AND oprright = pg_catalog.to_regtype({}) AND {condition})",
        literal(&name.name),
        literal(&identifier(&name.schema)),
        literal(&name.right)
    )
}

/// That the database has a subscription of this name.
pub(crate) fn subscription(name: &str) -> String {
    format!(
        "EXISTS (SELECT FROM pg_catalog.pg_subscription WHERE subname = {} \
         AND subdbid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()))",
        literal(name)
    )
}

/// That the language has a transform for the type.
pub(crate) fn transform(name: &TransformName) -> String {
    format!(
        "EXISTS (SELECT FROM pg_catalog.pg_transform WHERE trftype = pg_catalog.to_regtype({}) \
         AND trflang = (SELECT oid FROM pg_catalog.pg_language WHERE lanname = {}))",
        literal(&name.type_name),
        literal(&name.language)
    )
}
