//! Tables.

use std::collections::BTreeSet;

use schema_diff::{Bound, TableAlter, Way, inherited_checks, inherits_afterwards};
use schema_model::{
    Column, ColumnDefault, Constraint, Name, ObjectId, Options, Persistence, QualifiedName, ReplicaIdentity,
    SqlText, Table,
};

use super::{column, constraint};
use crate::guard::{self, Guard};
use crate::quote::{
    dollar, foreign_option_changes, foreign_options, identifier, literal, option_changes, options, qualified,
};
use crate::words::{Scope, Words};

fn body(scope: Scope<'_>, id: &QualifiedName, new: &Table) -> Vec<String> {
    let mut lines = Vec::new();
    let alone = inherits_afterwards(scope.to, id, scope.major);
    let folded: BTreeSet<&ObjectId> = scope.action.folded.iter().map(|action| &action.id).collect();
    for action in &scope.action.folded {
        match &action.id {
            ObjectId::Column(name) => {
                let Some(column) = scope.to.get::<Column>(name) else { continue };
                let default = scope
                    .to
                    .get::<ColumnDefault>(name)
                    .filter(|_| folded.contains(&ObjectId::ColumnDefault(name.clone())));
                // An inherited column comes with its parent; only what is its own is said.
                if column.inherited && new.partition_of.is_none() && !alone {
                    continue;
                }
                if new.of_type.is_some() {
                    lines.extend(column::typed_clause(name, column, default));
                } else {
                    lines.push(column::clause(scope, name, column, default));
                }
            }
            ObjectId::Constraint(name) => {
                if let Some(constraint) = scope.to.get::<Constraint>(name) {
                    lines.push(constraint::clause(&name.name, constraint));
                }
            }
            _ => {}
        }
    }
    if new.partition_of.is_some() {
        for (name, check) in inherited_checks(scope.to, id) {
            if !folded.contains(&ObjectId::Constraint(id.member(name))) {
                lines.push(constraint::clause(name, check));
            }
        }
    } else if names_not_null(scope) {
        // On a column that comes with its parent there is no other place to say that NOT NULL is the table's own.
        for (name, column) in scope.to.table_view(id).into_iter().flat_map(|view| view.columns()) {
            if let Some(not_null) = &column.not_null
                && column.inherited
                && column.inherited_not_null.is_none()
                && !not_null.not_valid
                && let Some(called) = column.not_null_constraint(&id.member(name))
            {
                let no_inherit = if not_null.no_inherit { " NO INHERIT" } else { "" };
                let (called, name) = (identifier(&called), identifier(name));
                lines.push(format!("CONSTRAINT {called} NOT NULL {name}{no_inherit}"));
            }
        }
    }
    lines
}

/// Whether NOT NULL is a constraint with a name, and it is known which are the tables' own.
fn names_not_null(scope: Scope<'_>) -> bool {
    scope.major >= 18 && scope.to.server.major() >= 18
}

/// What a child has otherwise than its parents on the columns that it takes from them. (A default of its own is an object
/// of its own.)
fn own_on_inherited(scope: Scope<'_>, id: &QualifiedName, new: &Table) -> Vec<String> {
    let mut all = Vec::new();
    if new.partition_of.is_some() {
        return all;
    }
    let Some(view) = scope.to.table_view(id) else { return all };
    for (name, column) in view.columns().filter(|(_, column)| column.inherited) {
        let above = |test: &dyn Fn(&QualifiedName) -> bool| new.inherits.iter().any(test);
        let defaulted = above(&|parent| scope.to.get::<ColumnDefault>(&parent.member(name)).is_some());
        let required = above(&|parent| {
            scope.to.get::<Column>(&parent.member(name)).is_some_and(|c| c.not_null.is_some())
        });
        let alter = format!("ALTER TABLE ONLY {} ALTER COLUMN {}", qualified(id), identifier(name));
        if defaulted && scope.to.get::<ColumnDefault>(&id.member(name)).is_none() {
            all.push(format!("{alter} DROP DEFAULT"));
        }
        if column.not_null.is_some() && !required && !names_not_null(scope) {
            all.push(format!("{alter} SET NOT NULL"));
        }
    }
    all
}

