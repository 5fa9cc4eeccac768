//! Rows for a scratch copy: made from types, checks, bounds and foreign keys, never from anybody's data.
//!
//! Each table gets a few rows. A value is whatever the column's type takes, what its checks and bounds mention first; what
//! the server refuses is tried with others, so many times and no more. A table that no row could be made for is named, with
//! what the server said last.

use std::collections::{BTreeMap, BTreeSet};

use postgres::{Client, Row};
use sql_emit::literal;

use super::values::{self, Values};
use crate::error::{Error, Result, server_message};

/// How many rows a table gets.
const ROWS: usize = 4;
/// How often another row is tried.
const ATTEMPTS: usize = 80;

/// What was made.
#[derive(Clone, Debug, Default)]
pub struct Seeded {
    /// Tables that have rows.
    pub tables: usize,
    /// Rows.
    pub rows: usize,
    /// Tables that have none, and why.
    pub unseeded: Vec<(String, String)>,
    /// The statements that made them.
    pub statements: Vec<String>,
}

struct Table {
    oid: u32,
    /// As SQL.
    name: String,
    /// As an id says it: `public.users`.
    said: String,
    columns: Vec<Column>,
    keys: Vec<ForeignKey>,
    /// Columns of each constraint, by its name.
    constraints: BTreeMap<String, Vec<i16>>,
    /// Literals of checks and bounds.
    mentioned: Vec<String>,
    ancestors: Vec<u32>,
}

struct Column {
    number: i16,
    name: String,
    not_null: bool,
    /// It has a default that makes a new value each time.
    draws: bool,
    defaults: bool,
    /// SQL expressions: those that checks and bounds mention, then others.
    mentioned: Vec<String>,
    values: Vec<String>,
}

struct ForeignKey {
    columns: Vec<i16>,
    parent: u32,
    parent_name: String,
    parent_columns: Vec<(i16, String, String)>,
}

pub(super) const TABLES: &str = "\
    SELECT c.oid, pg_catalog.format('%I.%I', n.nspname, c.relname)
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND c.relpersistence <> 't' AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'pgmend_kept')
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
                      AND d.objid = c.oid AND d.deptype = 'e')
    ORDER BY c.oid";

const COLUMNS: &str = "\
    SELECT a.attnum, pg_catalog.quote_ident(a.attname), a.attnotnull, a.attidentity <> '' OR a.attgenerated <> '',
           coalesce(pg_catalog.pg_get_expr(d.adbin, d.adrelid), ''), a.atttypid, a.atttypmod
    FROM pg_catalog.pg_attribute a
    LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE a.attrelid = $1 AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum";

const CONSTRAINTS: &str = "\
    SELECT conname::pg_catalog.text, conkey, contype = 'c', pg_catalog.pg_get_constraintdef(oid)
    FROM pg_catalog.pg_constraint WHERE conrelid = $1 AND conkey IS NOT NULL ORDER BY conname";

const UNIQUE: &str = "\
    SELECT c.relname::pg_catalog.text, i.indkey::pg_catalog.int2[] FROM pg_catalog.pg_index i
    JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = $1 AND i.indisunique";

const KEYS: &str = "\
    SELECT k.conkey, k.confrelid, k.confrelid::pg_catalog.regclass::pg_catalog.text, k.confkey,
           (SELECT pg_catalog.array_agg(pg_catalog.quote_ident(a.attname) ORDER BY p.at)
            FROM unnest(k.confkey) WITH ORDINALITY p(num, at)
            JOIN pg_catalog.pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = p.num),
           (SELECT pg_catalog.array_agg(pg_catalog.format_type(a.atttypid, a.atttypmod) ORDER BY p.at)
            FROM unnest(k.confkey) WITH ORDINALITY p(num, at)
            JOIN pg_catalog.pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = p.num)
    FROM pg_catalog.pg_constraint k WHERE k.conrelid = $1 AND k.contype = 'f' ORDER BY k.conname";

const ANCESTORS: &str = "\
    SELECT a.relid::pg_catalog.oid, coalesce(pg_catalog.pg_get_expr(c.relpartbound, c.oid), ''),
           coalesce(pg_catalog.pg_get_partkeydef(c.oid), '')
    FROM pg_catalog.pg_partition_ancestors($1::pg_catalog.oid::pg_catalog.regclass) a
    JOIN pg_catalog.pg_class c ON c.oid = a.relid";

fn query(client: &mut Client, sql: &str, with: &[&(dyn postgres::types::ToSql + Sync)]) -> Result<Vec<Row>> {
    client
        .query(sql, with)
        .map_err(|e| Error::failed(format!("what rows must be like: {}", server_message(&e))))
}

