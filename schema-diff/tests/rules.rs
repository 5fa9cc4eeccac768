//! `RULES.md`: what becomes of every field of every kind, asked of the rules and not typed by hand. `PGMEND_BLESS=1` writes
//! it anew.
//!
//! `rules/model.json` is a schema as PostgreSQL 18 has it after `rules/model.sql`; `rules/variants.json` says what its objects
//! could be instead (`since` which version, if not 14). Each is changed into each other of its variants, for every major version, and made and dropped.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test fails loudly

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;

use schema_diff::{
    Action, Cost, Difference, Lock, Loss, Options, Plan, Reason, Remark, Strategy, Transaction, Verb, Way,
    plan,
};
use schema_model::{ObjectId, ObjectKind, Schema};
use serde_json::Value;

const MAJORS: std::ops::RangeInclusive<u32> = 14..=18;

const PREFACE: &str = "\
# What becomes of what

Every field of every kind, and what a plan does about a difference in it: first by the plain strategy, and at the end what the online
strategy does otherwise. The table is not written by
hand: a test asks the rules, with samples, and compares (`tests/rules.rs`). That the claims are true is checked on servers of
14 to 18, with `pg_locks`, `relfilenode` and the counters of scans, for every case of the corpus and for a change of every field;
one that says too much is as wrong as one that says too little.

* **what**: the words of the statement that changes it in place; *replaced* is dropped and created again; *reported* is said and
  not done; *refused* has no safe way. *comes* and *goes* are about the whole object.
* **lock**: the strongest on any relation that was there before, also on another than the object's own. Several: it depends.
  None is said for what ordinary queries take too, and where there is no relation, or a new one.
* **rewrites**: all rows get new storage (or the index, where the alteration is the index's). **scans**: all rows are read under
  the lock. *May* is explained in the last column.
* **loses**: what no statement brings back.
* **versions**: of the target, where not all from 14 to 18.
";

/// Why a claim is made in some cases and not in others: kind, field, beginning of what is done, and the words.
const NOTES: &[(&str, &str, &str, &str)] = &include!("rules/notes.in");

fn here(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path:?}: {e}"))
}

fn document() -> Value {
    serde_json::from_str(&here("tests/rules/model.json")).unwrap()
}

fn schema(document: &Value) -> Schema {
    Schema::from_json(&document.to_string()).unwrap_or_else(|e| panic!("{e}"))
}

/// The model with one object otherwise.
fn patched(document: &Value, id: &ObjectId, patch: &serde_json::Map<String, Value>) -> Schema {
    let mut document = document.clone();
    let text = Value::String(id.to_string());
    let objects = document[id.kind().array()].as_array_mut().expect("the kind is in the model");
    let object = objects.iter_mut().find(|object| object["id"] == text).unwrap_or_else(|| panic!("no {id}"));
    let object = object.as_object_mut().unwrap();
    for (key, value) in patch {
        if value.is_null() {
            object.remove(key);
        } else {
            object.insert(key.clone(), value.clone());
        }
    }
    schema(&document)
}

/// The model without an object and what stands on it.
fn without(whole: &Schema, id: &ObjectId) -> Schema {
    let mut gone = BTreeSet::from([id.clone()]);
    loop {
        let mut more = BTreeSet::new();
        whole.edges(|from, to, _| {
            if gone.contains(to) && !gone.contains(from) {
                more.insert(from.clone());
            }
        });
        if more.is_empty() {
            break;
        }
        gone.extend(more);
    }
    let mut rest = whole.clone();
    for id in &gone {
        rest.remove(id);
    }
    rest.prune_dependencies();
    rest
}

/// What is claimed of one way of doing something: all that was seen.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Seen {
    locks: BTreeSet<Lock>,
    rewrites: BTreeSet<bool>,
    scans: BTreeSet<bool>,
    loses: BTreeSet<Option<Loss>>,
}

impl Seen {
    fn add(&mut self, cost: &Cost) {
        self.locks.insert(cost.lock);
        self.rewrites.insert(cost.rewrites);
        self.scans.insert(cost.scans && !cost.rewrites);
        self.loses.insert(cost.loses);
    }
}

/// Field, and what is done; by major version, what is claimed of it.
type Rows = BTreeMap<(usize, String, String), BTreeMap<u32, Seen>>;

/// The fields of a kind in their order, and then the whole object.
fn parts(kind: ObjectKind) -> Vec<&'static str> {
    kind.fields().into_iter().chain(["comes", "goes"]).collect()
}

