//! Rows before and after: what stays must be the same.
//!
//! Tables are known by their numbers (`pg_class.oid`), columns by theirs (`attnum`), labels of enums by theirs
//! (`pg_enum.oid`): PostgreSQL keeps these through whatever alters or renames. A column is compared where it has the same type
//! before and after and nobody computes it.

use std::collections::BTreeMap;

use postgres::Client;
use sql_emit::identifier;

use super::seed::TABLES;
use crate::error::{Error, Result, server_message};
use crate::keep::Kept;

/// All rows of a database.
#[derive(Clone, Debug)]
pub(super) struct Rows(BTreeMap<u32, TableRows>);

#[derive(Clone, Debug)]
struct TableRows {
    name: String,
    columns: BTreeMap<i16, ColumnFacts>,
    /// By row, the values in the columns' order.
    rows: Vec<Vec<Option<String>>>,
    /// The same as the server says it, labels of enums by their names.
    said: Vec<Vec<Option<String>>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct ColumnFacts {
    name: String,
    of_type: u32,
    modifier: i32,
    computed: bool,
    not_null: bool,
}

/// What a comparison came to.
#[derive(Clone, Debug, Default)]
pub(super) struct Compared {
    pub(super) tables: usize,
    pub(super) rows: usize,
    pub(super) columns: usize,
    /// Columns that are gone, computed, or of another type.
    pub(super) excused: usize,
    pub(super) failures: Vec<String>,
}

const COLUMNS: &str = "\
    SELECT a.attnum, pg_catalog.quote_ident(a.attname), a.atttypid, a.atttypmod, a.attgenerated <> '', a.attnotnull,
           t.typtype = 'e'
    FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
    WHERE a.attrelid = $1 AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum";

impl Rows {
    /// Reads them.
    pub(super) fn read(client: &mut Client) -> Result<Self> {
        let failed = |e: postgres::Error| Error::failed(format!("reading rows: {}", server_message(&e)));
        client.batch_execute("SET search_path = ''").map_err(failed)?;
        let mut all = BTreeMap::new();
        for table in client.query(TABLES, &[]).map_err(failed)? {
            let (oid, name): (u32, String) = (table.get(0), table.get(1));
            let (mut columns, mut texts, mut said) = (BTreeMap::new(), Vec::new(), Vec::new());
            for row in client.query(COLUMNS, &[&oid]).map_err(failed)? {
                let facts = ColumnFacts {
                    name: row.get(1),
                    of_type: row.get(2),
                    modifier: row.get(3),
                    computed: row.get(4),
                    not_null: row.get(5),
                };
                let column = &facts.name;
                said.push(format!("t.{column}::pg_catalog.text"));
                texts.push(match row.get(6) {
                    true => format!(
                        "(SELECT e.oid::pg_catalog.text FROM pg_catalog.pg_enum e WHERE e.enumtypid = {} \
                         AND e.enumlabel::pg_catalog.text = t.{column}::pg_catalog.text)",
                        facts.of_type
                    ),
                    false => format!("t.{column}::pg_catalog.text"),
                });
                columns.insert(row.get(0), facts);
            }
            let width = texts.len();
            texts.extend(said);
            let list = if texts.is_empty() { "NULL::pg_catalog.text".to_owned() } else { texts.join(", ") };
            let rows = client.query(&format!("SELECT {list} FROM ONLY {name} t"), &[]).map_err(failed)?;
            let part = |range: std::ops::Range<usize>| -> Vec<Vec<Option<String>>> {
                rows.iter().map(|row| range.clone().map(|at| row.get(at)).collect()).collect()
            };
            let (rows, said) = (part(0..width), part(width..2 * width));
            all.insert(oid, TableRows { name, columns, rows, said });
        }
        Ok(Self(all))
    }

