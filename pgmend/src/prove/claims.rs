//! Claims against the server: what a plan says each action costs, compared with what PostgreSQL does.
//!
//! On a copy of its own, a plan is carried out with one transaction for each action, held open while the server is asked:
//!
//! * **locks**: `pg_locks` of the session. A claim is about *any* relation that was there before the plan, the action's own
//!   or another: a foreign key locks both of its tables. Tables, indexes, sequences, views and materialized views count;
//!   system catalogs, TOAST tables and composite types (which hold no rows) don't. Modes that ordinary queries take
//!   (ACCESS SHARE, ROW SHARE, ROW EXCLUSIVE) are no lock in the sense of [`Lock`]. The strongest mode must be the claimed
//!   one, neither more nor less.
//! * **rewrites**: `pg_class.relfilenode` of every table and materialized view and of its TOAST table: changed exactly where
//!   claimed. An index is built anew along with its table's rewriting, and often without; it counts only where the
//!   action is about the index or the key itself.
//! * **scans**: `pg_stat_get_xact_numscans`, the sequential scans that the transaction began on a relation which it
//!   locks in the claimed sense. A rewriting reads every row; scans are compared where none is claimed. What reads by an
//!   index, or reads other tables than the locked ones (`REFRESH` its sources), is not seen and not claimed.
//!
//! Statements that PostgreSQL runs outside of transactions (CONCURRENTLY) have let their locks go before anybody can ask: of
//! these only rewrites are compared.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use postgres::Client;
use schema_diff::Lock;
use schema_model::ObjectId;

use crate::error::{Error, Result, server_message};

/// An action with what it claims to cost.
#[derive(Clone, Debug)]
pub struct Claim<'a> {
    /// The object that it is about.
    pub object: &'a ObjectId,
    /// It alters what is there.
    pub alters: bool,
    /// Its statements.
    pub statements: Vec<&'a str>,
    /// They run outside of a transaction.
    pub outside: bool,
    /// The strongest lock on any relation that was there before the plan.
    pub lock: Lock,
    /// Every row is written anew.
    pub rewrites: bool,
    /// Every row is read.
    pub scans: bool,
}

fn run(client: &mut Client, sql: &str) -> Result<()> {
    client
        .batch_execute(sql)
        .map_err(|e| Error::failed(format!("{}\n  statement: {sql}", server_message(&e))))
}

fn asked(what: &str, error: &postgres::Error) -> Error {
    Error::failed(format!("{what}: {}", server_message(error)))
}

/// Something with storage or locks of its own that was there before the plan.
struct Relation {
    name: String,
    kind: i8,
}

/// What the server knows of a relation inside a transaction: its files, and the sequential scans begun so far.
#[derive(Clone, Copy, PartialEq, Eq)]
struct State {
    file: u32,
    toast: Option<u32>,
    scans: i64,
}

const RELATIONS: &str = "SELECT c.oid, pg_catalog.format('%I.%I', n.nspname, c.relname), c.relkind \
     FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace \
     WHERE c.oid >= 16384 AND c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S', 'i', 'I') AND n.nspname <> 'pg_toast'";

const STATES: &str = "SELECT c.oid, c.relfilenode, t.relfilenode, pg_catalog.pg_stat_get_xact_numscans(c.oid) \
     FROM pg_catalog.pg_class c LEFT JOIN pg_catalog.pg_class t ON t.oid = c.reltoastrelid \
     WHERE c.oid >= 16384 AND c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S', 'i', 'I')";

const LOCKS: &str = "SELECT relation, mode FROM pg_catalog.pg_locks \
     WHERE locktype = 'relation' AND pid = pg_catalog.pg_backend_pid() AND granted \
     AND database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())";

/// A partitioned table is read where its partitions are.
const TREES: &str = "SELECT c.oid, p.relid::oid FROM pg_catalog.pg_class c, pg_catalog.pg_partition_tree(c.oid) p \
     WHERE c.relkind = 'p' AND c.oid >= 16384";

/// A foreign key is checked by a query (`RI_Initial_Check`), which may well go by the indexes: no counter tells that from
/// one look into an index, so it is not left the choice.
const SEQUENTIAL: &str = "SET LOCAL enable_indexscan = off; SET LOCAL enable_indexonlyscan = off; SET LOCAL enable_bitmapscan = off";

