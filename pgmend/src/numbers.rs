//! How large what a plan touches is, and how busy: what a stranger would ask before running it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use postgres::Client;
use postgres::error::SqlState;
use schema_diff::{Action, Lock, Loss, Plan, Verb};
use schema_model::{MemberName, ObjectId, QualifiedName};

use crate::error::{Error, Result, server_message};

/// How many bytes of a relation a server is taken to read or write anew in a second, unless somebody who knows it says
/// otherwise: what a busy disk does.
pub const DEFAULT_RATE: u64 = 50_000_000;

/// What the server knows of a relation; of a partitioned table, with all its partitions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// About how many rows there are (`pg_class.reltuples`, `pg_stat_all_tables.n_live_tup`); `None` if nobody has counted
    /// since the relation was made.
    pub rows: Option<u64>,
    /// Bytes of the relation with its TOAST table (`pg_table_size`).
    pub bytes: u64,
    /// Bytes of its indexes (`pg_indexes_size`).
    pub index_bytes: u64,
    /// Scans since statistics were last reset.
    pub scans: u64,
    /// Rows inserted, updated and deleted since then.
    pub written: u64,
    /// Other sessions that hold a lock on it, or wait for one, at this moment.
    pub sessions: u64,
}

/// Sizes by relation, and what the columns that go hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Numbers {
    relations: BTreeMap<QualifiedName, Size>,
    /// `pg_stats.null_frac`
    null_fractions: BTreeMap<MemberName, f64>,
}

/// One action that makes a relation wait, be read or be written anew, with numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Hazard {
    /// The object that the action is about.
    pub object: ObjectId,
    /// The relation that it works on.
    pub relation: QualifiedName,
    /// Its size.
    pub size: Size,
    /// The lock that is held meanwhile.
    pub lock: Lock,
    /// Every row is written anew.
    pub rewrites: bool,
    /// Every row is read.
    pub scans: bool,
    /// How long that takes at the stated rate, in seconds.
    pub seconds: f64,
}

/// `{table}` and `{indexes}` are the ways to measure; the exact ones wait for whoever holds ACCESS EXCLUSIVE.
const SIZES: &str = "\
WITH wanted AS (
    SELECT c.oid, n.nspname, c.relname
    FROM ROWS FROM (pg_catalog.unnest($1::pg_catalog.text[]), pg_catalog.unnest($2::pg_catalog.text[])) AS w(schema, name)
    JOIN pg_catalog.pg_namespace n ON n.nspname = w.schema
    JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = w.name AND c.relkind IN ('r', 'p', 'm')
), member AS (
    SELECT w.oid AS root, w.oid AS oid FROM wanted w
    UNION
    SELECT w.oid, t.relid FROM wanted w CROSS JOIN LATERAL pg_catalog.pg_partition_tree(w.oid) t
), held AS (
    SELECT l.relation, pg_catalog.count(DISTINCT l.pid) AS sessions
    FROM pg_catalog.pg_locks l
    WHERE l.pid <> pg_catalog.pg_backend_pid() AND l.locktype = 'relation'
      AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database())
    GROUP BY l.relation
)
SELECT w.nspname::pg_catalog.text, w.relname::pg_catalog.text,
       pg_catalog.bool_and(c.relkind = 'p' OR (c.reltuples <= 0 AND coalesce(s.n_live_tup, 0) = 0 AND {table} > 0)),
       pg_catalog.sum(CASE WHEN c.relkind = 'p' THEN 0 ELSE greatest(c.reltuples, s.n_live_tup, 0) END)::pg_catalog.int8,
       pg_catalog.sum({table})::pg_catalog.int8,
       pg_catalog.sum({indexes})::pg_catalog.int8,
       pg_catalog.sum(coalesce(s.seq_scan, 0) + coalesce(s.idx_scan, 0))::pg_catalog.int8,
       pg_catalog.sum(coalesce(s.n_tup_ins + s.n_tup_upd + s.n_tup_del, 0))::pg_catalog.int8,
       pg_catalog.max(coalesce(h.sessions, 0))::pg_catalog.int8
FROM wanted w
JOIN member m ON m.root = w.oid
JOIN pg_catalog.pg_class c ON c.oid = m.oid
LEFT JOIN pg_catalog.pg_stat_all_tables s ON s.relid = m.oid
LEFT JOIN held h ON h.relation = m.oid
GROUP BY 1, 2";

const EXACT: (&str, &str) =
    ("coalesce(pg_catalog.pg_table_size(c.oid), 0)", "coalesce(pg_catalog.pg_indexes_size(c.oid), 0)");

/// As of the last VACUUM or ANALYZE.
const ESTIMATED: (&str, &str) = (
    "(c.relpages::pg_catalog.int8 * pg_catalog.current_setting('block_size')::pg_catalog.int8)",
    "coalesce((SELECT pg_catalog.sum(ic.relpages::pg_catalog.int8) FROM pg_catalog.pg_index i \
     JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid WHERE i.indrelid = c.oid), 0) \
     * pg_catalog.current_setting('block_size')::pg_catalog.int8",
);