fn table(client: &mut Client, values: &mut Values, oid: u32, name: String) -> Result<Table> {
    let mut constraints = BTreeMap::new();
    let mut mentioned = Vec::new();
    for row in query(client, CONSTRAINTS, &[&oid])? {
        let (name, columns, check, text): (String, Vec<i16>, bool, String) =
            (row.get(0), row.get(1), row.get(2), row.get(3));
        if check {
            mentioned.extend(values::mentioned(&text));
        }
        constraints.insert(name, columns);
    }
    for row in query(client, UNIQUE, &[&oid])? {
        constraints.entry(row.get(0)).or_insert_with(|| row.get(1));
    }
    let mut ancestors = Vec::new();
    for row in query(client, ANCESTORS, &[&oid])? {
        ancestors.push(row.get(0));
        mentioned.extend(values::mentioned(row.get(1)));
    }
    let mut columns = Vec::new();
    for row in query(client, COLUMNS, &[&oid])? {
        let default: String = row.get(4);
        let (of_type, modifier): (u32, i32) = (row.get(5), row.get(6));
        columns.push(Column {
            number: row.get(0),
            name: row.get(1),
            not_null: row.get(2),
            draws: row.get::<_, bool>(3) || default.contains("nextval("),
            defaults: !default.is_empty(),
            mentioned: values.fitting(client, of_type, modifier, &mentioned)?,
            values: values.of(client, of_type, modifier)?,
        });
    }
    let mut keys = Vec::new();
    for row in query(client, KEYS, &[&oid])? {
        let (numbers, names, types): (Vec<i16>, Vec<String>, Vec<String>) =
            (row.get(3), row.get(4), row.get(5));
        let parent_columns = numbers.into_iter().zip(names).zip(types).map(|((n, name), of)| (n, name, of));
        keys.push(ForeignKey {
            columns: row.get(0),
            parent: row.get(1),
            parent_name: row.get(2),
            parent_columns: parent_columns.collect(),
        });
    }
    let said = name.clone();
    Ok(Table { oid, name, said, columns, keys, constraints, mentioned, ancestors })
}

/// Makes rows for every table of a database that has none.
///
/// # Errors
///
/// What the server says to questions about the catalog. A row that it refuses is no error.
pub fn seed(client: &mut Client) -> Result<Seeded> {
    client
        .batch_execute("SET search_path = ''; SET client_min_messages = warning")
        .map_err(|e| Error::failed(server_message(&e)))?;
    let mut values = Values::default();
    let mut left = Vec::new();
    for row in query(client, TABLES, &[])? {
        left.push(table(client, &mut values, row.get(0), row.get(1))?);
    }
    let mut seeded = Seeded::default();
    while !left.is_empty() {
        let waits = |table: &Table| {
            table.keys.iter().any(|key| {
                let must = key.columns.iter().all(|number| {
                    table.columns.iter().any(|column| column.number == *number && column.not_null)
                });
                must && left.iter().any(|other| {
                    other.oid != table.oid
                        && (other.oid == key.parent || other.ancestors.contains(&key.parent))
                })
            })
        };
        // Tables that wait for each other in a circle: the first one is tried all the same.
        let at = left.iter().position(|table| !waits(table)).unwrap_or_default();
        let table = left.remove(at);
        let (made, last) = rows(client, &table)?;
        let filled = format!("SELECT FROM {} LIMIT 1", table.name);
        if made.is_empty() && !query(client, &filled, &[])?.is_empty() {
            // Somebody gave it rows.
            seeded.tables += 1;
        } else if made.is_empty() {
            seeded.unseeded.push((table.said, last.unwrap_or_else(|| "no row was tried".into())));
        } else {
            seeded.tables += 1;
            seeded.rows += made.len();
            seeded.statements.extend(made);
        }
    }
    Ok(seeded)
}

/// Makes the rows of one table; the statements that went through, and what the server said last of one that did not.
fn rows(client: &mut Client, table: &Table) -> Result<(Vec<String>, Option<String>)> {
    let mut rng = fastrand::Rng::with_seed(u64::from(table.oid) ^ table.mentioned.len() as u64);
    let mut parents: Vec<Vec<Vec<String>>> = Vec::new();
    for key in &table.keys {
        parents.push(if key.parent == table.oid { Vec::new() } else { tuples(client, key)? });
    }
    let (mut made, mut last) = (Vec::new(), None);
    for row in 0..ROWS {
        let mut chosen: BTreeMap<i16, Option<String>> = BTreeMap::new();
        let mut again: BTreeSet<i16> = table.columns.iter().map(|column| column.number).collect();
        for attempt in 0..ATTEMPTS {
            for (at, column) in
                table.columns.iter().enumerate().filter(|(_, column)| again.contains(&column.number))
            {
                let value = choose(column, row, attempt, at, &mut rng);
                match value {
                    Some(value) => chosen.insert(column.number, Some(value)),
                    None => chosen.remove(&column.number),
                };
            }
            for (key, tuples) in table.keys.iter().zip(&parents) {
                if key.columns.iter().any(|number| again.contains(number)) {
                    refer(table, key, tuples, row + attempt, &mut chosen);
                }
            }
            let sql = insert(table, &chosen);
            let error = match client.batch_execute(&sql) {
                Ok(()) => {
                    made.push(sql);
                    break;
                }
                Err(error) => error,
            };
            let Some(said) = error.as_db_error() else {
                return Err(Error::failed(format!("seeding {}: {}", table.said, server_message(&error))));
            };
            let broken = said.constraint().and_then(|name| table.constraints.get(name)).cloned();
            let named = said.column().and_then(|name| {
                let quoted = sql_emit::identifier(name);
                table.columns.iter().find(|column| column.name == quoted).map(|c| vec![c.number])
            });
            again = match broken.or(named) {
                // Now and then everything: the culprit may be another column of the same check.
                Some(columns) if attempt % 10 != 9 => columns.into_iter().collect(),
                _ => table.columns.iter().map(|column| column.number).collect(),
            };
            last = Some(format!("{} ({})", said.message(), said.code().code()));
        }
    }
    Ok((made, last))
}