/// The last value of a column is asked of an index where there is one; of a table of one page, the server may rather read all.
const BY_INDEX: &str = "SET LOCAL enable_seqscan = off";

/// A mode of `pg_locks` as a claim; `None` for one that there is no claim for.
fn lock(mode: &str) -> Option<Lock> {
    match mode {
        "AccessShareLock" | "RowShareLock" | "RowExclusiveLock" => Some(Lock::None),
        "ShareUpdateExclusiveLock" => Some(Lock::ShareUpdateExclusive),
        "ShareLock" => Some(Lock::Share),
        "ShareRowExclusiveLock" => Some(Lock::ShareRowExclusive),
        // REFRESH takes EXCLUSIVE on its way to ACCESS EXCLUSIVE; nothing in a plan stops there.
        "ExclusiveLock" | "AccessExclusiveLock" => Some(Lock::AccessExclusive),
        _ => None,
    }
}

fn is_index(kind: i8) -> bool {
    kind == b'i' as i8 || kind == b'I' as i8
}

/// Carries out one action after the other, and sees what the server does.
pub struct Observer {
    client: Client,
    before: BTreeMap<u32, Relation>,
    /// Partitioned tables with what is below them, before the plan.
    trees: BTreeMap<u32, Vec<u32>>,
}

impl Observer {
    /// Looks at a database through a connection of its own.
    ///
    /// # Errors
    ///
    /// Those of the server.
    pub fn new(mut client: Client) -> Result<Self> {
        for setting in sql_emit::SESSION {
            run(&mut client, setting)?;
        }
        let rows = client.query(RELATIONS, &[]).map_err(|e| asked("reading the relations", &e))?;
        let before =
            rows.iter().map(|row| (row.get(0), Relation { name: row.get(1), kind: row.get(2) })).collect();
        let mut trees: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for row in client.query(TREES, &[]).map_err(|e| asked("reading the partitions", &e))? {
            trees.entry(row.get(0)).or_default().push(row.get(1));
        }
        Ok(Self { client, before, trees })
    }

    fn states(&mut self) -> Result<BTreeMap<u32, State>> {
        let rows = self.client.query(STATES, &[]).map_err(|e| asked("reading the files", &e))?;
        let state = |row: &postgres::Row| State { file: row.get(1), toast: row.get(2), scans: row.get(3) };
        Ok(rows
            .iter()
            .map(|row| (row.get(0), state(row)))
            .filter(|(oid, _)| self.before.contains_key(oid))
            .collect())
    }

    /// The strongest lock on each relation that was there before.
    fn locks(&mut self) -> Result<BTreeMap<u32, Lock>> {
        let rows = self.client.query(LOCKS, &[]).map_err(|e| asked("reading the locks", &e))?;
        let mut locks: BTreeMap<u32, Lock> = BTreeMap::new();
        for row in &rows {
            let (oid, mode): (u32, &str) = (row.get(0), row.get(1));
            if self.before.contains_key(&oid) {
                let taken = lock(mode).ok_or_else(|| Error::failed(format!("no claim can say {mode}")))?;
                let held = locks.entry(oid).or_default();
                *held = taken.max(*held);
            }
        }
        Ok(locks)
    }

    /// Carries out one action, and says what is wrong with its claims, in words.
    ///
    /// # Errors
    ///
    /// A statement that fails.
    pub fn check(&mut self, claim: &Claim<'_>) -> Result<Vec<String>> {
        let observed = self.observe(claim)?;
        Ok(judge(claim, &observed))
    }

