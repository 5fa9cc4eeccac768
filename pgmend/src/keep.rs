//! `--keep-dropped`: what a plan destroys is kept aside, and put back on the way back.
//!
//! Before a column or a table is dropped, or values are cut off by another type, they are copied into a table of a schema of
//! pgmend's own, in the same transaction and while nobody can write. Values of a column are known by the primary key of their
//! rows. Nobody but the role that applies the plan may read what is kept. What is of no type that PostgreSQL brings is kept as
//! text, so that types can be dropped.

use std::collections::BTreeSet;

use schema_diff::{
    Action, Alter, ColumnAlter, Cost, Effect, Fill, Lock, Loss, Plan, TableAlter, Transaction, Verb,
};
use schema_model::{
    Column, ColumnDefault, Comment, Constraint, ConstraintDefinition, MemberName, Name, ObjectId,
    QualifiedName, Schema, Table,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use sql_emit::{Script, Statement, identifier, literal};

/// The schema of all that is kept.
pub const KEPT_SCHEMA: &str = "pgmend_kept";
/// What it is known by, beside its name.
const MARK: &str = "pgmend keeps here what plans dropped";

/// Something that a plan keeps aside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Kept {
    /// The column or the table.
    pub object: String,
    /// The table in which it is kept, as SQL names it.
    pub table: String,
    /// The primary key by which values are put back; nothing for a table, which is kept as a whole.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub key: Vec<KeptColumn>,
    /// What is kept.
    pub columns: Vec<KeptColumn>,
    /// The type that the values were cut to: they are put back where nobody changed them since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cut_to: Option<String>,
}

/// A column of a table that was kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct KeptColumn {
    /// Its name.
    pub name: String,
    /// Its type.
    #[serde(rename = "type")]
    pub type_name: String,
    /// It is kept as text.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub text: bool,
    /// An identity draws its values.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub identity: bool,
}

/// Takes the schema of what is kept out of a model, and gives back how many tables there are in it. A schema of that name
/// which is somebody else's has not its comment, and stays.
pub(crate) fn leave_out(schema: &mut Schema) -> usize {
    let id = ObjectId::Schema(Name::from(KEPT_SCHEMA));
    if !schema.get::<Comment>(&id.into()).is_some_and(|comment| comment.text.starts_with(MARK)) {
        return 0;
    }
    let within = |id: &ObjectId| {
        let mut at = id;
        while let Some(target) = at.target() {
            at = target;
        }
        at.schema_name().is_some_and(|name| &**name == KEPT_SCHEMA)
    };
    let tables = schema.all::<Table>().filter(|(name, _)| &*name.schema == KEPT_SCHEMA).count();
    schema.retain(|id, _| !within(id));
    tables
}

fn qualified(name: &QualifiedName) -> String {
    format!("{}.{}", identifier(&name.schema), identifier(&name.name))
}

/// A column as it is kept. A type that is somebody's own can go before what is kept does.
fn column(schema: &Schema, id: &MemberName, column: &Column) -> KeptColumn {
    let mut own = false;
    schema.edges_of(&ObjectId::Column(id.clone()), |on, _| {
        own |= matches!(
            on,
            ObjectId::Enum(_) | ObjectId::Domain(_) | ObjectId::CompositeType(_) | ObjectId::Extension(_)
        );
    });
    // What is not modelled is in no dependency: its schema is in its name.
    own |= column.type_name.contains('.');
    KeptColumn {
        name: id.name.to_string(),
        type_name: column.type_name.to_string(),
        text: own,
        identity: column.identity.is_some(),
    }
}

impl Kept {
    /// The same by the names from before the plan's renames.
    fn under_old_names(mut self, plan: &Plan, id: &ObjectId) -> Self {
        self.object = before(plan, id).to_string();
        if let ObjectId::Column(name) = id {
            for column in &mut self.key {
                let now = ObjectId::Column(name.parent().member(Name::from(column.name.as_str())));
                column.name = before(plan, &now).own_name().to_string();
            }
        }
        self
    }

