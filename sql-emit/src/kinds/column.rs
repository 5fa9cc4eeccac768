//! Columns.

use schema_diff::{Action, Alter, ColumnAlter, LabelChange, Using, Verb, Way, is_array, type_change};
use schema_model::{
    BaseType, Column, ColumnDefault, Compression, Domain, GeneratedKind, Identity, IdentityGeneration,
    MemberName, NotNull, ObjectId, Persistence, QualifiedName, Schema, Storage, Table,
};

use super::sequence;
use crate::fill;
use crate::guard::{self, Guard};
use crate::quote::{
    foreign_option_changes, foreign_options, identifier, literal, option_changes, parent, qualified,
};
use crate::words::{Scope, Words};

/// ` NOT NULL`, with its name and NO INHERIT where it has them.
pub(super) fn not_null_clause(not_null: &NotNull) -> String {
    let name = not_null.name.as_ref().map(|n| format!(" CONSTRAINT {}", identifier(n))).unwrap_or_default();
    let no_inherit = if not_null.no_inherit { " NO INHERIT" } else { "" };
    format!("{name} NOT NULL{no_inherit}")
}

pub(super) fn storage(storage: Storage) -> &'static str {
    match storage {
        Storage::Plain => "PLAIN",
        Storage::External => "EXTERNAL",
        Storage::Extended => "EXTENDED",
        Storage::Main => "MAIN",
    }
}

fn compression(compression: Option<Compression>) -> &'static str {
    match compression {
        None => "default",
        Some(Compression::Pglz) => "pglz",
        Some(Compression::Lz4) => "lz4",
    }
}

fn generation(generation: IdentityGeneration) -> &'static str {
    match generation {
        IdentityGeneration::Always => "ALWAYS",
        IdentityGeneration::ByDefault => "BY DEFAULT",
    }
}

/// ` GENERATED … AS IDENTITY (…)`
fn identity_clause(column: &MemberName, type_name: &str, identity: &Identity) -> String {
    let mut options = sequence::new_options(type_name, &identity.options);
    if let Some(name) = &identity.sequence {
        options = format!(" SEQUENCE NAME {}.{}{options}", identifier(&column.schema), identifier(name));
    }
    let options = match options.trim_start() {
        "" => String::new(),
        options => format!(" ({options})"),
    };
    format!(" GENERATED {} AS IDENTITY{options}", generation(identity.generation))
}

/// `name type …` as in CREATE TABLE and ADD COLUMN.
pub(super) fn clause(
    scope: Scope<'_>,
    id: &MemberName,
    column: &Column,
    default: Option<&ColumnDefault>,
) -> String {
    let mut sql = format!("{} {}", identifier(&id.name), column.type_name);
    if let Some(method) = column.compression {
        sql += &format!(" COMPRESSION {}", compression(Some(method)));
    }
    sql += &foreign_options(&column.foreign_options);
    if let Some(collation) = &column.collation {
        sql += &format!(" COLLATE {collation}");
    }
    let named = partition_not_null(scope, id, column).or_else(|| {
        let taken =
            column.not_null.as_ref().is_some_and(|n| n.name.is_none()) && name_is_taken(scope, id, column);
        taken.then(|| {
            let mut column = column.clone();
            let name = column.not_null_constraint(id);
            column.not_null.iter_mut().for_each(|not_null| not_null.name.clone_from(&name));
            column
        })
    });
    sql += &constraints(named.as_ref().unwrap_or(column), default);
    // The partitions of a table take their parent's identity.
    let partition = scope.to.get::<Table>(&id.parent()).is_some_and(|t| t.partition_of.is_some());
    if let Some(identity) = &column.identity
        && !(partition && column.inherited)
    {
        sql += &identity_clause(id, &column.type_name, identity);
    }
    sql
}

/// From 18 on a NOT NULL that a partition takes over has the name that the schema says, or the topmost table's where the
/// schema is from before 18 and says none.
fn partition_not_null(scope: Scope<'_>, id: &MemberName, column: &Column) -> Option<Column> {
    let mut not_null = column.not_null.clone().filter(|n| n.name.is_none() && column.inherited)?;
    if scope.major < 18 {
        return None;
    }
    not_null.name = match &column.inherited_not_null {
        Some(name) => Some(name.clone()),
        None if scope.to.server.major() < 18 => Some(topmost_not_null(scope, id)?),
        None => None,
    };
    let mut column = column.clone();
    column.not_null = Some(not_null);
    Some(column)
}