fn row<'a>(
    rows: &'a mut BTreeMap<ObjectKind, Rows>,
    kind: ObjectKind,
    part: &str,
    what: &str,
    major: u32,
) -> &'a mut Seen {
    let rank = parts(kind).iter().position(|p| *p == part).unwrap_or_else(|| panic!("{kind} has no {part}"));
    let key = (rank, part.to_owned(), what.to_owned());
    rows.entry(kind).or_default().entry(key).or_default().entry(major).or_default()
}

fn flat(plan: &Plan) -> impl Iterator<Item = &Action> {
    plan.actions.iter().flat_map(Action::flatten)
}

/// Kind, field, and the stages of the online strategy, one after the other; for which major versions.
type Stages = BTreeMap<(ObjectKind, usize, &'static str, Vec<String>), BTreeSet<u32>>;

/// What is done to an object, in order, as the table of the online strategy says it.
fn stages(id: &ObjectId, planned: &Plan) -> Vec<String> {
    let of_object = flat(planned).filter(|action| action.id == *id);
    let said = of_object.map(|action| {
        let mut said = match &action.verb {
            Verb::Create => "created".to_owned(),
            Verb::Drop => "dropped".to_owned(),
            Verb::Rename { .. } => "renamed".to_owned(),
            Verb::Alter(alter) => alter.words().trim_end_matches('.').replace('|', "\\|"),
        };
        said += match &action.way {
            Way::Plain => "",
            Way::NotValid => " `NOT VALID`",
            Way::Concurrently => " `CONCURRENTLY`",
            Way::Built(_) => ", taking over what was built",
            // Nobody asks for values here.
            Way::Filled(_) | Way::Defaulted(_) | Way::Nullable => ", filled",
            Way::Only => ", `ONLY`",
        };
        let Cost { lock, rewrites, scans, .. } = action.cost;
        let mut costs = vec![lock.to_string()];
        costs.extend(rewrites.then(|| "rewrites".to_owned()));
        costs.extend((scans && !rewrites).then(|| "scans".to_owned()));
        costs.extend(match action.cost.transaction {
            Transaction::Any => None,
            Transaction::Own => Some("in a transaction of its own".to_owned()),
            Transaction::Outside => Some("outside of transactions".to_owned()),
        });
        format!("{said} ({})", costs.join(", "))
    });
    said.collect()
}

/// Asks in which stages the online strategy does it, where these are others than those of the plain one.
fn ask_online(online: &mut Stages, id: &ObjectId, from: &Schema, to: &Schema, major: u32) {
    let options = Options::default().with_target_major(major).with_fold(false);
    let planned = |strategy| {
        plan(from, to, &options.clone().with_strategy(strategy)).unwrap_or_else(|e| panic!("{id}: {e}"))
    };
    let (plain, staged) = (planned(Strategy::PLAIN), planned(Strategy::ONLINE));
    let steps = stages(id, &staged);
    if steps == stages(id, &plain) {
        return;
    }
    let reasons = flat(&plain).filter(|action| action.id == *id).map(|action| &action.reason);
    let fields: BTreeSet<&str> = reasons
        .flat_map(|reason| match reason {
            Reason::Changed(fields) | Reason::Replaced(fields) => fields.clone(),
            Reason::Added => vec!["comes"],
            Reason::Removed => vec!["goes"],
            Reason::Rebuilt { .. } | Reason::Requested | Reason::Completes => Vec::new(),
        })
        .collect();
    for field in fields {
        let all = parts(id.kind());
        let rank = all.iter().position(|part| *part == field).unwrap_or_else(|| panic!("no {field}"));
        online.entry((id.kind(), rank, all[rank], steps.clone())).or_default().insert(major);
    }
}

const ONLINE: &str = "
# In stages, by the online strategy

What the strategy `online` does in another way than the table above says, as the same samples show it: the stages in their order,
each with its lock. They are for tables that were there before the plan; whoever asks for some classes of statements only gets
the stages of these. What must not go on in stages, such as a key that a foreign key of the same plan needs, stays as above.

| kind | field | stages | versions |
|---|---|---|---|
";

fn render_online(online: &Stages) -> String {
    let mut text = String::from(ONLINE);
    for ((kind, _, part, steps), majors) in online {
        let majors: Vec<u32> = majors.iter().copied().collect();
        let _ =
            writeln!(text, "| {} | `{part}` | {} | {} |", kind.word(), steps.join("; "), versions(&majors));
    }
    text
}

/// Asks the rules what becomes of an object between two schemas.
fn ask(rows: &mut BTreeMap<ObjectKind, Rows>, id: &ObjectId, from: &Schema, to: &Schema, major: u32) {
    let options = Options::default().with_target_major(major).with_fold(false);
    let planned = plan(from, to, &options).unwrap_or_else(|e| panic!("{id}: {e}"));
    let mut replaced: BTreeMap<&str, Cost> = BTreeMap::new();
    for action in flat(&planned).filter(|action| action.id == *id) {
        match (&action.verb, &action.reason) {
            (Verb::Alter(alter), Reason::Changed(fields)) => {
                for field in fields {
                    row(rows, id.kind(), field, alter.words(), major).add(&action.cost);
                }
            }
            (Verb::Drop | Verb::Create, Reason::Replaced(fields)) => {
                for field in fields {
                    let both = replaced.entry(field).or_default();
                    both.lock = both.lock.max(action.cost.lock);
                    both.rewrites |= action.cost.rewrites;
                    both.scans |= action.cost.scans;
                    both.loses = both.loses.or(action.cost.loses);
                }
            }
            (Verb::Create, Reason::Added) => row(rows, id.kind(), "comes", "", major).add(&action.cost),
            (Verb::Drop, Reason::Removed) => row(rows, id.kind(), "goes", "", major).add(&action.cost),
            (Verb::Alter(_) | Verb::Create | Verb::Drop | Verb::Rename { .. }, _) => {}
        }
    }
    for (field, cost) in replaced {
        row(rows, id.kind(), field, "replaced", major).add(&cost);
    }
    let mut remark = |remarks: &[Remark], what: &str| {
        for remark in remarks.iter().filter(|remark| remark.id == *id) {
            if let Difference::Changed(fields) = &remark.what {
                for field in fields {
                    row(rows, id.kind(), field, what, major).add(&Cost::default());
                }
            }
        }
    };
    remark(&planned.reported, "reported");
    remark(&planned.refused, "refused");
}

/// Everything that the samples show.
fn gather() -> (BTreeMap<ObjectKind, Rows>, Stages) {
    let document = document();
    let whole = schema(&document);
    let variants: Vec<Vec<Value>> = serde_json::from_str(&here("tests/rules/variants.json")).unwrap();
    let (mut rows, mut online) = (BTreeMap::new(), Stages::new());
    for list in &variants {
        let id: ObjectId = list[0].as_str().expect("an id").parse().unwrap_or_else(|e| panic!("{e}"));
        let mut schemas = vec![(14, whole.clone())];
        schemas.extend(list[1..].iter().map(|patch| {
            let mut patch = patch.as_object().expect("fields").clone();
            let since = patch.remove("since").and_then(|since| since.as_u64());
            (since.map_or(14, |since| since as u32), patched(&document, &id, &patch))
        }));
        for (at, (from_since, from)) in schemas.iter().enumerate() {
            for (to_since, to) in schemas.iter().filter(|(_, to)| to != from) {
                let since = *from_since.max(to_since);
                // Two variants that differ in several fields say of each what is the other's.
                let changed = from.object(&id).zip(to.object(&id)).and_then(|(old, new)| old.changed(new));
                if at > 0 && to != &whole && changed.is_some_and(|fields| fields.len() > 1) {
                    continue;
                }
                for major in MAJORS.filter(|major| *major >= since) {
                    ask(&mut rows, &id, from, to, major);
                    ask_online(&mut online, &id, from, to, major);
                }
            }
        }
    }
    for (id, _) in whole.objects() {
        let rest = without(&whole, id);
        for major in MAJORS {
            for (from, to) in [(&rest, &whole), (&whole, &rest)] {
                ask(&mut rows, id, from, to, major);
                ask_online(&mut online, id, from, to, major);
            }
        }
    }
    (rows, online)
}

/// `17+`, `14, 15`: nothing for all.
fn versions(majors: &[u32]) -> String {
    if majors.len() == MAJORS.count() {
        return String::new();
    }
    match majors {
        [first, .., 18] if majors.len() as u32 == 19 - first => format!("{first}+"),
        [.., last] if majors.len() as u32 == last - 13 => format!("–{last}"),
        _ => majors.iter().map(u32::to_string).collect::<Vec<_>>().join(", "),
    }
}

fn maybe(seen: &BTreeSet<bool>) -> &'static str {
    match (seen.contains(&true), seen.contains(&false)) {
        (true, false) => "yes",
        (true, true) => "may",
        (false, _) => "",
    }
}

