//! The proof itself: there, back and there again, on scratch databases.

use std::collections::BTreeSet;

use postgres::Client;
use schema_diff::{Lock, compare};
use schema_model::{ObjectId, Owner, Privilege, Schema, Selector};

use super::certificate::{
    CERTIFICATE_FORMAT, Certificate, Check, CheckOutcome, SeededCount, Unseeded, Verdict, hash,
};
use super::claims::{Claim, Observer};
use super::coming;
use super::rows::{Compared, Rows};
use super::seed::{Seeded, seed};
use crate::connect::Target;
use crate::error::{Error, Result, server_message};
use crate::execute::{self, ExecuteOptions, Journal, Listener, Session};
use crate::plan_file::{PlanFile, PlannedStatement};
use crate::scratch::{Kind, Scratch, ScratchDatabase};
use crate::sql::{self, SqlText};

/// What a proof needs to know.
pub(crate) struct Proving<'a> {
    /// The plan.
    pub(crate) file: &'a PlanFile,
    /// The whole schema of the database that it is for: the scratch copy is made of it.
    pub(crate) whole: &'a Schema,
    /// The SQL that makes it.
    pub(crate) baseline: &'a str,
    /// Rows of somebody's making, beside those that are made here.
    pub(crate) rows: Option<&'a SqlText>,
    /// The server.
    pub(crate) scratch: &'a Scratch,
    /// Whether nothing is left to plan, where what was expected is known.
    pub(crate) plan_again: &'a dyn Fn(&Schema) -> Result<Vec<String>>,
    /// Plans the way back on a database.
    pub(crate) way_back: &'a dyn Fn(&mut Client, &str) -> Result<PlanFile>,
}

struct Silent;

impl Listener for Silent {
    fn statement(&mut self, _: usize, _: &PlannedStatement) {}
    fn say(&mut self, _: &str) {}
    fn told(&mut self, _: &str) {}
}

/// Checks in their order; what comes after a failure is not reached.
#[derive(Default)]
struct Checks {
    all: Vec<Check>,
    broken: bool,
}

impl Checks {
    fn add(&mut self, check: &str, counted: String, findings: Vec<String>) {
        let outcome = if findings.is_empty() { CheckOutcome::Passed } else { CheckOutcome::Failed };
        self.broken |= !findings.is_empty();
        self.all.push(Check { check: check.into(), outcome, counted, findings });
    }

    /// Runs a check, unless one before it failed. An error of the server is a failure, too.
    fn run(&mut self, check: &str, it: impl FnOnce() -> Result<(String, Vec<String>)>) {
        if self.broken {
            let outcome = CheckOutcome::NotReached;
            self.all.push(Check {
                check: check.into(),
                outcome,
                counted: String::new(),
                findings: Vec::new(),
            });
            return;
        }
        match it() {
            Ok((counted, findings)) => self.add(check, counted, findings),
            Err(error) => self.add(check, String::new(), vec![error.to_string()]),
        }
    }
}

fn read(target: &Target, selector: &Selector) -> Result<Schema> {
    let mut client = target.connect()?;
    let mut schema = pg_introspect::read(&mut client, &pg_introspect::Options::default())
        .map_err(|e| Error::failed("the scratch copy can't be read").caused_by(e))?
        .schema;
    crate::keep::leave_out(&mut schema);
    selector.apply(&mut schema);
    Ok(schema)
}

fn differences(from: &Schema, to: &Schema, owners: bool) -> Vec<String> {
    let counts = |id: &ObjectId| owners || !matches!(id, ObjectId::Owner(_));
    let delta = compare(from, to);
    let said = |ids: Vec<ObjectId>, what: &str| -> Vec<String> {
        ids.into_iter().filter(counts).map(|id| format!("{id} is {what}")).collect()
    };
    let mut all = said(delta.removed, "there and should not be");
    all.extend(said(delta.added, "missing"));
    all.extend(
        delta
            .changed
            .into_iter()
            .filter(|change| counts(&change.id))
            .map(|change| format!("{} differs in {}", change.id, change.fields.join(", "))),
    );
    all
}