    /// Whether it is of this table, as SQL names it: of its own rows, or of a partition of it.
    pub(crate) fn is_of(&self, table: &str) -> bool {
        match self.object.parse::<ObjectId>() {
            Ok(ObjectId::Table(name)) => qualified(&name) == table,
            Ok(ObjectId::Column(name)) => qualified(&name.parent()) == table,
            _ => false,
        }
    }
}

impl KeptColumn {
    fn kept(&self) -> String {
        let name = identifier(&self.name);
        if self.text { format!("{name}::pg_catalog.text") } else { name }
    }

    fn back(&self, from: &str) -> String {
        if self.text { format!("{from}::{}", self.type_name) } else { from.to_owned() }
    }
}

/// The primary key of a table, if all of it stays as it is.
fn key(from: &Schema, to: &Schema, table: &QualifiedName) -> Result<Vec<KeptColumn>, String> {
    let primary = from.table_view(table).and_then(|view| {
        view.constraints().find_map(|(_, constraint): (_, &Constraint)| match &constraint.definition {
            ConstraintDefinition::PrimaryKey(key) => Some(key.columns.clone()),
            _ => None,
        })
    });
    let Some(columns) = primary else {
        return Err(format!("table:{table} has no primary key by which its rows could be found again"));
    };
    let mut all = Vec::new();
    for name in columns {
        let id = table.member(&name);
        let Some(old) = from.get::<Column>(&id) else { continue };
        let stays = to.get::<Column>(&id).is_some_and(|new| new.type_name == old.type_name);
        if !stays {
            return Err(format!(
                "the primary key of table:{table} changes in the same plan: rows could not be found again by it"
            ));
        }
        all.push(column(from, &id, old));
    }
    let taken = |name: &str| from.get::<Column>(&table.member(Name::from(name))).is_some();
    if taken("pgmend_value") || (0..all.len()).any(|at| taken(&format!("pgmend_key_{at}"))) {
        return Err(format!(
            "table:{table} has columns of the names that kept values have (pgmend_value, pgmend_key_…)"
        ));
    }
    Ok(all)
}

/// What a table, or a column, was called before the plan's renames: by these names it is known on the way back.
pub(crate) fn before(plan: &Plan, id: &ObjectId) -> ObjectId {
    let old = |id: &ObjectId| {
        plan.actions.iter().find_map(|action| match &action.verb {
            Verb::Rename { from } if action.id == *id => Some(from.clone()),
            _ => None,
        })
    };
    if let Some(old) = old(id) {
        return old;
    }
    match id {
        ObjectId::Column(name) => match before(plan, &ObjectId::Table(name.parent())) {
            ObjectId::Table(table) => ObjectId::Column(table.member(&name.name)),
            _ => id.clone(),
        },
        ObjectId::Table(name) => match old(&ObjectId::Schema(name.schema.clone())) {
            Some(ObjectId::Schema(schema)) => ObjectId::Table(QualifiedName::new(schema, name.name.clone())),
            _ => id.clone(),
        },
        _ => id.clone(),
    }
}