/// `toast.` options of a new table are set like its own.
fn with(new: &Options) -> String {
    if new.is_empty() { String::new() } else { format!(" WITH ({})", options(new)) }
}

impl Words for Table {
    type Alter = TableAlter;

    fn address(id: &QualifiedName) -> String {
        format!("TABLE {}", qualified(id))
    }

    fn exists(id: &QualifiedName) -> Option<String> {
        guard::relation_exists(id)
    }

    fn guard(id: &QualifiedName, alter: &TableAlter) -> Guard {
        let inherits = |parent: &QualifiedName| {
            format!(
                "EXISTS (SELECT FROM pg_catalog.pg_inherits WHERE inhrelid = {} AND inhparent = {})",
                guard::regclass(id),
                guard::regclass(parent)
            )
        };
        let has_constraint =
            |name: &Name| guard::below(&id.member(name), ("pg_constraint", "conrelid", "conname"));
        match alter {
            TableAlter::Persistence
            | TableAlter::AccessMethod
            | TableAlter::Tablespace
            | TableAlter::Options
            | TableAlter::RowSecurity
            | TableAlter::ForceRowSecurity
            | TableAlter::ReplicaIdentity
            | TableAlter::ClusterOn
            | TableAlter::ValidateCheck(_)
            | TableAlter::Of => Guard::Repeatable,
            TableAlter::DropKept(name) => Guard::If(has_constraint(name)),
            TableAlter::AddCheck(name) => Guard::If(format!("NOT {}", has_constraint(name))),
            TableAlter::NoInherit(from) => Guard::If(inherits(from)),
            TableAlter::Inherit(from) => Guard::If(format!("NOT {}", inherits(from))),
            // ADD and DROP of one that is there, or isn't, fail.
            TableAlter::ForeignOptions
            | TableAlter::NotOf
            | TableAlter::Detach
            | TableAlter::DropBound
            | TableAlter::Attach
            | TableAlter::GuardBound(_)
            | TableAlter::ValidateBound(_)
            | TableAlter::DropBoundCheck(_) => Guard::Unknown,
        }
    }

    fn create(scope: Scope<'_>, id: &QualifiedName, new: &Self) -> Vec<String> {
        let unlogged = if new.persistence == Persistence::Unlogged { "UNLOGGED " } else { "" };
        let foreign = if new.is_foreign() { "FOREIGN " } else { "" };
        let mut sql = format!("CREATE {unlogged}{foreign}TABLE {}", qualified(id));
        let lines = body(scope, id, new);
        let lines =
            if lines.is_empty() { String::new() } else { format!("\n    {}\n", lines.join(",\n    ")) };
        match &new.of_type {
            Some(of) if lines.is_empty() => sql += &format!(" OF {}", qualified(of)),
            Some(of) => sql += &format!(" OF {} ({lines})", qualified(of)),
            None => sql += &format!(" ({lines})"),
        }
        if !new.inherits.is_empty() && !inherits_afterwards(scope.to, id, scope.major) {
            let parents: Vec<String> = new.inherits.iter().map(qualified).collect();
            sql += &format!("\nINHERITS ({})", parents.join(", "));
        }
        if let Some(server) = &new.server {
            sql += &format!("\nSERVER {}{}", identifier(server), foreign_options(&new.foreign_options));
        }
        if let Some(key) = &new.partition_by {
            sql += &format!("\nPARTITION BY {key}");
        }
        if let Some(method) = &new.access_method {
            sql += &format!("\nUSING {}", identifier(method));
        }
        sql += &with(&new.options);
        if let Some(tablespace) = &new.tablespace {
            sql += &format!(" TABLESPACE {}", identifier(tablespace));
        }
        let mut all = vec![sql];
        all.extend(own_on_inherited(scope, id, new));
        all
    }