/// Roles that a schema names and a server lacks. A throwaway cluster gets them; on another server nobody is made.
fn roles(scratch: &Scratch, client: &mut Client, schema: &Schema) -> Result<()> {
    let mut named: BTreeSet<String> =
        schema.all::<Owner>().map(|(_, owner)| owner.role.to_string()).collect();
    for (id, _) in schema.all::<Privilege>() {
        if let Some(role) = id.grantee.role() {
            named.insert(role.to_string());
        }
    }
    for policy in schema.all::<schema_model::Policy>() {
        named.extend(policy.1.roles.iter().filter_map(|grantee| grantee.role()).map(ToString::to_string));
    }
    let names: Vec<String> = named.into_iter().collect();
    let sql = "SELECT r FROM pg_catalog.unnest($1::pg_catalog.text[]) r \
               WHERE r NOT IN (SELECT rolname::pg_catalog.text FROM pg_catalog.pg_roles)";
    let rows = client.query(sql, &[&names]).map_err(|e| Error::failed(server_message(&e)))?;
    let missing: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    if scratch.kind() != Kind::Local && scratch.kind() != Kind::Embedded {
        return Err(Error::refused(format!(
            "the scratch server lacks roles that the schema names: {}. Make them there (CREATE ROLE … NOLOGIN), or prove on the \
             server of the database itself",
            missing.join(", ")
        )));
    }
    for role in missing {
        client
            .batch_execute(&format!("CREATE ROLE {} NOLOGIN", sql_emit::identifier(&role)))
            .map_err(|e| Error::failed(format!("the role {role}: {}", server_message(&e))))?;
    }
    Ok(())
}

/// A scratch copy of the schema.
fn copy(proving: &Proving<'_>) -> Result<ScratchDatabase> {
    let failed = |e: crate::scratch::Error| Error::failed("no scratch copy").caused_by(e);
    let database = proving.scratch.database().map_err(failed)?;
    let mut client = database.target().connect()?;
    roles(proving.scratch, &mut client, proving.whole)?;
    let text = SqlText { name: "the schema of the database".into(), text: proving.baseline.to_owned() };
    sql::load(&mut client, &[text]).map_err(|e| {
        Error::failed(
            "there is no scratch copy to prove it on: the schema can't be made anew, perhaps for want of what is not modelled \
             (pgmend check says what that is)",
        )
        .caused_by(e)
    })?;
    Ok(database)
}

/// Makes rows that keep to what is there, and to what the plan brings: on a copy of their own.
fn rows_for(proving: &Proving<'_>) -> Result<Seeded> {
    let place = copy(proving)?;
    let seeded = {
        let mut client = place.target().connect()?;
        coming::hold(&mut client, proving.file)?;
        if let Some(rows) = proving.rows {
            sql::load(&mut client, std::slice::from_ref(rows))?;
        }
        seed(&mut client)?
    };
    place.finish().map_err(|e| Error::failed("the scratch copy can't be dropped").caused_by(e))?;
    Ok(seeded)
}

/// Gives a copy its rows.
fn fill(target: &Target, proving: &Proving<'_>, seeded: &Seeded) -> Result<()> {
    let mut client = target.connect()?;
    if let Some(rows) = proving.rows {
        sql::load(&mut client, std::slice::from_ref(rows))?;
    }
    for statement in &seeded.statements {
        client.batch_execute(statement).map_err(|e| Error::failed(server_message(&e)))?;
    }
    Ok(())
}

/// Runs all statements of a plan as `apply` does.
fn run(target: &Target, file: &PlanFile) -> Result<usize> {
    let options = ExecuteOptions { skip_preflight: true, ..ExecuteOptions::default() };
    let mut session = Session::open(target, &options)?;
    let mut journal = Journal::default();
    execute::run(&mut session, file, 0, &options, "", &mut journal, &mut Silent)?;
    Ok(file.statements.len())
}