/// The table, and which notes it has used.
fn render(rows: &BTreeMap<ObjectKind, Rows>) -> (String, BTreeSet<usize>, Vec<String>) {
    let (mut text, mut used, mut open) = (String::from(PREFACE), BTreeSet::new(), Vec::new());
    for kind in ObjectKind::ALL {
        let _ = write!(text, "\n## {}\n\n", kind.word());
        text += "| field | what | lock | rewrites | scans | loses | versions | |\n|---|---|---|---|---|---|---|---|\n";
        let mut last = "";
        for ((_, part, what), by_major) in rows.get(kind).into_iter().flatten() {
            // Versions that behave alike share a line.
            let mut alike: Vec<(&Seen, Vec<u32>)> = Vec::new();
            for (major, seen) in by_major {
                match alike.iter_mut().find(|(other, _)| *other == seen) {
                    Some((_, majors)) => majors.push(*major),
                    None => alike.push((seen, vec![*major])),
                }
            }
            for (seen, majors) in alike {
                let locks: Vec<String> = seen
                    .locks
                    .iter()
                    .map(|lock| if *lock == Lock::None { String::new() } else { lock.to_string() })
                    .collect();
                let lock = match locks.as_slice() {
                    [one] => one.clone(),
                    several => several
                        .iter()
                        .map(|l| if l.is_empty() { "none" } else { l })
                        .collect::<Vec<_>>()
                        .join(" / "),
                };
                let loses: Vec<String> = seen.loses.iter().flatten().map(ToString::to_string).collect();
                let may_lose = if seen.loses.len() > 1 { "may: " } else { "" };
                let depends = seen.locks.len() > 1
                    || seen.rewrites.len() > 1
                    || seen.scans.len() > 1
                    || seen.loses.len() > 1;
                let found = NOTES.iter().position(|(k, f, w, _)| {
                    *k == kind.word() && *f == part && what.starts_with(w) && (depends || !w.is_empty())
                });
                if depends && found.is_none() {
                    open.push(format!("{} {part} {what}: {seen:?}", kind.word()));
                }
                used.extend(found);
                let note = found.map_or("", |at| NOTES[at].3);
                let whole = matches!(part.as_str(), "comes" | "goes");
                let named = if part == last {
                    String::new()
                } else if whole {
                    format!("*{part}*")
                } else {
                    format!("`{part}`")
                };
                last = part;
                let said = if matches!(what.as_str(), "replaced" | "reported" | "refused") {
                    format!("*{what}*")
                } else {
                    what.trim_end_matches('.').replace('|', "\\|")
                };
                let loses =
                    if loses.is_empty() { String::new() } else { format!("{may_lose}{}", loses.join(" / ")) };
                let _ = writeln!(
                    text,
                    "| {named} | {said} | {lock} | {} | {} | {loses} | {} | {note} |",
                    maybe(&seen.rewrites),
                    maybe(&seen.scans),
                    versions(&majors),
                );
            }
        }
    }
    (text, used, open)
}

