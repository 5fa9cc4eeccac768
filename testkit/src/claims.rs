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
//!
//! Whether rows survive as claimed is the proof loop's, which compares them: [`losing_types`] says which columns a claimed
//! loss excuses.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::sync::{Mutex, PoisonError};

use postgres::Client;
use schema_diff::{Action, Lock, Loss, Plan, Transaction, Verb};
use schema_model::{ObjectId, Schema};

use crate::TestDatabase;
use crate::proof::{Failure, run};

/// How many claims were checked, and what came of it.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// Actions that were carried out.
    pub actions: usize,
    /// Those that ran outside of any transaction, where neither locks nor scans are seen.
    pub unseen: usize,
    /// Those that claim a lock.
    pub locks: usize,
    /// Those that claim a rewriting.
    pub rewrites: usize,
    /// Those that claim a scan.
    pub scans: usize,
    /// Tables whose rows were compared.
    pub tables: usize,
    /// Claims that were wrong: too weak, or too strong.
    pub wrong: usize,
}

/// By major version.
static TALLIES: Mutex<BTreeMap<u16, Tally>> = Mutex::new(BTreeMap::new());

/// Adds to what was checked on servers of a major version.
fn count(major: u16, add: impl FnOnce(&mut Tally)) {
    add(TALLIES.lock().unwrap_or_else(PoisonError::into_inner).entry(major).or_default());
}

/// Counts tables whose rows were compared.
pub fn count_tables(major: u16, tables: usize) {
    count(major, |tally| tally.tables += tables);
}