fn lock(said: &str) -> Result<Lock> {
    [Lock::None, Lock::ShareUpdateExclusive, Lock::Share, Lock::ShareRowExclusive, Lock::AccessExclusive]
        .into_iter()
        .find(|lock| lock.to_string() == said)
        .ok_or_else(|| Error::failed(format!("the plan claims a lock that there is not: {said}")))
}

/// Carries the plan out step by step, and compares what each claims with what the server does.
fn claims(target: &Target, file: &PlanFile) -> Result<(String, Vec<String>)> {
    let mut observer = Observer::new(target.connect()?)?;
    let (mut steps, mut locks, mut rewrites, mut scans, mut unseen) = (0, 0, 0, 0, 0);
    let mut findings = Vec::new();
    let same = |a: &PlannedStatement, b: &PlannedStatement| {
        (&a.object, a.group, &a.lock, a.rewrites, a.scans, a.outside)
            == (&b.object, b.group, &b.lock, b.rewrites, b.scans, b.outside)
    };
    for said in file.statements.chunk_by(same) {
        let Some(head) = said.first() else { continue };
        let object: ObjectId = head.object.parse().map_err(|e: schema_model::Error| {
            Error::failed(format!("the plan's {}", head.object)).caused_by(e)
        })?;
        let claim = Claim {
            object: &object,
            alters: true,
            statements: said.iter().map(|one| one.sql.as_str()).collect(),
            outside: head.outside,
            lock: lock(&head.lock)?,
            rewrites: head.rewrites,
            scans: head.scans,
        };
        steps += 1;
        locks += usize::from(claim.lock > Lock::None);
        rewrites += usize::from(claim.rewrites);
        scans += usize::from(claim.scans);
        unseen += usize::from(claim.outside);
        for wrong in observer.check(&claim)? {
            findings.push(format!("{object}: {wrong}\n{}", claim.statements.join(";\n")));
        }
    }
    let counted = format!(
        "{steps} steps, {locks} locks, {rewrites} rewrites, {scans} scans; {unseen} outside of transactions, where only \
         rewrites are seen"
    );
    Ok((counted, findings))
}

fn survived(before: &Rows, after: &Rows) -> (String, Vec<String>) {
    let Compared { tables, rows, columns, excused, failures } = before.survive(after);
    (
        format!(
            "{rows} rows of {tables} tables, {columns} columns; {excused} columns gone, computed or of another type"
        ),
        failures,
    )
}

/// The tables that a plan touches, as SQL names them.
fn touched(file: &PlanFile) -> BTreeSet<String> {
    let keys = file.states.iter().flat_map(|states| states.start.keys());
    let mut tables = BTreeSet::new();
    for id in keys.filter_map(|key| key.parse::<ObjectId>().ok()) {
        let mut at = Some(id);
        while let Some(id) = at {
            if let ObjectId::Table(name) = &id {
                let (schema, name) = (sql_emit::identifier(&name.schema), sql_emit::identifier(&name.name));
                tables.insert(format!("{schema}.{name}"));
            }
            at = id.target().cloned().or_else(|| id.parents().into_iter().next());
        }
    }
    tables
}