/// A value for a column; nothing where it is left to its default.
fn choose(column: &Column, row: usize, attempt: usize, at: usize, rng: &mut fastrand::Rng) -> Option<String> {
    if column.draws || (column.defaults && row == 3 && attempt < 5) {
        return None;
    }
    if !column.not_null
        && ((row == 1 && attempt < 10) || column.values.is_empty() && column.mentioned.is_empty())
    {
        return Some("NULL".to_owned());
    }
    let (first, then) = (&column.mentioned, &column.values);
    if attempt == 0 {
        return match first.get(row).or(first.first()) {
            Some(value) => Some(value.clone()),
            None => then.get((row + at) % then.len().max(1)).cloned(),
        };
    }
    let from = if first.is_empty() || (!then.is_empty() && rng.bool()) { then } else { first };
    if from.is_empty() { None } else { from.get(rng.usize(..from.len())).cloned() }
}

/// What a foreign key refers to: a row that is there; in its own table, the row itself.
fn refer(
    table: &Table,
    key: &ForeignKey,
    tuples: &[Vec<String>],
    at: usize,
    chosen: &mut BTreeMap<i16, Option<String>>,
) {
    let nullable =
        |number: &i16| table.columns.iter().any(|column| column.number == *number && !column.not_null);
    if key.parent == table.oid {
        for (number, (other, ..)) in key.columns.iter().zip(&key.parent_columns) {
            let value =
                if nullable(number) { Some(Some("NULL".to_owned())) } else { chosen.get(other).cloned() };
            if let Some(value) = value {
                chosen.insert(*number, value);
            }
        }
        return;
    }
    match tuples.get(at % tuples.len().max(1)) {
        Some(tuple) => {
            for (number, value) in key.columns.iter().zip(tuple) {
                let stays_null =
                    nullable(number) && chosen.get(number).is_some_and(|v| v.as_deref() == Some("NULL"));
                if !stays_null {
                    chosen.insert(*number, Some(value.clone()));
                }
            }
        }
        None => {
            for number in key.columns.iter().filter(|number| nullable(number)) {
                chosen.insert(*number, Some("NULL".to_owned()));
            }
        }
    }
}

/// Rows of the table that a foreign key refers to, as expressions.
fn tuples(client: &mut Client, key: &ForeignKey) -> Result<Vec<Vec<String>>> {
    let columns: Vec<String> =
        key.parent_columns.iter().map(|(_, name, _)| format!("{name}::pg_catalog.text")).collect();
    let known: Vec<String> =
        key.parent_columns.iter().map(|(_, name, _)| format!("{name} IS NOT NULL")).collect();
    let sql = format!(
        "SELECT {} FROM {} WHERE {} LIMIT 10",
        columns.join(", "),
        key.parent_name,
        known.join(" AND ")
    );
    let rows = query(client, &sql, &[])?;
    let expression = |row: &Row, at: usize, of: &str| format!("{}::{of}", literal(row.get::<_, &str>(at)));
    Ok(rows
        .iter()
        .map(|row| {
            key.parent_columns.iter().enumerate().map(|(at, (.., of))| expression(row, at, of)).collect()
        })
        .collect())
}

fn insert(table: &Table, chosen: &BTreeMap<i16, Option<String>>) -> String {
    let (mut names, mut values) = (Vec::new(), Vec::new());
    for column in &table.columns {
        if let Some(Some(value)) = chosen.get(&column.number) {
            names.push(column.name.as_str());
            values.push(value.as_str());
        }
    }
    if names.is_empty() {
        return format!("INSERT INTO {} DEFAULT VALUES", table.name);
    }
    format!("INSERT INTO {} ({}) VALUES ({})", table.name, names.join(", "), values.join(", "))
}