const NULLS: &str = "\
SELECT s.schemaname::pg_catalog.text, s.tablename::pg_catalog.text, s.attname::pg_catalog.text, s.null_frac::pg_catalog.float8
FROM ROWS FROM (
    pg_catalog.unnest($1::pg_catalog.text[]), pg_catalog.unnest($2::pg_catalog.text[]), pg_catalog.unnest($3::pg_catalog.text[])
) AS w(schema, relation, name)
JOIN pg_catalog.pg_stats s ON s.schemaname = w.schema AND s.tablename = w.relation AND s.attname = w.name
WHERE NOT s.inherited";

/// The relation that an object is, or is part of.
fn relation_of(id: &ObjectId) -> Option<QualifiedName> {
    let id = id.target().unwrap_or(id);
    std::iter::once(id).chain(&id.parents()).find_map(|id| match id {
        ObjectId::Table(name) | ObjectId::MaterializedView(name) => Some(name.clone()),
        _ => None,
    })
}

fn counts(action: &Action) -> bool {
    action.cost.lock > Lock::None || action.cost.loses.is_some()
}

impl Numbers {
    /// Asks the server about every relation that a plan locks or takes something from: two queries, however many.
    ///
    /// # Errors
    ///
    /// Those of the server.
    pub fn read(client: &mut Client, plan: &Plan) -> Result<Self> {
        let names: BTreeSet<QualifiedName> =
            plan.actions.iter().filter(|action| counts(action)).filter_map(|a| relation_of(&a.id)).collect();
        let mut numbers = Self::default();
        if names.is_empty() {
            return Ok(numbers);
        }
        let schemas: Vec<&str> = names.iter().map(|name| name.schema.as_str()).collect();
        let relations: Vec<&str> = names.iter().map(|name| name.name.as_str()).collect();
        let failed = |e: &postgres::Error| Error::failed(format!("sizes: {}", server_message(e)));
        let mut sizes = |(table, indexes): (&str, &str)| {
            let query = SIZES.replace("{table}", table).replace("{indexes}", indexes);
            let mut transaction = client.transaction()?;
            transaction.batch_execute("SET LOCAL lock_timeout = '1s'")?;
            transaction.query(&query, &[&schemas, &relations])
        };
        let rows = match sizes(EXACT) {
            Err(error) if error.code() == Some(&SqlState::LOCK_NOT_AVAILABLE) => sizes(ESTIMATED),
            result => result,
        };
        for row in rows.map_err(|e| failed(&e))? {
            let number = |at: usize| u64::try_from(row.get::<_, i64>(at)).unwrap_or_default();
            let unknown: bool = row.get(2);
            let name = QualifiedName::new(row.get::<_, String>(0), row.get::<_, String>(1));
            let size = Size {
                rows: (!unknown || number(3) > 0).then(|| number(3)),
                bytes: number(4),
                index_bytes: number(5),
                scans: number(6),
                written: number(7),
                sessions: number(8),
            };
            numbers.relations.insert(name, size);
        }
        numbers.null_fractions = null_fractions(client, plan).map_err(|e| failed(&e))?;
        Ok(numbers)
    }

    /// What is known of a relation.
    pub fn of(&self, relation: &QualifiedName) -> Option<&Size> {
        self.relations.get(relation)
    }

    /// What an action would destroy, in numbers; empty where nothing is known, or nothing counts.
    pub fn loss(&self, action: &Action, loss: Loss) -> String {
        let Some(size) = relation_of(&action.id).and_then(|relation| self.of(&relation)) else {
            return String::new();
        };
        match (loss, &action.id) {
            (Loss::Table | Loss::MaterializedRows, _) => {
                format!("{}, {}", rows(size.rows), bytes(size.bytes + size.index_bytes))
            }
            (Loss::Column, ObjectId::Column(column)) => {
                let values = |fraction: &f64| {
                    let all = size.rows.unwrap_or_default() as f64;
                    let values = match (all * (1.0 - fraction)).round() as u64 {
                        0 => "no value".to_owned(),
                        1 => "1 value".to_owned(),
                        values => format!("about {} values", grouped(values)),
                    };
                    format!("{values} in {}", rows(size.rows))
                };
                self.null_fractions.get(column).map_or_else(|| rows(size.rows), values)
            }
            _ => rows(size.rows),
        }
    }

