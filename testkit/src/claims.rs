//! Claims against the server: what a plan says each action costs, compared with what PostgreSQL does, as
//! [`pgmend::prove::claims`] sees it; and how many were compared.
//!
//! Whether rows survive as claimed is the proof loop's, which compares them: [`losing_types`] says which columns a claimed
//! loss excuses.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::sync::{Mutex, PoisonError};

use pgmend::prove::claims::{Claim, Observer};
use schema_diff::{Lock, Loss, Plan, Transaction, Verb};
use schema_model::{ObjectId, Schema};

use crate::TestDatabase;
use crate::proof::Failure;

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

/// Carries a plan out on a database in the state that it was made for, action by action, and compares what each claims with
/// what the server does.
///
/// # Errors
///
/// Every claim that is wrong, with its statements.
pub fn check(database: &TestDatabase, plan: &Plan, from: &Schema, to: &Schema) -> Result<(), Failure> {
    let script = sql_emit::emit(plan, from, to, &sql_emit::Options::default());
    let mut observer = Observer::new(database.connect()).map_err(|e| e.to_string())?;
    let mut failures = String::new();
    let mut tally = Tally::default();
    for said in script.statements.chunk_by(|a, b| a.action == b.action) {
        let Some(action) = said.first().and_then(|statement| plan.actions.get(statement.action)) else {
            continue;
        };
        let statements: Vec<&str> = said.iter().map(|statement| statement.sql.as_str()).collect();
        let claim = Claim {
            object: &action.id,
            alters: matches!(action.verb, Verb::Alter(_)),
            statements: statements.clone(),
            outside: action.cost.transaction == Transaction::Outside,
            lock: action.cost.lock,
            rewrites: action.cost.rewrites,
            scans: action.cost.scans,
        };
        let found = observer.check(&claim).map_err(|e| format!("applying action by action: {e}"))?;
        tally.actions += 1;
        tally.unseen += usize::from(claim.outside);
        tally.locks += usize::from(action.cost.lock > Lock::None);
        tally.rewrites += usize::from(action.cost.rewrites);
        tally.scans += usize::from(action.cost.scans);
        for wrong in found {
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