/// Whether a partition has the name that PostgreSQL would choose, because the same plan makes it, or because what it has by
/// itself is called so by then, to become its parent's: PostgreSQL then chooses another (`ChooseConstraintName` in
/// pg_constraint.c), unless the name is said.
fn name_is_taken(scope: Scope<'_>, id: &MemberName, column: &Column) -> bool {
    if scope.major < 18
        || scope.to.get::<Table>(&id.parent()).is_none_or(|table| table.partition_by.is_none())
    {
        return false;
    }
    let name = column.not_null_constraint(id);
    scope.to.all::<Table>().any(|(table, payload)| {
        let below = || scope.to.get::<Column>(&table.member(&id.name))?.inherited_not_null.clone();
        let has_it =
            || scope.from.get::<Column>(&table.member(&id.name)).is_some_and(|c| c.not_null.is_some());
        let new = scope.from.get::<Table>(table).is_none();
        payload.partition_of.is_some() && (new || has_it()) && below() == name
    })
}

/// What the constraint is called at the top of the partitioned table.
fn topmost_not_null(scope: Scope<'_>, id: &MemberName) -> Option<schema_model::Name> {
    let mut table = id.parent();
    // PostgreSQL allows no circle of partitions; in a model made by hand that has one, the walk ends all the same.
    for _ in 0..scope.to.len() {
        match scope.to.get::<Table>(&table).and_then(|t| t.partition_of.as_ref()) {
            Some(of) => table = of.parent.clone(),
            None => break,
        }
    }
    let top = table.member(&id.name);
    (table != id.parent()).then(|| scope.to.get::<Column>(&top)?.not_null_constraint(&top))?
}

fn constraints(column: &Column, default: Option<&ColumnDefault>) -> String {
    let mut sql = String::new();
    if let Some(generated) = &column.generated {
        let kind = match generated.kind {
            GeneratedKind::Stored => "STORED",
            GeneratedKind::Virtual => "VIRTUAL",
        };
        sql += &format!(" GENERATED ALWAYS AS ({}) {kind}", generated.expression);
    }
    if let Some(default) = default {
        sql += &format!(" DEFAULT {}", default.expression);
    }
    if let Some(not_null) = column.not_null.as_ref().filter(|n| !n.not_valid) {
        sql += &not_null_clause(not_null);
    }
    sql
}

/// `name WITH OPTIONS …` as in CREATE TABLE … OF, where there is anything to say.
pub(super) fn typed_clause(
    id: &MemberName,
    column: &Column,
    default: Option<&ColumnDefault>,
) -> Option<String> {
    let constraints = constraints(column, default);
    (!constraints.is_empty()).then(|| format!("{} WITH OPTIONS{constraints}", identifier(&id.name)))
}

/// The default that is folded along with a column.
fn folded_default<'a>(scope: Scope<'a>, id: &MemberName) -> Option<&'a ColumnDefault> {
    let mine = ObjectId::ColumnDefault(id.clone());
    let folded = scope.action.folded.iter().any(|action| action.id == mine);
    scope.to.get::<ColumnDefault>(id).filter(|_| folded)
}

fn using(old: &Column, new: &Column, name: &str) -> String {
    match type_change(&old.type_name, &new.type_name).using {
        Using::Assignment => String::new(),
        Using::Cast => format!(" USING {name}::{}", new.type_name),
        Using::ThroughText => format!(" USING {name}::text::{}", new.type_name),
    }
}

/// A value of an enum, or an array of them, as text with other labels.
fn exchange(scope: Scope<'_>, name: &str, column: &Column, labels: &[LabelChange]) -> String {
    if labels.is_empty() {
        return format!("{name}::text");
    }
    if is_array(scope.to, &column.type_name) {
        return labels.iter().fold(format!("{name}::text[]"), |array, label| {
            format!("pg_catalog.array_replace({array}, {}, {})", literal(&label.from), literal(&label.to))
        });
    }
    let mut sql = format!("CASE {name}::text");
    for label in labels {
        sql += &format!(" WHEN {} THEN {}", literal(&label.from), literal(&label.to));
    }
    format!("({sql} ELSE {name}::text END)")
}