/// Puts the statements that keep what is lost before those that destroy it. Gives back what is kept, and why some is not.
pub(crate) fn keep(plan: &Plan, script: &mut Script, from: &Schema, to: &Schema) -> (Vec<Kept>, Vec<String>) {
    let after = plan.after_renames(from, to);
    let (mut kept, mut not) = (Vec::new(), Vec::new());
    let dropped: BTreeSet<&ObjectId> =
        plan.losses().filter(|(_, loss)| *loss == Loss::Table).map(|(a, _)| &a.id).collect();
    for (at, action) in plan.actions.iter().enumerate() {
        for one in action.flatten() {
            let Some(loss) = one.cost.loses else { continue };
            let what = match (loss, &one.id) {
                (Loss::Table, ObjectId::Table(name)) => {
                    // The rows of a partition are those of the table that it goes with.
                    let above = after.get::<Table>(name).and_then(|table| table.partition_of.as_ref());
                    if above.is_some_and(|of| dropped.contains(&ObjectId::Table(of.parent.clone()))) {
                        continue;
                    }
                    Ok(whole(&after, name, &one.id))
                }
                (Loss::Column, ObjectId::Column(name)) => values(&after, to, name, one, None),
                (Loss::Values, ObjectId::Column(name)) => {
                    let cut_to = to.get::<Column>(name).map(|column| column.type_name.to_string());
                    let plain = matches!(&one.verb, Verb::Alter(Alter::Column(ColumnAlter::SetType)));
                    match plain {
                        true => values(&after, to, name, one, cut_to),
                        false => {
                            Err("its labels are exchanged: say so on the way back with --map-label"
                                .to_owned())
                        }
                    }
                }
                // Values of the type are kept with their columns; the others hold none, or are computed anew.
                (
                    Loss::Type | Loss::Schema | Loss::Sequence | Loss::MaterializedRows | Loss::Tablespace,
                    _,
                ) => continue,
                (
                    Loss::Table
                    | Loss::Column
                    | Loss::Values
                    | Loss::Attribute
                    | Loss::Extension
                    | Loss::Secret
                    | Loss::Role,
                    _,
                ) => Err(format!("there is no way to keep {loss}")),
            };
            match what {
                Ok(what) => {
                    let place = script.statements.iter().position(|statement| statement.action == at);
                    if let Some(place) = place {
                        let group = script.statements.get(place).map_or(0, |statement| statement.group);
                        let said = statements(&after, &what, &one.id, at, group);
                        script.statements.splice(place..place, said);
                        kept.push(what.under_old_names(plan, &one.id));
                    }
                }
                Err(why) => not.push(format!("{}: not kept: {why}", one.id)),
            }
        }
    }
    (kept, not)
}

fn side_table(id: &ObjectId, schema: &Schema) -> String {
    let hash = Sha256::digest(format!("{} {id}", schema.fingerprint()));
    let short: String = hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    format!("{KEPT_SCHEMA}.kept_{short}")
}

fn whole(from: &Schema, name: &QualifiedName, id: &ObjectId) -> Kept {
    let view = from.table_view(name);
    let columns = view.iter().flat_map(|view| view.columns_by_name());
    let columns: Vec<KeptColumn> = columns
        .filter(|(_, column)| column.generated.is_none())
        .map(|(column_name, it)| column(from, &name.member(column_name), it))
        .collect();
    Kept { object: id.to_string(), table: side_table(id, from), key: Vec::new(), columns, cut_to: None }
}

fn values(
    from: &Schema,
    to: &Schema,
    name: &MemberName,
    action: &Action,
    cut_to: Option<String>,
) -> Result<Kept, String> {
    let Some(it) = from.get::<Column>(name) else { return Err("it is not there".into()) };
    if it.generated.is_some() {
        return Err("it is computed from others".into());
    }
    let table = name.parent();
    let partitioned = from.get::<Table>(&table).is_some_and(|table| table.partition_by.is_some());
    let below = |effect: &Effect| match effect {
        Effect::Drops(id) | Effect::Alters(id, _) => matches!(id, ObjectId::Column(_)),
        Effect::Creates(_) | Effect::Copies { .. } => false,
    };
    if !partitioned && action.effects.iter().any(below) {
        return Err("tables that inherit from its own have it, too: drop it there first".into());
    }
    Ok(Kept {
        object: action.id.to_string(),
        table: side_table(&action.id, from),
        key: key(from, to, &table)?,
        columns: vec![column(from, name, it)],
        cut_to,
    })
}

/// Whoever is not the owner may not read it, whatever default privileges say.
fn private(what: &str, catalog: &str, acl: &str, word: &str) -> String {
    let object = literal(what);
    let class = if word == "SCHEMA" { "regnamespace" } else { "regclass" };
    format!(
        "DO $pgmend$
DECLARE
    grantee pg_catalog.text;
BEGIN
    FOR grantee IN
        SELECT CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(a.grantee)) END
        FROM {catalog} c, pg_catalog.aclexplode(c.{acl}) a
        WHERE c.oid = {object}::pg_catalog.{class} AND a.grantee <> c.{owner}
    LOOP
        EXECUTE 'REVOKE ALL ON {word} {what} FROM ' || grantee;
    END LOOP;
END
$pgmend$",
        owner = if word == "SCHEMA" { "nspowner" } else { "relowner" },
    )
}

