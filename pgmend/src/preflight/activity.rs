//! Who stands in the way of a plan at this moment.

use std::collections::BTreeSet;
use std::fmt;

use postgres::Client;
use schema_model::{ObjectId, QualifiedName};

use crate::error::{Error, Result, server_message};
use crate::plan_file::PlanFile;

/// A transaction that is younger than this, in seconds, is not worth a word: nobody waits longer for a lock at first.
const YOUNG: i64 = 3;
/// Older than this, in seconds, it keeps statements outside of transactions waiting, whatever it does.
const OLD: i64 = 60;

/// How a session stands in the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// It holds a lock on a relation that the plan locks.
    Holds,
    /// It is old: `CREATE INDEX CONCURRENTLY` and its like wait for it to end.
    Old,
}

/// A session, or a prepared transaction, that statements of a plan will wait for if it is still there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obstacle {
    /// How it stands in the way.
    pub severity: Severity,
    /// `pid`; 0 is a prepared transaction.
    pub pid: i32,
    /// Who: application, user and state, or the name of the prepared transaction.
    pub who: String,
    /// Seconds since the transaction began.
    pub seconds: i64,
    /// The relation that it has locked, if that is why.
    pub relation: Option<QualifiedName>,
}

impl fmt::Display for Obstacle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.pid {
            0 => write!(f, "in the way now: the prepared transaction {}", self.who)?,
            pid => write!(f, "in the way now: pid {pid}, {}", self.who)?,
        }
        write!(f, ", in a transaction for {} s", self.seconds)?;
        match &self.relation {
            Some(relation) => write!(f, ", has {relation} locked"),
            None => f.write_str("; what runs concurrently waits for it to end"),
        }
    }
}

/// Locks that a mere reader or writer holds count, too: the plan's statements wait for them, and others queue behind.
const HOLDERS: &str = "\
SELECT l.pid, coalesce(nullif(a.application_name, ''), 'without a name'), coalesce(a.usename::pg_catalog.text, 'not visible'),
       coalesce(a.state, 'state not visible'), x.gid,
       extract(epoch FROM pg_catalog.clock_timestamp() - coalesce(a.xact_start, x.prepared))::pg_catalog.int8,
       min(n.nspname)::pg_catalog.text, min(c.relname)::pg_catalog.text
FROM ROWS FROM (pg_catalog.unnest($1::pg_catalog.text[]), pg_catalog.unnest($2::pg_catalog.text[])) AS w(schema, name)
JOIN pg_catalog.pg_namespace n ON n.nspname = w.schema
JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = w.name
JOIN pg_catalog.pg_locks l ON l.locktype = 'relation' AND l.relation = c.oid AND l.granted
    AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database())
LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
LEFT JOIN pg_catalog.pg_prepared_xacts x ON l.pid IS NULL AND x.transaction IN (
    SELECT t.transactionid FROM pg_catalog.pg_locks t WHERE t.virtualtransaction = l.virtualtransaction AND t.locktype = 'transactionid')
WHERE l.pid IS DISTINCT FROM pg_catalog.pg_backend_pid() AND a.backend_type IS DISTINCT FROM 'autovacuum worker'
GROUP BY 1, 2, 3, 4, 5, 6
HAVING extract(epoch FROM pg_catalog.clock_timestamp() - coalesce(min(a.xact_start), min(x.prepared))) >= $3::pg_catalog.int8
ORDER BY 6 DESC
LIMIT 8";

const OLD_ONES: &str = "\
SELECT a.pid, coalesce(nullif(a.application_name, ''), 'without a name'), coalesce(a.usename::pg_catalog.text, 'not visible'),
       coalesce(a.state, 'state not visible'), NULL::pg_catalog.text,
       extract(epoch FROM pg_catalog.clock_timestamp() - a.xact_start)::pg_catalog.int8,
       NULL::pg_catalog.text, NULL::pg_catalog.text
FROM pg_catalog.pg_stat_activity a
WHERE a.datname = pg_catalog.current_database() AND a.pid <> pg_catalog.pg_backend_pid()
  AND pg_catalog.clock_timestamp() - a.xact_start >= pg_catalog.make_interval(secs => $1::pg_catalog.int8)
ORDER BY 6 DESC
LIMIT 8";

/// The relation that a statement is about, by the object's id.
fn relation_of(object: &str) -> Option<QualifiedName> {
    let id: ObjectId = object.parse().ok()?;
    let id = id.target().cloned().unwrap_or(id);
    std::iter::once(id.clone()).chain(id.parents()).find_map(|id| match id {
        ObjectId::Table(name) | ObjectId::MaterializedView(name) | ObjectId::View(name) => Some(name),
        _ => None,
    })
}

/// Who holds locks on what the plan locks; and who is old, where statements run outside of transactions.
pub(super) fn obstacles(client: &mut Client, file: &PlanFile) -> Result<Vec<Obstacle>> {
    let failed = |e: &postgres::Error| Error::failed(format!("other sessions: {}", server_message(e)));
    let none = schema_diff::Lock::None.to_string();
    let names: BTreeSet<QualifiedName> = file
        .statements
        .iter()
        .filter(|statement| statement.lock != none)
        .filter_map(|statement| relation_of(&statement.object))
        .collect();
    let mut found: Vec<Obstacle> = Vec::new();
    if !names.is_empty() {
        let schemas: Vec<&str> = names.iter().map(|name| name.schema.as_str()).collect();
        let relations: Vec<&str> = names.iter().map(|name| name.name.as_str()).collect();
        let rows = client.query(HOLDERS, &[&schemas, &relations, &YOUNG]).map_err(|e| failed(&e))?;
        found.extend(rows.iter().map(|row| obstacle(row, Severity::Holds)));
    }
    if file.statements.iter().any(|statement| statement.outside) {
        let rows = client.query(OLD_ONES, &[&OLD]).map_err(|e| failed(&e))?;
        let old = rows.iter().map(|row| obstacle(row, Severity::Old));
        let known: BTreeSet<i32> = found.iter().map(|obstacle| obstacle.pid).collect();
        found.extend(old.filter(|obstacle| !known.contains(&obstacle.pid)));
    }
    Ok(found)
}

fn obstacle(row: &postgres::Row, severity: Severity) -> Obstacle {
    let text = |at: usize| row.get::<_, Option<String>>(at).unwrap_or_default();
    let prepared: Option<String> = row.get(4);
    let relation = row.get::<_, Option<String>>(6).map(|schema| QualifiedName::new(schema, text(7)));
    Obstacle {
        severity,
        pid: row.get::<_, Option<i32>>(0).unwrap_or_default(),
        who: prepared.unwrap_or_else(|| format!("application {}, user {}, {}", text(1), text(2), text(3))),
        seconds: row.get::<_, Option<i64>>(5).unwrap_or_default(),
        relation,
    }
}