    fn alter(
        scope: Scope<'_>,
        id: &QualifiedName,
        old: &Self,
        new: &Self,
        alter: &TableAlter,
    ) -> Vec<String> {
        let table = qualified(id);
        let say = |what: String| vec![format!("ALTER TABLE {table} {what}")];
        match alter {
            TableAlter::Persistence => say(match new.persistence {
                Persistence::Unlogged => "SET UNLOGGED".into(),
                Persistence::Permanent => "SET LOGGED".into(),
            }),
            TableAlter::AccessMethod => {
                let method = new.access_method.as_ref().map_or("heap".into(), |m| identifier(m));
                say(format!("SET ACCESS METHOD {method}"))
            }
            TableAlter::Tablespace => {
                let space = new.tablespace.as_ref().map_or("pg_default".into(), |t| identifier(t));
                say(format!("SET TABLESPACE {space}"))
            }
            TableAlter::Options => option_changes(&old.options, &new.options)
                .into_iter()
                .map(|change| format!("ALTER TABLE {table} {change}"))
                .collect(),
            TableAlter::RowSecurity => {
                let verb = if new.row_security { "ENABLE" } else { "DISABLE" };
                say(format!("{verb} ROW LEVEL SECURITY"))
            }
            TableAlter::ForceRowSecurity => {
                let no = if new.force_row_security { "" } else { "NO " };
                say(format!("{no}FORCE ROW LEVEL SECURITY"))
            }
            TableAlter::ReplicaIdentity => say(match &new.replica_identity {
                ReplicaIdentity::Default => "REPLICA IDENTITY DEFAULT".into(),
                ReplicaIdentity::Nothing => "REPLICA IDENTITY NOTHING".into(),
                ReplicaIdentity::Full => "REPLICA IDENTITY FULL".into(),
                ReplicaIdentity::Index(index) => {
                    format!("REPLICA IDENTITY USING INDEX {}", identifier(index))
                }
            }),
            TableAlter::ClusterOn => say(match &new.cluster_on {
                Some(index) => format!("CLUSTER ON {}", identifier(index)),
                None => "SET WITHOUT CLUSTER".into(),
            }),
            TableAlter::ForeignOptions => vec![format!(
                "ALTER FOREIGN TABLE {table}{}",
                foreign_option_changes(&old.foreign_options, &new.foreign_options)
            )],
            TableAlter::Of => {
                new.of_type.iter().flat_map(|of| say(format!("OF {}", qualified(of)))).collect()
            }
            TableAlter::NotOf => say("NOT OF".into()),
            TableAlter::NoInherit(parent) => say(format!("NO INHERIT {}", qualified(parent))),
            TableAlter::Inherit(parent) => say(format!("INHERIT {}", qualified(parent))),
            TableAlter::Detach => {
                let Some(of) = &old.partition_of else { return Vec::new() };
                let detach = format!("ALTER TABLE {} DETACH PARTITION {table}", qualified(&of.parent));
                match scope.action.way {
                    Way::Concurrently => vec![note_bound(id), format!("{detach} CONCURRENTLY")],
                    _ => vec![detach],
                }
            }
            TableAlter::DropBound => vec![drop_bound(scope, id)],
            TableAlter::GuardBound(check) => vec![format!(
                "ALTER TABLE {table} ADD CONSTRAINT {} CHECK ({}) NOT VALID",
                identifier(&check.name),
                bound_condition(&check.column, &check.bound, check.outside)
            )],
            TableAlter::AddCheck(name) => inherited_checks(scope.to, id)
                .into_iter()
                .filter(|(own, _)| *own == name)
                .take(1)
                .map(|(own, check)| {
                    let later = scope.action.way == Way::NotValid && !check.not_valid;
                    let later = if later { " NOT VALID" } else { "" };
                    format!("ALTER TABLE {table} ADD {}{later}", constraint::clause(own, check))
                })
                .collect(),
            TableAlter::ValidateBound(name) | TableAlter::ValidateCheck(name) => {
                vec![format!("ALTER TABLE {table} VALIDATE CONSTRAINT {}", identifier(name))]
            }
            TableAlter::DropBoundCheck(name) | TableAlter::DropKept(name) => {
                vec![format!("ALTER TABLE {table} DROP CONSTRAINT {}", identifier(name))]
            }
            TableAlter::Attach => {
                let Some(of) = &new.partition_of else { return Vec::new() };
                vec![format!("ALTER TABLE {} ATTACH PARTITION {table} {}", qualified(&of.parent), of.bound)]
            }
        }
    }

    fn drop(_: Scope<'_>, id: &QualifiedName, old: &Self) -> Vec<String> {
        vec![format!("DROP {}TABLE {}", if old.is_foreign() { "FOREIGN " } else { "" }, qualified(id))]
    }
}