/// `ALTER COLUMN name SET DATA TYPE …`
fn type_clause(scope: Scope<'_>, id: &MemberName, old: &Column, new: &Column, alter: &ColumnAlter) -> String {
    let name = identifier(&id.name);
    let using = match alter {
        ColumnAlter::Retype(labels) => {
            format!(" USING {}::{}", exchange(scope, &name, new, labels), new.type_name)
        }
        _ => using(old, new, &name),
    };
    format!("ALTER COLUMN {name} SET DATA TYPE {}{}{using}", new.type_name, collation(new))
}

/// The column's type, and those of the columns of its table that change with it.
fn set_types(
    scope: Scope<'_>,
    id: &MemberName,
    old: &Column,
    new: &Column,
    alter: &ColumnAlter,
) -> Vec<String> {
    let mut clauses = vec![type_clause(scope, id, old, new, alter)];
    for folded in &scope.action.folded {
        if let (ObjectId::Column(other), Verb::Alter(Alter::Column(alter))) = (&folded.id, &folded.verb)
            && let Some(new) = scope.to.get::<Column>(other)
        {
            let old = scope.from.get::<Column>(other).unwrap_or(new);
            clauses.push(type_clause(scope, other, old, new, alter));
        }
    }
    vec![alter_table(id, &clauses)]
}

fn collation(column: &Column) -> String {
    column.collation.as_ref().map(|c| format!(" COLLATE {c}")).unwrap_or_default()
}

/// A type's own storage, where `SET STORAGE DEFAULT` (16+) is not there to say it. Source: `pg_type.typstorage`.
fn default_storage(schema: &Schema, type_name: &str) -> &'static str {
    let name = type_name.split('(').next().unwrap_or(type_name);
    if let (false, Ok(name)) = (name.ends_with("[]"), name.parse::<QualifiedName>()) {
        if let Some(own) = schema.get::<BaseType>(&name) {
            return storage(own.storage);
        }
        if let Some(domain) = schema.get::<Domain>(&name) {
            return default_storage(schema, &domain.base_type);
        }
    }
    if type_name.starts_with("numeric") || matches!(type_name, "inet" | "cidr") { "MAIN" } else { "EXTENDED" }
}

pub(super) fn set_storage(scope: Scope<'_>, kind: Option<Storage>, type_name: &str) -> String {
    match kind {
        Some(kind) => format!("SET STORAGE {}", storage(kind)),
        None if scope.major >= 16 => "SET STORAGE DEFAULT".into(),
        None => format!("SET STORAGE {}", default_storage(scope.to, type_name)),
    }
}

pub(super) fn set_compression(method: Option<Compression>) -> String {
    format!("SET COMPRESSION {}", compression(method))
}

pub(super) fn set_statistics(target: Option<u16>) -> String {
    format!("SET STATISTICS {}", target.map_or("-1".into(), |target| target.to_string()))
}

/// One statement for a column, or for several of its table.
fn alter_table(id: &MemberName, clauses: &[String]) -> String {
    let lines = if clauses.len() > 1 { "\n    " } else { " " };
    format!("ALTER TABLE {}{lines}{}", parent(id), clauses.join(",\n    "))
}

/// After the values that a column already has, and those that its serial gave, comes the next one an identity gives.
fn continue_identity(scope: Scope<'_>, id: &MemberName, identity: &Identity) -> String {
    let table = qualified(&id.parent());
    let mut next = sequence::after_values(&id.name, &identity.options);
    if let Some(noted) = sequence::noted_position(scope, id) {
        next = format!("{}({next}, {noted})", sequence::farthest(&identity.options));
    }
    format!(
        "SELECT pg_catalog.setval(pg_catalog.pg_get_serial_sequence({}, {}), {next}, false) FROM {table}",
        literal(&table),
        literal(&id.name),
    )
}