/// Proves a plan.
///
/// # Errors
///
/// What keeps it from being tried at all; whatever fails of it is in the certificate.
pub(crate) fn prove(proving: &Proving<'_>) -> Result<Certificate> {
    let Proving { file, scratch, .. } = proving;
    let selector = file.selector()?;
    let mut checks = Checks::default();
    let first = copy(proving)?;
    let target = first.target().clone();
    let start = read(&target, &selector)?;
    checks.run("the copy has the schema that the plan begins with", || {
        let mut expected = proving.whole.clone();
        selector.apply(&mut expected);
        Ok((format!("{} objects", start.len()), differences(&start, &expected, file.owners)))
    });
    let mut seeded = Seeded::default();
    if !checks.broken {
        seeded = rows_for(proving)?;
        fill(&target, proving, &seeded)?;
    }
    let before = Rows::read(&mut target.connect()?)?;
    checks.run("locks, rewrites and scans are as claimed", || {
        let second = copy(proving)?;
        fill(second.target(), proving, &seeded)?;
        let found = claims(second.target(), file);
        second.finish().map_err(|e| Error::failed("the scratch copy can't be dropped").caused_by(e))?;
        found
    });
    let whole = |schema: &Schema, fingerprint, what: &str| {
        let right = file.fingerprint(schema) == fingerprint;
        if right { Vec::new() } else { vec![format!("the schema is not {what}")] }
    };
    checks.run("it runs and leads to what it promises", || {
        let ran = run(&target, file)?;
        let now = read(&target, &selector)?;
        Ok((format!("{ran} statements"), whole(&now, file.after, "what the plan promised")))
    });
    checks.run("nothing is left to plan", || {
        let now = read(&target, &selector)?;
        Ok((String::new(), (proving.plan_again)(&now)?))
    });
    let mut after = before.clone();
    checks.run("rows survive", || {
        after = Rows::read(&mut target.connect()?)?;
        Ok(survived(&before, &after))
    });
    there_and_back(proving, &mut checks, &target, &start, (&before, &after))?;
    first.finish().map_err(|e| Error::failed("the scratch copy can't be dropped").caused_by(e))?;
    let touched = touched(file);
    let unseeded: Vec<Unseeded> = seeded
        .unseeded
        .into_iter()
        .map(|(table, why)| Unseeded { touched: touched.contains(&table), table, why })
        .collect();
    let verdict = if checks.broken {
        Verdict::Refuted
    } else if unseeded.iter().any(|one| one.touched) {
        Verdict::Incomplete
    } else {
        Verdict::Proven
    };
    let certificate = Certificate {
        format: CERTIFICATE_FORMAT,
        version: env!("CARGO_PKG_VERSION").into(),
        plan: hash(file),
        database: file.database.clone(),
        before: file.before,
        after: file.after,
        scratch: scratch.describe(),
        major: scratch.major(),
        seeded: SeededCount { tables: seeded.tables, rows: seeded.rows },
        unseeded,
        checks: checks.all,
        verdict,
        seal: String::new(),
    };
    Ok(certificate.seal())
}

/// Back to the start, and forward once more.
fn there_and_back(
    proving: &Proving<'_>,
    checks: &mut Checks,
    target: &Target,
    start: &Schema,
    (first, rows): (&Rows, &Rows),
) -> Result<()> {
    let Proving { file, .. } = proving;
    let selector = file.selector()?;
    const BACK: &str = "the way back leads to the start";
    let mut refused = None;
    checks.run(BACK, || {
        let back = match (proving.way_back)(&mut target.connect()?, "the scratch copy") {
            Ok(back) => back,
            Err(error) if error.is_refused() => {
                refused = Some(error.to_string());
                return Ok((String::new(), Vec::new()));
            }
            Err(error) => return Err(error),
        };
        let ran = run(target, &back)?;
        let now = read(target, &selector)?;
        Ok((format!("{ran} statements"), differences(&now, start, file.owners)))
    });
    if let (Some(why), Some(last)) = (refused, checks.all.last_mut()) {
        last.outcome = CheckOutcome::Refused;
        last.findings.push(why);
        return Ok(());
    }
    let mut back = rows.clone();
    checks.run("rows survive the way back", || {
        back = Rows::read(&mut target.connect()?)?;
        Ok(survived(rows, &back))
    });
    let kept = file.way_back.iter().flat_map(|way| way.kept.clone()).collect::<Vec<_>>();
    if !kept.is_empty() {
        checks.run("kept values are back", || {
            let (values, failures) = first.are_back(&back, &kept);
            Ok((format!("{values} values"), failures))
        });
    }
    checks.run("forward again", || {
        let ran = run(target, file)?;
        let now = read(target, &selector)?;
        let right = file.fingerprint(&now) == file.after;
        let mut findings =
            if right { Vec::new() } else { vec!["the schema is not what the plan promised".into()] };
        findings.extend(survived(&back, &Rows::read(&mut target.connect()?)?).1);
        Ok((format!("{ran} statements"), findings))
    });
    Ok(())
}