/// What keeps it.
fn statements(from: &Schema, kept: &Kept, id: &ObjectId, action: usize, group: usize) -> Vec<Statement> {
    let Kept { table: side, key, columns, .. } = kept;
    let table = match id {
        ObjectId::Table(name) => name.clone(),
        ObjectId::Column(name) => name.parent(),
        _ => return Vec::new(),
    };
    let source = qualified(&table);
    // Rows of tables that inherit are theirs; those of partitions are the partitioned table's.
    let partitioned = from.get::<Table>(&table).is_some_and(|table| table.partition_by.is_some());
    let only = if partitioned { "" } else { "ONLY " };
    let mut list: Vec<String> =
        key.iter().enumerate().map(|(at, column)| format!("{} AS pgmend_key_{at}", column.kept())).collect();
    if key.is_empty() {
        list.extend(
            columns.iter().map(|column| format!("{} AS {}", column.kept(), identifier(&column.name))),
        );
    } else {
        list.extend(columns.iter().map(|column| format!("{} AS pgmend_value", column.kept())));
    }
    let comment = format!("{}, as it was before a plan destroyed it", kept.object);
    [
        format!("CREATE SCHEMA IF NOT EXISTS {KEPT_SCHEMA}"),
        format!(
            "COMMENT ON SCHEMA {KEPT_SCHEMA} IS {}",
            literal(&format!("{MARK}: pgmend rollback puts it back, DROP SCHEMA throws it away"))
        ),
        private(KEPT_SCHEMA, "pg_catalog.pg_namespace", "nspacl", "SCHEMA"),
        // Nobody writes between the copy and the end.
        format!("LOCK TABLE {source} IN SHARE ROW EXCLUSIVE MODE"),
        format!("DROP TABLE IF EXISTS {side}"),
        format!("CREATE TABLE {side} AS SELECT {} FROM {only}{source}", list.join(", ")),
        private(side, "pg_catalog.pg_class", "relacl", "TABLE"),
        format!("COMMENT ON TABLE {side} IS {}", literal(&comment)),
    ]
    .into_iter()
    .map(|sql| Statement {
        sql,
        action,
        id: id.clone(),
        group,
        cost: Cost {
            lock: Lock::ShareRowExclusive,
            scans: true,
            transaction: Transaction::Any,
            ..Cost::default()
        },
    })
    .collect()
}

/// The condition by which a kept value finds its row.
fn found(kept: &Kept) -> String {
    let pairs = kept
        .key
        .iter()
        .enumerate()
        .map(|(at, column)| format!("pgmend_kept_row.pgmend_key_{at} = {}", column.kept()));
    pairs.collect::<Vec<_>>().join(" AND ")
}

/// The values that new columns get on the way back; said ones where there is none.
pub(crate) fn fills(kept: &[Kept], target: &Schema, said: &[Fill]) -> Vec<Fill> {
    let mut fills: Vec<Fill> = said.to_vec();
    for one in kept.iter().filter(|one| one.cut_to.is_none()) {
        let (Ok(ObjectId::Column(name)), Some(value)) = (one.object.parse::<ObjectId>(), one.columns.first())
        else {
            continue;
        };
        // Rows get the default of a column that has one, and the values afterwards.
        if target.get::<ColumnDefault>(&name).is_some()
            || target.get::<Column>(&name).is_none_or(|c| c.identity.is_some())
        {
            continue;
        }
        let mut expression = format!(
            "SELECT {} FROM {} pgmend_kept_row WHERE {}",
            value.back("pgmend_kept_row.pgmend_value"),
            one.table,
            found(one)
        );
        expression = match fills.iter().position(|fill| fill.column == name) {
            Some(at) => format!("coalesce(({expression}), {})", fills.remove(at).expression),
            None => format!("({expression})"),
        };
        fills.push(Fill { column: name, expression: expression.into() });
    }
    fills
}