/// A new column whose rows get values, or shall get them before its NOT NULL comes.
fn filled(scope: Scope<'_>, id: &MemberName, new: &Column) -> Option<Vec<String>> {
    let mut bare = new.clone();
    bare.not_null = None;
    let (table, name) = (parent(id), identifier(&id.name));
    let add = |column: &Column| format!("ADD COLUMN {}", clause(scope, id, column, None));
    match &scope.action.way {
        Way::Nullable => Some(vec![alter_table(id, &[add(&bare)])]),
        Way::Filled(value) => {
            let mut all = vec![alter_table(id, &[add(&bare)])];
            if new.not_null.as_ref().is_some_and(|not_null| !not_null.not_valid) {
                all.extend(Column::alter(scope, id, new, new, &ColumnAlter::SetNotNull));
            } else {
                all.extend(fill::update(scope, id, value));
            }
            Some(all)
        }
        Way::Defaulted(value) => {
            let constant = ColumnDefault::new(value.clone());
            Some(vec![
                alter_table(id, &[format!("ADD COLUMN {}", clause(scope, id, new, Some(&constant)))]),
                format!("ALTER TABLE {table} ALTER COLUMN {name} DROP DEFAULT"),
            ])
        }
        Way::Plain | Way::NotValid | Way::Concurrently | Way::Built(_) | Way::Only => None,
    }
}

/// The name of an identity's sequence.
fn sequence_of(id: &MemberName, identity: &Identity) -> schema_model::Name {
    let usual = || schema_model::object_name(&id.parent, Some(&id.name), "seq");
    identity.sequence.clone().unwrap_or_else(usual)
}

/// The name of the NOT NULL that isn't valid and comes from a parent.
fn unchecked_above(scope: Scope<'_>, id: &MemberName) -> Option<schema_model::Name> {
    let table = scope.to.get::<Table>(&id.parent())?;
    table.inherits.iter().map(|parent| parent.member(&id.name)).find_map(|above| {
        let column = scope.to.get::<Column>(&above)?;
        let unchecked = column.not_null.as_ref().is_some_and(|not_null| not_null.not_valid);
        if unchecked { column.not_null_constraint(&above) } else { None }
    })
}

impl Words for Column {
    type Alter = ColumnAlter;

    fn address(id: &MemberName) -> String {
        format!("COLUMN {}.{}", parent(id), identifier(&id.name))
    }

    fn exists(id: &MemberName) -> Option<String> {
        guard::attribute_exists(id)
    }

    fn guard(id: &MemberName, alter: &ColumnAlter) -> Guard {
        match alter {
            ColumnAlter::DropNotNull
            | ColumnAlter::Fill(_)
            | ColumnAlter::ValidateNotNull
            | ColumnAlter::InheritNotNull
            | ColumnAlter::SetType
            | ColumnAlter::SetExpression
            | ColumnAlter::SetIdentity
            | ColumnAlter::IdentityPersistence
            | ColumnAlter::Storage
            | ColumnAlter::Compression
            | ColumnAlter::Statistics
            | ColumnAlter::Options => Guard::Repeatable,
            // From 18 on what is inherited can become the column's own too.
            ColumnAlter::SetNotNull => Guard::If(guard::column(
                id,
                "(NOT attnotnull OR EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = attrelid AND contype = 'n' \
                 AND conkey = ARRAY[attnum] AND NOT conislocal))",
            )),
            ColumnAlter::DropIdentity => Guard::If(guard::column(id, "attidentity <> ''")),
            ColumnAlter::AddIdentity => Guard::If(guard::column(id, "attidentity = ''")),
            ColumnAlter::DropExpression => Guard::If(guard::column(id, "attgenerated <> ''")),
            ColumnAlter::Guard(_)
            | ColumnAlter::ValidateGuard(_)
            | ColumnAlter::DropGuard(_)
            | ColumnAlter::RenameNotNull
            | ColumnAlter::ForeignOptions
            | ColumnAlter::Retype(_) => Guard::Unknown,
        }
    }

    fn create(scope: Scope<'_>, id: &MemberName, new: &Self) -> Vec<String> {
        if let Some(filled) = filled(scope, id, new) {
            return filled;
        }
        let mut clauses = vec![format!("ADD COLUMN {}", clause(scope, id, new, folded_default(scope, id)))];
        for Action { id: folded, .. } in &scope.action.folded {
            if let ObjectId::Column(name) = folded
                && let Some(column) = scope.to.get::<Column>(name)
            {
                let default = folded_default(scope, name);
                clauses.push(format!("ADD COLUMN {}", clause(scope, name, column, default)));
            }
        }
        vec![alter_table(id, &clauses)]
    }