/// The condition by which a row belongs to a partition, or (`outside`) doesn't: in the form in which PostgreSQL looks for it.
/// Source: `PartConstraintImpliedByRelConstraint`.
///
/// ```
/// use schema_diff::Bound;
///
/// let bound = Bound::Range { from: Some("10".into()), to: None };
/// assert_eq!(sql_emit::bound_condition("Key", &bound, false), r#""Key" IS NOT NULL AND "Key" >= 10"#);
/// assert_eq!(sql_emit::bound_condition("Key", &bound, true), r#""Key" IS NULL OR "Key" < 10"#);
/// ```
pub fn bound_condition(column: &str, bound: &Bound, outside: bool) -> String {
    let key = identifier(column);
    let list = |values: &[SqlText]| values.iter().map(SqlText::as_str).collect::<Vec<_>>().join(", ");
    match (bound, outside) {
        (Bound::Range { from, to }, false) => {
            let from = from.as_ref().map(|from| format!(" AND {key} >= {from}")).unwrap_or_default();
            let to = to.as_ref().map(|to| format!(" AND {key} < {to}")).unwrap_or_default();
            format!("{key} IS NOT NULL{from}{to}")
        }
        (Bound::Range { from, to }, true) => {
            let from = from.as_ref().map(|from| format!(" OR {key} < {from}")).unwrap_or_default();
            let to = to.as_ref().map(|to| format!(" OR {key} >= {to}")).unwrap_or_default();
            format!("{key} IS NULL{from}{to}")
        }
        (Bound::List { values, null: true }, false) if values.is_empty() => format!("{key} IS NULL"),
        (Bound::List { values, null: true }, true) if values.is_empty() => format!("{key} IS NOT NULL"),
        (Bound::List { values, null: true }, false) => {
            format!("{key} IS NULL OR {key} IN ({})", list(values))
        }
        (Bound::List { values, null: false }, false) => {
            format!("{key} IS NOT NULL AND {key} IN ({})", list(values))
        }
        (Bound::List { values, null: true }, true) => {
            format!("{key} IS NOT NULL AND {key} NOT IN ({})", list(values))
        }
        (Bound::List { values, null: false }, true) => {
            format!("{key} IS NULL OR {key} NOT IN ({})", list(values))
        }
    }
}

/// Keeps in the session what the server says of a partition's bound: once it is detached, nothing does.
fn note_bound(id: &QualifiedName) -> String {
    let table = format!("{}::pg_catalog.regclass", literal(&qualified(id)));
    format!(
        "SELECT pg_catalog.set_config('pgmend.bounds', (({BOUNDS} || pg_catalog.jsonb_build_object(\
         {table}::pg_catalog.text, pg_catalog.pg_get_partition_constraintdef({table})))::text), false)"
    )
}

/// What was noted, by the partition's name.
const BOUNDS: &str =
    "coalesce(nullif(pg_catalog.current_setting('pgmend.bounds', true), ''), '{}')::pg_catalog.jsonb";

/// Drops the check that says what the bound said. The server chose its name; its text tells it apart.
fn drop_bound(scope: Scope<'_>, id: &QualifiedName) -> String {
    let kept: Vec<String> = scope
        .to
        .table_view(id)
        .into_iter()
        .flat_map(|table| table.constraints().map(|(name, _)| literal(name)).collect::<Vec<_>>())
        .collect();
    let others = if kept.is_empty() {
        String::new()
    } else {
        format!("\n        AND conname NOT IN ({})", kept.join(", "))
    };
    let body = format!(
        "DECLARE\n    left_over name;\nBEGIN\n    \
         FOR left_over IN SELECT conname FROM pg_catalog.pg_constraint\n        \
         WHERE conrelid = {table}::pg_catalog.regclass AND contype = 'c'{others}\n        \
         AND pg_catalog.pg_get_expr(conbin, conrelid)\n            \
         = ({BOUNDS} ->> conrelid::pg_catalog.regclass::pg_catalog.text)\n    LOOP\n        \
         EXECUTE pg_catalog.format({alter}, left_over);\n    END LOOP;\nEND",
        table = literal(&qualified(id)),
        alter = literal(&format!("ALTER TABLE {} DROP CONSTRAINT %I", qualified(id).replace('%', "%%"))),
    );
    format!("DO {}", dollar(&body))
}