/// Puts the statements that bring back what was kept into the script of a way back.
pub(crate) fn restore(kept: &[Kept], plan: &Plan, script: &mut Script, target: &Schema) {
    for one in kept {
        let Ok(id) = one.object.parse::<ObjectId>() else { continue };
        let made = |id: &ObjectId| {
            let of_tree = |name: &QualifiedName| within(target, name, id);
            plan.actions.iter().enumerate().rev().find_map(|(at, action)| {
                let here = action.flatten().any(|action| match (&action.verb, &action.id) {
                    (Verb::Create | Verb::Alter(Alter::Table(TableAlter::Attach)), ObjectId::Table(name)) => {
                        of_tree(name)
                    }
                    (Verb::Create, ObjectId::Column(name)) => action.id == *id || of_tree(&name.parent()),
                    (Verb::Alter(Alter::Column(ColumnAlter::SetType)), _) => {
                        one.cut_to.is_some() && action.id == *id
                    }
                    _ => false,
                });
                here.then_some(at)
            })
        };
        // Nothing of it is gone: the plan stopped before.
        let Some(action) = made(&id) else { continue };
        let said = back(one, &id, target);
        let Some(place) = script.statements.iter().rposition(|statement| statement.action == action) else {
            continue;
        };
        let Some(last) = script.statements.get(place).cloned() else { continue };
        let all = said.into_iter().map(|sql| Statement {
            sql,
            cost: Cost { lock: Lock::None, scans: true, loses: None, rewrites: false, ..last.cost.clone() },
            ..last.clone()
        });
        script.statements.splice(place + 1..place + 1, all);
    }
}

/// Whether a table is this one, or below it.
fn within(schema: &Schema, name: &QualifiedName, id: &ObjectId) -> bool {
    if ObjectId::Table(name.clone()) == *id {
        return true;
    }
    let above = schema.get::<Table>(name).and_then(|table| table.partition_of.as_ref());
    above.is_some_and(|of| within(schema, &of.parent, id))
}

fn back(kept: &Kept, id: &ObjectId, target: &Schema) -> Vec<String> {
    let side = &kept.table;
    match id {
        ObjectId::Table(name) => {
            let table = qualified(name);
            let names: Vec<String> = kept.columns.iter().map(|column| identifier(&column.name)).collect();
            let values: Vec<String> = kept
                .columns
                .iter()
                .map(|c| c.back(&format!("pgmend_kept_row.{}", identifier(&c.name))))
                .collect();
            let mut all = Vec::new();
            if names.is_empty() {
                all.push(format!(
                    "DO $pgmend$ BEGIN FOR n IN 1..(SELECT count(*) FROM {side}) LOOP INSERT INTO {table} DEFAULT VALUES; END LOOP; END $pgmend$"
                ));
            } else {
                all.push(format!(
                    "INSERT INTO {table} ({}) OVERRIDING SYSTEM VALUE SELECT {} FROM {side} pgmend_kept_row",
                    names.join(", "),
                    values.join(", ")
                ));
            }
            for column in kept.columns.iter().filter(|column| column.identity) {
                all.push(format!(
                    "SELECT pg_catalog.setval(pg_catalog.pg_get_serial_sequence({}, {}), max({}::pg_catalog.int8)) FROM {table} \
                     HAVING max({}::pg_catalog.int8) > 0",
                    literal(&table),
                    literal(&column.name),
                    identifier(&column.name),
                    identifier(&column.name),
                ));
            }
            all
        }
        ObjectId::Column(name) => {
            let Some(value) = kept.columns.first() else { return Vec::new() };
            let (table, column) = (qualified(&name.parent()), identifier(&name.name));
            let old = value.back("pgmend_kept_row.pgmend_value");
            let condition = match &kept.cut_to {
                // Where nobody changed it since.
                Some(cut) => format!(
                    " AND {column}::pg_catalog.text IS NOT DISTINCT FROM (({old})::{cut})::{}::pg_catalog.text",
                    value.type_name
                ),
                None if target.get::<ColumnDefault>(name).is_some() || value.identity => String::new(),
                // Filled already, with the column.
                None => return Vec::new(),
            };
            vec![format!(
                "UPDATE {table} SET {column} = {old} FROM {side} pgmend_kept_row WHERE {}{condition}",
                found(kept)
            )]
        }
        _ => Vec::new(),
    }
}