    fn alter(scope: Scope<'_>, id: &MemberName, old: &Self, new: &Self, alter: &ColumnAlter) -> Vec<String> {
        let (table, name) = (parent(id), identifier(&id.name));
        let say = |what: String| vec![format!("ALTER TABLE {table} ALTER COLUMN {name} {what}")];
        let only = |what: String| vec![format!("ALTER TABLE ONLY {table} ALTER COLUMN {name} {what}")];
        let chosen = || schema_model::object_name(&id.parent, Some(&id.name), "not_null");
        let constraint_name = |column: &Column| column.not_null_constraint(id).unwrap_or_else(chosen);
        // INHERIT leaves a constraint the table's own too; what a partition has counts as inherited, under its name.
        let partition = scope.to.get::<Table>(&id.parent()).is_some_and(|table| table.partition_of.is_some());
        let wanted = match &new.inherited_not_null {
            Some(_) if !partition => chosen(),
            _ => constraint_name(new),
        };
        let after_filling = |words: Vec<String>| match &scope.action.way {
            Way::Filled(value) => fill::update(scope, id, value).into_iter().chain(words).collect(),
            _ => words,
        };
        match alter {
            ColumnAlter::DropNotNull if scope.action.way == Way::Only => only("DROP NOT NULL".into()),
            ColumnAlter::DropNotNull => say("DROP NOT NULL".into()),
            ColumnAlter::Guard(guard) => vec![format!(
                "ALTER TABLE {table} ADD CONSTRAINT {} CHECK ({name} IS NOT NULL) NOT VALID",
                identifier(guard)
            )],
            ColumnAlter::Fill(value) => vec![fill::batches(id, value)],
            ColumnAlter::ValidateGuard(guard) => {
                after_filling(vec![format!("ALTER TABLE {table} VALIDATE CONSTRAINT {}", identifier(guard))])
            }
            ColumnAlter::DropGuard(guard) => {
                vec![format!("ALTER TABLE {table} DROP CONSTRAINT {}", identifier(guard))]
            }
            ColumnAlter::SetNotNull => after_filling(match &new.not_null {
                // What is inherited becomes the column's own too, under the name that it has.
                Some(_) if old.inherited_not_null.is_some() && old != new => say("SET NOT NULL".into()),
                Some(n)
                    if scope.major >= 18
                        && (wanted != chosen()
                            || n.no_inherit
                            || n.not_valid
                            || scope.action.way == Way::NotValid
                            || name_is_taken(scope, id, new)) =>
                {
                    let no_inherit = if n.no_inherit { " NO INHERIT" } else { "" };
                    let later = n.not_valid || scope.action.way == Way::NotValid;
                    let not_valid = if later { " NOT VALID" } else { "" };
                    vec![format!(
                        "ALTER TABLE {table} ADD CONSTRAINT {} NOT NULL {name}{no_inherit}{not_valid}",
                        identifier(&wanted)
                    )]
                }
                _ => say("SET NOT NULL".into()),
            }),
            ColumnAlter::RenameNotNull => {
                vec![format!(
                    "ALTER TABLE {table} RENAME CONSTRAINT {} TO {}",
                    identifier(&constraint_name(old)),
                    identifier(&wanted)
                )]
            }
            ColumnAlter::ValidateNotNull => {
                // One that came with a new table's parent is called as it is there.
                let came = (new.inherited_not_null.is_some() && !scope.stood(&ObjectId::Column(id.clone())))
                    .then(|| unchecked_above(scope, id))
                    .flatten();
                let constraint = identifier(&came.unwrap_or(wanted));
                after_filling(vec![format!("ALTER TABLE {table} VALIDATE CONSTRAINT {constraint}")])
            }
            ColumnAlter::InheritNotNull => {
                let no = new.not_null.as_ref().is_some_and(|n| n.no_inherit);
                vec![format!(
                    "ALTER TABLE {table} ALTER CONSTRAINT {} {}INHERIT",
                    identifier(&wanted),
                    if no { "NO " } else { "" }
                )]
            }
            ColumnAlter::DropIdentity => say("DROP IDENTITY".into()),
            ColumnAlter::DropExpression => say("DROP EXPRESSION".into()),
            ColumnAlter::SetType | ColumnAlter::Retype(_) => set_types(scope, id, old, new, alter),
            ColumnAlter::SetExpression => new
                .generated
                .iter()
                .flat_map(|g| say(format!("SET EXPRESSION AS ({})", g.expression)))
                .collect(),
            ColumnAlter::AddIdentity => {
                let Some(identity) = &new.identity else { return Vec::new() };
                let clause = identity_clause(id, &new.type_name, identity);
                let mut all = say(format!("ADD{clause}"));
                // The values of a foreign table are elsewhere.
                if !scope.from.get::<Table>(&id.parent()).is_some_and(Table::is_foreign) {
                    all.push(continue_identity(scope, id, identity));
                }
                all
            }
            ColumnAlter::SetIdentity => {
                let (Some(before), Some(after)) = (&old.identity, &new.identity) else {
                    return Vec::new();
                };
                let mut all = Vec::new();
                let mut what = Vec::new();
                if before.generation != after.generation {
                    what.push(format!("SET GENERATED {}", generation(after.generation)));
                }
                let changed = sequence::options(&before.options, &after.options);
                what.extend(identity_settings(&changed));
                if !what.is_empty() {
                    all.extend(say(what.join(" ")));
                }
                if before.sequence != after.sequence {
                    all.push(format!(
                        "ALTER SEQUENCE {}.{} RENAME TO {}",
                        identifier(&id.schema),
                        identifier(&sequence_of(id, before)),
                        identifier(&sequence_of(id, after))
                    ));
                }
                all
            }
            ColumnAlter::IdentityPersistence => {
                let Some(identity) = &new.identity else { return Vec::new() };
                let of_table = scope.to.get::<Table>(&id.parent()).map(|table| table.persistence);
                let unlogged = identity.persistence.or(of_table) == Some(Persistence::Unlogged);
                vec![format!(
                    "ALTER SEQUENCE {}.{} SET {}LOGGED",
                    identifier(&id.schema),
                    identifier(&sequence_of(id, identity)),
                    if unlogged { "UN" } else { "" }
                )]
            }
            ColumnAlter::Storage => only(set_storage(scope, new.storage, &new.type_name)),
            ColumnAlter::Compression => say(set_compression(new.compression)),
            ColumnAlter::Statistics => only(set_statistics(new.statistics)),
            ColumnAlter::ForeignOptions => {
                let before = if old == new { Default::default() } else { old.foreign_options.clone() };
                say(foreign_option_changes(&before, &new.foreign_options).trim_start().to_owned())
            }
            ColumnAlter::Options => {
                let before = if old == new { Default::default() } else { old.options.clone() };
                option_changes(&before, &new.options).into_iter().flat_map(only).collect()
            }
        }
    }

    fn drop(_: Scope<'_>, id: &MemberName, _: &Self) -> Vec<String> {
        vec![format!("ALTER TABLE {} DROP COLUMN {}", parent(id), identifier(&id.name))]
    }
}

/// ` INCREMENT BY 2 NO CYCLE` as ALTER COLUMN wants it: `SET INCREMENT BY 2`, `SET NO CYCLE`.
fn identity_settings(options: &str) -> Vec<String> {
    let starts = ["INCREMENT BY", "MINVALUE", "MAXVALUE", "START WITH", "CACHE", "NO CYCLE", "CYCLE"];
    let mut settings = Vec::new();
    let mut rest = options.trim_start();
    while !rest.is_empty() {
        let Some(word) = starts.iter().find(|word| rest.starts_with(**word)) else { break };
        let after = &rest[word.len()..];
        let value = if word.ends_with("CYCLE") {
            ""
        } else {
            let value = after.trim_start();
            &value[..value.find(' ').unwrap_or(value.len())]
        };
        settings.push(if value.is_empty() { format!("SET {word}") } else { format!("SET {word} {value}") });
        rest = after.trim_start().strip_prefix(value).unwrap_or_default().trim_start();
    }
    settings
}