    /// What an action did, inside its transaction.
    fn observe(&mut self, claim: &Claim<'_>) -> Result<Observed> {
        let Claim { object, statements, .. } = claim;
        if claim.outside {
            return self.observe_outside(statements);
        }
        run(&mut self.client, "BEGIN")?;
        if matches!(object, ObjectId::Constraint(_)) {
            run(&mut self.client, SEQUENTIAL)?;
        }
        // What is kept aside is read as a whole.
        let keeps = statements.iter().any(|sql| sql.contains(crate::keep::KEPT_SCHEMA));
        if matches!(object, ObjectId::ColumnDefault(_) | ObjectId::Column(_)) && !keeps {
            run(&mut self.client, BY_INDEX)?;
        }
        let first = self.states()?;
        for sql in statements.iter() {
            run(&mut self.client, sql)?;
        }
        let locks = self.locks()?;
        let last = self.states()?;
        run(&mut self.client, "COMMIT")?;
        let mut observed = self.compare(&first, &last, &locks);
        for (oid, relation) in &self.before {
            let held = locks.get(oid).copied().unwrap_or_default();
            observed.locks.insert(relation.name.clone(), held);
        }
        observed.inside = true;
        Ok(observed)
    }

    /// What runs in no transaction lets its locks go, and reports its scans, before anybody can ask.
    fn observe_outside(&mut self, statements: &[&str]) -> Result<Observed> {
        let first = self.states()?;
        for sql in statements.iter() {
            run(&mut self.client, sql)?;
        }
        let last = self.states()?;
        Ok(self.compare(&first, &last, &BTreeMap::new()))
    }

    /// What became of the relations that were there before.
    fn compare(
        &self,
        first: &BTreeMap<u32, State>,
        last: &BTreeMap<u32, State>,
        locks: &BTreeMap<u32, Lock>,
    ) -> Observed {
        let mut observed = Observed::default();
        for (oid, relation) in &self.before {
            let held = locks.get(oid).copied().unwrap_or_default();
            let (Some(old), Some(new)) = (first.get(oid), last.get(oid)) else { continue };
            let moved = old.file != new.file
                || (old.toast.is_some() && new.toast.is_some() && old.toast != new.toast);
            if moved && is_index(relation.kind) {
                observed.indexes.insert(relation.name.clone());
            }
            if moved && (relation.kind == b'r' as i8 || relation.kind == b'm' as i8) {
                observed.rewritten.insert(relation.name.clone());
            }
            let readable = !is_index(relation.kind) && relation.kind != b'S' as i8;
            let below = self.trees.get(oid).map_or(&[][..], Vec::as_slice);
            let read =
                |oid: &u32| first.get(oid).zip(last.get(oid)).is_some_and(|(old, new)| new.scans > old.scans);
            if held > Lock::None && readable && (read(oid) || below.iter().any(read)) {
                observed.scanned.insert(relation.name.clone());
            }
        }
        observed
    }
}

#[derive(Default)]
struct Observed {
    /// Whether it ran inside a transaction, where locks and scans are seen.
    inside: bool,
    locks: BTreeMap<String, Lock>,
    rewritten: BTreeSet<String>,
    indexes: BTreeSet<String>,
    scanned: BTreeSet<String>,
}

/// What is wrong with an action's claims, in words.
fn judge(claim: &Claim<'_>, observed: &Observed) -> Vec<String> {
    let mut wrong = Vec::new();
    let claimed = claim.lock;
    let strongest = observed.locks.values().copied().max().unwrap_or_default();
    if observed.inside && claimed != strongest {
        let on: Vec<&str> = observed
            .locks
            .iter()
            .filter(|(_, lock)| **lock == strongest && strongest > Lock::None)
            .map(|(name, _)| name.as_str())
            .collect();
        wrong.push(format!("it claims {claimed} and takes {strongest} on [{}]", on.join(", ")));
    }
    let about_index = claim.alters && matches!(claim.object, ObjectId::Index(_) | ObjectId::Constraint(_));
    let rewritten = !observed.rewritten.is_empty() || (about_index && !observed.indexes.is_empty());
    match (claim.rewrites, rewritten) {
        (true, false) => wrong.push("it claims to rewrite and does not".into()),
        (false, true) => wrong.push(format!("it rewrites {:?} and does not claim to", observed.rewritten)),
        _ => {}
    }
    if observed.inside && !claim.rewrites && !rewritten {
        match (claim.scans, !observed.scanned.is_empty()) {
            (true, false) => wrong.push("it claims to scan and does not".into()),
            (false, true) => wrong.push(format!("it scans {:?} and does not claim to", observed.scanned)),
            _ => {}
        }
    }
    wrong
}

impl fmt::Debug for Observer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Observer").field("relations", &self.before.len()).finish_non_exhaustive()
    }
}