#[test]
fn the_committed_table_is_what_the_rules_say() {
    let (rows, online) = gather();
    let (mut today, used, open) = render(&rows);
    today += &render_online(&online);
    assert!(open.is_empty(), "what does it depend on? Say so in tests/rules/notes.in:\n{}", open.join("\n"));
    let unused: Vec<_> = (0..NOTES.len()).filter(|at| !used.contains(at)).map(|at| NOTES[at]).collect();
    assert!(unused.is_empty(), "notes about nothing: {unused:?}");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("RULES.md");
    if std::env::var_os("PGMEND_BLESS").is_some() {
        std::fs::write(&path, &today).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == today, "run the tests once with PGMEND_BLESS=1 and look at the change of {path:?}");
}

#[test]
fn every_field_of_every_kind_has_a_row() {
    let (rows, _) = gather();
    let mut missing = Vec::new();
    for kind in ObjectKind::ALL {
        for part in parts(*kind) {
            // An owner that is no longer said stays, and so does the database; a base type goes with its name.
            let stays = matches!(kind, ObjectKind::Owner | ObjectKind::Database | ObjectKind::BaseType)
                && part == "goes";
            // It comes with the first privilege on it.
            let stays = stays || (*kind == ObjectKind::Parameter && part == "comes");
            let found = rows.get(kind).is_some_and(|rows| rows.keys().any(|(_, known, _)| known == part));
            if !found && !stays {
                missing.push(format!("{} {part}", kind.word()));
            }
        }
    }
    assert!(missing.is_empty(), "no sample in tests/rules/variants.json shows: {}", missing.join(", "));
}