    /// The actions of a plan that make somebody wait, the longest first. `rate` is in bytes a second.
    pub fn hazards(&self, plan: &Plan, rate: u64) -> Vec<Hazard> {
        let mut hazards: Vec<Hazard> = plan
            .actions
            .iter()
            .filter(|action| action.cost.lock > Lock::None && (action.cost.rewrites || action.cost.scans))
            // What takes something away reads nothing.
            .filter(|action| action.verb != Verb::Drop)
            .filter_map(|action| {
                let relation = relation_of(&action.id)?;
                let size = self.of(&relation)?.clone();
                let indexes = if action.cost.rewrites { size.index_bytes } else { 0 };
                let work = size.bytes + indexes;
                (work > 0).then(|| Hazard {
                    object: action.id.clone(),
                    relation,
                    lock: action.cost.lock,
                    rewrites: action.cost.rewrites,
                    scans: action.cost.scans,
                    seconds: work as f64 / rate.max(1) as f64,
                    size,
                })
            })
            .collect();
        hazards.sort_by(|a, b| b.seconds.total_cmp(&a.seconds));
        hazards
    }
}

fn null_fractions(
    client: &mut Client,
    plan: &Plan,
) -> std::result::Result<BTreeMap<MemberName, f64>, postgres::Error> {
    let columns: Vec<&MemberName> = plan
        .losses()
        .filter_map(|(action, loss)| match &action.id {
            ObjectId::Column(name) if loss == Loss::Column => Some(name),
            _ => None,
        })
        .collect();
    if columns.is_empty() {
        return Ok(BTreeMap::new());
    }
    let part = |of: fn(&MemberName) -> &str| columns.iter().map(|name| of(name)).collect::<Vec<_>>();
    let (schemas, relations, names) = (
        part(|name| name.schema.as_str()),
        part(|name| name.parent.as_str()),
        part(|name| name.name.as_str()),
    );
    let rows = client.query(NULLS, &[&schemas, &relations, &names])?;
    Ok(rows
        .iter()
        .map(|row| {
            let relation = QualifiedName::new(row.get::<_, String>(0), row.get::<_, String>(1));
            (relation.member(row.get::<_, String>(2)), row.get(3))
        })
        .collect())
}

/// `1234567` is `1,234,567`.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn rows(rows: Option<u64>) -> String {
    match rows {
        None => "rows not counted yet (ANALYZE)".into(),
        Some(0) => "no rows".into(),
        Some(1) => "1 row".into(),
        Some(rows) => format!("about {} rows", grouped(rows)),
    }
}

pub(crate) fn bytes(bytes: u64) -> String {
    const UNITS: [&str; 5] = ["bytes", "kB", "MB", "GB", "TB"];
    let mut value = bytes as f64;
    let mut unit = 0;
    while value >= 1000.0 && unit + 1 < UNITS.len() {
        value /= 1000.0;
        unit += 1;
    }
    if unit == 0 || value >= 100.0 {
        format!("{value:.0} {}", UNITS[unit])
    } else {
        format!("{value:.1} {}", UNITS[unit])
    }
}

fn duration(seconds: f64) -> String {
    match seconds {
        s if s < 1.0 => "less than a second".into(),
        s if s < 120.0 => format!("about {s:.0} s"),
        s if s < 7200.0 => format!("about {:.0} min", s / 60.0),
        s => format!("about {:.1} h", s / 3600.0),
    }
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}", rows(self.rows), bytes(self.bytes))?;
        if self.index_bytes > 0 {
            write!(f, ", indexes {}", bytes(self.index_bytes))?;
        }
        if self.scans + self.written > 0 {
            let (scans, written) = (grouped(self.scans), grouped(self.written));
            write!(f, "; {scans} scans and {written} rows written so far")?;
        }
        match self.sessions {
            0 => Ok(()),
            1 => f.write_str("; 1 session uses it now"),
            n => write!(f, "; {n} sessions use it now"),
        }
    }
}

impl fmt::Display for Hazard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = if self.rewrites { "is rewritten" } else { "is read" };
        write!(
            f,
            "{} {what} under {} for {}, {} ({})",
            self.relation,
            self.lock,
            self.object,
            duration(self.seconds),
            self.size
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_made_to_be_read() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(1_234_567), "1,234,567");
        assert_eq!(bytes(0), "0 bytes");
        assert_eq!(bytes(8_192), "8.2 kB");
        assert_eq!(bytes(123_456_789), "123 MB");
        assert_eq!(duration(0.2), "less than a second");
        assert_eq!(duration(90.0), "about 90 s");
        assert_eq!(duration(4_000.0), "about 67 min");
        assert_eq!(rows(None), "rows not counted yet (ANALYZE)");
        assert_eq!(rows(Some(0)), "no rows");
    }

    #[test]
    fn every_part_of_a_relation_leads_to_it() {
        for id in
            ["table:a.b", "column:a.b.c", "index:a.b.i", "comment:(constraint:a.b.c)", "owner:(table:a.b)"]
        {
            let id: ObjectId = id.parse().expect("an id");
            assert_eq!(relation_of(&id), Some(QualifiedName::new("a", "b")), "{id}");
        }
        let function: ObjectId = "function:a.b()".parse().expect("an id");
        assert_eq!(relation_of(&function), None);
    }
}