    /// Compares what was kept aside with what is there after a way back: tables by their names, whatever became of their
    /// numbers. Gives back how many values there were.
    pub(super) fn are_back(&self, after: &Self, kept: &[Kept]) -> (usize, Vec<String>) {
        let (mut values, mut failures) = (0, Vec::new());
        for one in kept {
            let columns: Vec<String> =
                one.key.iter().chain(&one.columns).map(|column| identifier(&column.name)).collect();
            for old in self.0.values().filter(|table| one.is_of(&table.name)) {
                let back = after.0.values().find(|new| new.name == old.name);
                let was = old.texts(&columns);
                values += was.len() * one.columns.len();
                if back.map(|new| new.texts(&columns)).as_ref() != Some(&was) {
                    failures.push(format!("what was kept of {} is not back as it was", one.object));
                }
            }
        }
        (values, failures)
    }

    /// Compares what must have survived.
    pub(super) fn survive(&self, after: &Self) -> Compared {
        let mut result = Compared::default();
        for (oid, old) in &self.0 {
            let Some(new) = after.0.get(oid) else {
                result.excused += old.columns.len();
                continue;
            };
            let same = |number: &i16, facts: &ColumnFacts| {
                new.columns.get(number).is_some_and(|now| {
                    now.of_type == facts.of_type
                        && now.modifier == facts.modifier
                        && !now.computed
                        && !facts.computed
                })
            };
            let kept: Vec<i16> = old
                .columns
                .iter()
                .filter(|(number, facts)| same(number, facts))
                .map(|(number, _)| *number)
                .collect();
            // A column that became NOT NULL may have been filled: there only what had a value must have it still.
            let filled = |number: &i16| {
                let not_null =
                    |table: &TableRows| table.columns.get(number).is_some_and(|facts| facts.not_null);
                !not_null(old) && not_null(new)
            };
            let strict: Vec<i16> = kept.iter().copied().filter(|number| !filled(number)).collect();
            result.tables += 1;
            result.rows += old.rows.len();
            result.columns += kept.len();
            result.excused += old.columns.len() - kept.len();
            if old.tuples(&strict) != new.tuples(&strict) {
                result.failures.push(format!(
                    "rows of {} are others: {} before, {} after",
                    old.name,
                    show(&old.tuples(&strict)),
                    show(&new.tuples(&strict))
                ));
            }
            for number in kept.iter().filter(|number| filled(number)) {
                let mut now = new.tuples(&[*number]);
                let lost =
                    old.tuples(&[*number]).into_iter().filter(|value| value != &[None]).any(
                        |value| match now.iter().position(|other| *other == value) {
                            Some(at) => {
                                now.remove(at);
                                false
                            }
                            None => true,
                        },
                    );
                if lost {
                    let column = old.columns.get(number).map_or("", |facts| &facts.name);
                    result.failures.push(format!("values of {}.{column} are others", old.name));
                }
            }
        }
        result
    }
}

impl TableRows {
    /// The texts of the rows in columns of these names, sorted.
    fn texts(&self, names: &[String]) -> Vec<Vec<Option<String>>> {
        let places: Vec<usize> = names
            .iter()
            .filter_map(|name| self.columns.values().position(|facts| facts.name == *name))
            .collect();
        let pick =
            |row: &Vec<Option<String>>| places.iter().map(|at| row.get(*at).cloned().flatten()).collect();
        let mut all: Vec<Vec<Option<String>>> = self.said.iter().map(pick).collect();
        all.sort();
        all
    }

    /// The rows over some columns, sorted.
    fn tuples(&self, columns: &[i16]) -> Vec<Vec<Option<String>>> {
        let places: Vec<usize> = self
            .columns
            .keys()
            .enumerate()
            .filter(|(_, number)| columns.contains(number))
            .map(|(at, _)| at)
            .collect();
        let pick =
            |row: &Vec<Option<String>>| places.iter().map(|at| row.get(*at).cloned().flatten()).collect();
        let mut all: Vec<Vec<Option<String>>> = self.rows.iter().map(pick).collect();
        all.sort();
        all
    }
}

fn show(rows: &[Vec<Option<String>>]) -> String {
    let text = format!("{rows:?}");
    match text.char_indices().nth(200) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}