/// What was checked so far in this process, a line for each major version.
pub fn summary() -> String {
    let tallies = TALLIES.lock().unwrap_or_else(PoisonError::into_inner);
    let mut text = String::new();
    for (major, Tally { actions, unseen, locks, rewrites, scans, tables, wrong }) in tallies.iter() {
        let _ = writeln!(
            text,
            "claims on PostgreSQL {major}: {actions} actions ({unseen} outside of transactions, where only rewrites are \
             seen) with {locks} locks, {rewrites} rewrites, {scans} scans; \
             rows of {tables} tables; {wrong} wrong"
        );
    }
    text
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

struct Observer {
    client: Client,
    before: BTreeMap<u32, Relation>,
    /// Partitioned tables with what is below them, before the plan.
    trees: BTreeMap<u32, Vec<u32>>,
}

impl Observer {
    fn new(database: &TestDatabase) -> Result<Self, Failure> {
        let mut client = database.connect();
        for setting in sql_emit::SESSION {
            run(&mut client, "session", setting)?;
        }
        let rows = client.query(RELATIONS, &[]).map_err(|e| format!("reading the relations: {e}"))?;
        let before =
            rows.iter().map(|row| (row.get(0), Relation { name: row.get(1), kind: row.get(2) })).collect();
        let mut trees: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for row in client.query(TREES, &[]).map_err(|e| format!("reading the partitions: {e}"))? {
            trees.entry(row.get(0)).or_default().push(row.get(1));
        }
        Ok(Self { client, before, trees })
    }

    fn states(&mut self) -> Result<BTreeMap<u32, State>, Failure> {
        let rows = self.client.query(STATES, &[]).map_err(|e| format!("reading the files: {e}"))?;
        let state = |row: &postgres::Row| State { file: row.get(1), toast: row.get(2), scans: row.get(3) };
        Ok(rows
            .iter()
            .map(|row| (row.get(0), state(row)))
            .filter(|(oid, _)| self.before.contains_key(oid))
            .collect())
    }

    /// The strongest lock on each relation that was there before.
    fn locks(&mut self) -> Result<BTreeMap<u32, Lock>, Failure> {
        let rows = self.client.query(LOCKS, &[]).map_err(|e| format!("reading the locks: {e}"))?;
        let mut locks: BTreeMap<u32, Lock> = BTreeMap::new();
        for row in &rows {
            let (oid, mode): (u32, &str) = (row.get(0), row.get(1));
            if self.before.contains_key(&oid) {
                let taken = lock(mode).ok_or_else(|| format!("no claim can say {mode}"))?;
                let held = locks.entry(oid).or_default();
                *held = taken.max(*held);
            }
        }
        Ok(locks)
    }

    /// What an action did, inside its transaction.
    fn observe(&mut self, action: &Action, statements: &[&str]) -> Result<Observed, Failure> {
        if action.cost.transaction == Transaction::Outside {
            return self.observe_outside(statements);
        }
        run(&mut self.client, "begin", "BEGIN")?;
        if matches!(action.id, ObjectId::Constraint(_)) {
            run(&mut self.client, "planning", SEQUENTIAL)?;
        }
        if matches!(action.id, ObjectId::ColumnDefault(_) | ObjectId::Column(_)) {
            run(&mut self.client, "planning", BY_INDEX)?;
        }
        let first = self.states()?;
        for sql in statements {
            run(&mut self.client, "applying action by action", sql)?;
        }
        let locks = self.locks()?;
        let last = self.states()?;
        run(&mut self.client, "commit", "COMMIT")?;
        let mut observed = self.compare(&first, &last, &locks);
        for (oid, relation) in &self.before {
            let held = locks.get(oid).copied().unwrap_or_default();
            observed.locks.insert(relation.name.clone(), held);
        }
        observed.inside = true;
        Ok(observed)
    }

    /// What runs in no transaction lets its locks go, and reports its scans, before anybody can ask.
    fn observe_outside(&mut self, statements: &[&str]) -> Result<Observed, Failure> {
        let first = self.states()?;
        for sql in statements {
            run(&mut self.client, "applying action by action", sql)?;
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
fn judge(action: &Action, observed: &Observed) -> Vec<String> {
    let mut wrong = Vec::new();
    let claimed = action.cost.lock;
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
    let about_index = matches!(action.id, ObjectId::Index(_) | ObjectId::Constraint(_))
        && matches!(action.verb, Verb::Alter(_));
    let rewritten = !observed.rewritten.is_empty() || (about_index && !observed.indexes.is_empty());
    match (action.cost.rewrites, rewritten) {
        (true, false) => wrong.push("it claims to rewrite and does not".into()),
        (false, true) => wrong.push(format!("it rewrites {:?} and does not claim to", observed.rewritten)),
        _ => {}
    }
    if observed.inside && !action.cost.rewrites && !rewritten {
        match (action.cost.scans, !observed.scanned.is_empty()) {
            (true, false) => wrong.push("it claims to scan and does not".into()),
            (false, true) => wrong.push(format!("it scans {:?} and does not claim to", observed.scanned)),
            _ => {}
        }
    }
    wrong
}

/// Carries a plan out on a database in the state that it was made for, action by action, and compares what each claims with
/// what the server does.
///
/// # Errors
///
/// Every claim that is wrong, with its statements.
pub fn check(database: &TestDatabase, plan: &Plan, from: &Schema, to: &Schema) -> Result<(), Failure> {
    let script = sql_emit::emit(plan, from, to, &sql_emit::Options::default());
    let mut observer = Observer::new(database)?;
    let mut failures = String::new();
    let mut tally = Tally::default();
    for said in script.statements.chunk_by(|a, b| a.action == b.action) {
        let Some(action) = said.first().and_then(|statement| plan.actions.get(statement.action)) else {
            continue;
        };
        let statements: Vec<&str> = said.iter().map(|statement| statement.sql.as_str()).collect();
        let observed = observer.observe(action, &statements)?;
        tally.actions += 1;
        tally.unseen += usize::from(!observed.inside);
        tally.locks += usize::from(action.cost.lock > Lock::None);
        tally.rewrites += usize::from(action.cost.rewrites);
        tally.scans += usize::from(action.cost.scans);
        for wrong in judge(action, &observed) {
            tally.wrong += 1;
            let _ = writeln!(
                failures,
                "  {} {}: {wrong}\n    {}",
                action.token(),
                action.id,
                statements.join(";\n    ")
            );
        }
    }
    count(database.major(), |all| {
        all.actions += tally.actions;
        all.unseen += tally.unseen;
        all.locks += tally.locks;
        all.rewrites += tally.rewrites;
        all.scans += tally.scans;
        all.wrong += tally.wrong;
    });
    if failures.is_empty() { Ok(()) } else { Err(format!("claims are wrong:\n{failures}")) }
}

/// The types whose values a plan claims to change or to lose: columns of these are excused from staying as they are.
pub fn losing_types(plan: &Plan, from: &Schema) -> BTreeSet<ObjectId> {
    let mut types: BTreeSet<ObjectId> = BTreeSet::new();
    for (action, loss) in plan.losses() {
        match (loss, &action.id) {
            (Loss::Values | Loss::Attribute | Loss::Type, ObjectId::Attribute(name)) => {
                types.insert(ObjectId::CompositeType(name.parent()));
            }
            (Loss::Values | Loss::Type, id @ (ObjectId::Enum(_) | ObjectId::Domain(_))) => {
                types.insert(id.clone());
            }
            _ => {}
        }
    }
    // A type made of a type: its values change too.
    loop {
        let above: Vec<ObjectId> = from
            .dependencies()
            .filter(|d| types.contains(&d.to))
            .filter_map(|d| match &d.from {
                ObjectId::Domain(_) => Some(d.from.clone()),
                ObjectId::Attribute(name) => Some(ObjectId::CompositeType(name.parent())),
                _ => None,
            })
            .filter(|id| !types.contains(id))
            .collect();
        if above.is_empty() {
            return types;
        }
        types.extend(above);
    }
}
