//! The way back: what a plan file keeps of how things were, and what a rollback makes of it.
//!
//! The objects that a plan touches are kept as they were, and the names of those that it makes. A rollback reads the
//! database as it is by then, puts these objects back on the model, and plans from the one to the other: it works from
//! whatever state a plan was left in, and leaves alone what the plan has no part in.

use std::collections::{BTreeMap, BTreeSet};

use schema_diff::{
    Action, Alter, ColumnAlter, EnumAlter, LabelChange, LabelMapping, Loss, Options, Plan, Rename, Verb, Way,
    compare,
};
use schema_model::{Constraint, Dependency, ObjectId, ObjectKind, Schema};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::error::{Error, Result};
use crate::keep::{self, Kept};
use crate::resume::States;

/// How to get back to where a plan began.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct WayBack {
    /// The objects that the plan touches, as they were: a model in the form that `pgmend inspect` writes.
    #[cfg_attr(feature = "json-schema", schemars(with = "Value"))]
    pub before: Value,
    /// The objects that the plan touches and that were not there before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub made: Vec<String>,
    /// Renames that undo those of the plan, as `--rename` takes them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub renames: Vec<String>,
    /// Labels of enums that get their old names back, as `--map-label` takes them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub labels: Vec<String>,
    /// What the plan keeps aside of what it destroys.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kept: Vec<Kept>,
    /// What comes back of each step, and what does not.
    pub steps: Vec<BackStep>,
}

/// What becomes of one step on the way back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct BackStep {
    /// The object.
    pub object: String,
    /// What a rollback does, in words.
    pub back: String,
    /// What it does not bring back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lost: Option<String>,
}

/// Kinds that come with an object of themselves, by default privileges or by whoever makes it.
fn comes_along(kind: ObjectKind) -> bool {
    matches!(kind, ObjectKind::Owner | ObjectKind::Privilege | ObjectKind::Comment)
}

/// Whether a constraint is on another table, too: what is made to become a partition has its parent's before it is attached.
fn is_shared(now: &Schema, id: &ObjectId) -> bool {
    let ObjectId::Constraint(name) = id else { return false };
    let Some(constraint) = now.get::<Constraint>(name) else { return false };
    now.all::<Constraint>().any(|(other, there)| {
        other.name == name.name
            && other.parent() != name.parent()
            && there.definition == constraint.definition
    })
}

impl WayBack {
    /// The way back from a plan. `after` is what `from` is once it is carried out.
    pub fn of(plan: &Plan, states: &States, from: &Schema, after: &Schema, kept: &[Kept]) -> Self {
        let mut touched: BTreeSet<ObjectId> =
            states.start.keys().filter_map(|key| key.parse().ok()).collect();
        let delta = compare(from, after);
        touched.extend(delta.removed.into_iter().chain(delta.added));
        touched.extend(delta.changed.into_iter().map(|change| change.id));
        let mut before = Schema::new(from.server.clone());
        for id in &touched {
            if let Some(object) = from.object(id) {
                // Equal ids are of one kind.
                let _ = before.insert_object(id.clone(), object.clone());
            }
        }
        for Dependency { from: one, to: other, why } in from.dependencies() {
            if touched.contains(one) || touched.contains(other) {
                before.depend(one.clone(), other.clone(), *why);
            }
        }
        let (mut renames, mut labels) = (Vec::new(), Vec::new());
        for action in plan.actions.iter().flat_map(Action::flatten) {
            match (&action.verb, &action.id) {
                (Verb::Rename { from: old }, new) => {
                    let rename = Rename { from: new.clone(), to: old.own_name().clone() };
                    renames.push(rename.to_string());
                }
                (
                    Verb::Alter(Alter::Enum(EnumAlter::RenameValue(LabelChange { from, to }))),
                    ObjectId::Enum(name),
                ) => {
                    let (from, to) = (to.clone(), from.clone());
                    labels.push(LabelMapping { type_name: name.clone(), from, to }.to_string());
                }
                _ => {}
            }
        }
        Self {
            // Plain data: see `Schema::to_json`.
            before: serde_json::to_value(&before).unwrap_or_default(),
            made: touched.iter().filter(|id| !from.contains(id)).map(ToString::to_string).collect(),
            renames,
            labels,
            kept: kept.to_vec(),
            steps: plan.actions.iter().flat_map(said).filter_map(|action| step(action, plan, kept)).collect(),
        }
    }

    /// What the database is to be, from what it is: the touched objects as they were, and all others as they are.
    ///
    /// # Errors
    ///
    /// What was made since on objects that would go, and what objects that would come back stand on and is gone.
    pub fn target(&self, states: &States, now: &Schema) -> Result<Schema> {
        let broken = |e: schema_model::Error| Error::failed("the plan's way back is broken").caused_by(e);
        let before = Schema::from_value(self.before.clone()).map_err(broken)?;
        let mut touched: BTreeSet<ObjectId> = before.objects().map(|(id, _)| id.clone()).collect();
        for id in &self.made {
            touched.insert(id.parse().map_err(broken)?);
        }
        // The check that a detachment leaves has a name of the server's choice.
        for table in states.detached() {
            let left = now.all::<Constraint>().filter(|(name, _)| name.parent() == table);
            touched.extend(left.map(|(name, _)| ObjectId::Constraint(name.clone())));
        }
        let goes = |id: &ObjectId| touched.contains(id) && !before.contains(id);
        let mut back = now.clone();
        back.retain(|id, _| !touched.contains(id));
        for (id, object) in before.objects() {
            let _ = back.insert_object(id.clone(), object.clone());
        }
        let mut along: BTreeSet<ObjectId> = BTreeSet::new();
        let mut in_the_way: BTreeMap<ObjectId, ObjectId> = BTreeMap::new();
        for (id, _) in now.objects().filter(|(id, _)| !touched.contains(id)) {
            let mut gone = None;
            let mut parent = now.parent(id).cloned();
            while let Some(above) = parent {
                if goes(&above) || along.contains(&above) {
                    // What a table has from its relatives comes and goes with it.
                    let relative = matches!(&above, ObjectId::Table(name)
                        if now.get::<schema_model::Table>(name).is_some_and(|table| table.parents().next().is_some()));
                    gone = Some((above, relative));
                    break;
                }
                parent = now.parent(&above).cloned();
            }
            match gone {
                Some((_, relative)) if relative || comes_along(id.kind()) || is_shared(now, id) => {
                    along.insert(id.clone());
                }
                Some((above, _)) => {
                    in_the_way.insert(id.clone(), above);
                }
                None => now.edges_of(id, |on, _| {
                    if goes(on) {
                        in_the_way.insert(id.clone(), on.clone());
                    }
                }),
            }
        }
        if !in_the_way.is_empty() {
            let list: Vec<String> =
                in_the_way.iter().map(|(id, on)| format!("{id} stands on {on}")).collect();
            return Err(Error::refused(format!(
                "the way back takes away what others were built on since, and they are no part of the plan (nothing was \
                 changed):\n  {}\nDrop or change these first, and run the rollback again",
                list.join("\n  ")
            )));
        }
        back.retain(|id, _| !along.contains(id));
        for Dependency { from, to, why } in now.dependencies().filter(|d| !touched.contains(&d.from)) {
            back.depend(from.clone(), to.clone(), *why);
        }
        let mut missing: Vec<String> = Vec::new();
        for Dependency { from, to, why } in before.dependencies() {
            if before.contains(from) && back.resolve(to).is_none() && !touched.contains(to) {
                missing.push(format!("{from} stood on {to}, which is gone"));
            }
            back.depend(from.clone(), to.clone(), *why);
        }
        for (id, _) in before.objects() {
            for parent in id.parents() {
                if back.resolve(&parent).is_none() && id.parents().len() == 1 {
                    missing.push(format!("{id} was below {parent}, which is gone"));
                }
            }
        }
        if !missing.is_empty() {
            return Err(Error::refused(format!(
                "what would come back stood on what was dropped since, and not by the plan (nothing was changed):\n  {}\n\
                 Make that first, and run the rollback again",
                missing.join("\n  ")
            )));
        }
        back.prune_dependencies();
        Ok(back)
    }

    /// How to plan it.
    ///
    /// # Errors
    ///
    /// A file that was not written by this program.
    pub fn options(&self, now: &Schema) -> Result<Options> {
        let broken = |what: &str| Error::failed(format!("the plan's way back is broken: {what}"));
        let mut renames = Vec::new();
        for text in &self.renames {
            let rename: Rename = text.parse().map_err(|_| broken(text))?;
            // As far as it was done.
            if now.contains(&rename.from) {
                renames.push(rename);
            }
        }
        let mut labels = Vec::new();
        for text in &self.labels {
            labels.push(text.parse::<LabelMapping>().map_err(|_| broken(text))?);
        }
        Ok(Options::default().with_renames(renames).with_labels(labels))
    }
}

/// The actions to say something of: columns of a new table go with it.
fn said(action: &Action) -> impl Iterator<Item = &Action> {
    let table = action.kind() == ObjectKind::Table;
    action
        .flatten()
        .filter(move |one| !table || !matches!(one.kind(), ObjectKind::Column | ObjectKind::ColumnDefault))
}

/// What becomes of an action on the way back; nothing to say of one that only helps another.
fn step(action: &Action, plan: &Plan, kept: &[Kept]) -> Option<BackStep> {
    let object = match &action.verb {
        Verb::Rename { .. } | Verb::Create => None,
        Verb::Drop | Verb::Alter(_) => Some(keep::before(plan, &action.id).to_string()),
    };
    let kept = kept.iter().find(|one| action.cost.loses.is_some() && Some(&one.object) == object.as_ref());
    if let Some(one) = kept {
        let (back, lost) = match (&one.cut_to, one.key.is_empty()) {
            (Some(_), _) => ("gets its type and its values back", "values that were changed since"),
            (None, true) => ("comes back with its rows", ""),
            (None, false) => ("comes back with its values", "values of rows whose key was changed since"),
        };
        let lost = (one.cut_to.is_some() || !one.key.is_empty()).then(|| lost.to_owned());
        return Some(BackStep {
            object: one.object.clone(),
            back: format!("{back}, from {}", one.table),
            lost,
        });
    }
    let (back, lost) = match (&action.verb, &action.way) {
        (Verb::Rename { from }, _) => (format!("is called {from} again"), None),
        (Verb::Alter(Alter::Column(ColumnAlter::Fill(_))), _) => {
            ("stays filled".to_owned(), Some("which rows had no value".to_owned()))
        }
        (Verb::Alter(Alter::Column(ColumnAlter::Retype(exchanged))), _) => {
            let lost = exchanged.iter().map(|LabelChange { from, to }| format!("{from} that became {to}"));
            let lost: Vec<String> = lost.collect();
            ("gets its old type back".to_owned(), (!lost.is_empty()).then(|| lost.join(", ")))
        }
        (Verb::Alter(Alter::Enum(EnumAlter::AddValue(_))), _) => (
            "a type without the label takes its place".to_owned(),
            Some("values in rows that got it: --map-label says what they become".to_owned()),
        ),
        (Verb::Alter(Alter::Enum(EnumAlter::RenameValue(LabelChange { from, .. }))), _) => {
            (format!("the label is called {from} again"), None)
        }
        (Verb::Create, _) if action.is_replacement() => return None,
        (Verb::Create, way) => {
            let written = [
                (ObjectKind::Table, "rows that were written into it since"),
                (ObjectKind::Column, "values that were written into it since"),
                (ObjectKind::Sequence, "its position"),
            ];
            let lost =
                written.iter().find(|(kind, _)| *kind == action.kind()).map(|(_, lost)| (*lost).to_owned());
            let filled = matches!(way, Way::Filled(_) | Way::Defaulted(_));
            let back = if filled { "goes again, with the values that rows got" } else { "goes again" };
            (back.to_owned(), lost)
        }
        (Verb::Drop, _) if action.is_replacement() => {
            ("is put back as it was".to_owned(), action.cost.loses.map(lost))
        }
        (Verb::Drop, _) => ("comes back".to_owned(), action.cost.loses.map(lost)),
        (Verb::Alter(_), _) => {
            let token = action.token();
            if token.starts_with("guard") || token.starts_with("build") || token.starts_with("validate") {
                return None;
            }
            ("is changed back".to_owned(), action.cost.loses.map(lost))
        }
    };
    Some(BackStep { object: action.id.to_string(), back, lost })
}

/// What is lost for good by an action, as seen from the way back.
fn lost(loss: Loss) -> String {
    match loss {
        Loss::Table => "its rows",
        Loss::Column => "its values",
        Loss::Values => "what was cut off or rounded of its values",
        Loss::MaterializedRows => "its rows as they were: they are computed anew",
        Loss::Sequence => "its position: it starts anew, or after the values that are there",
        Loss::Attribute => "the attribute in stored values: it is NULL there",
        Loss::Schema => "what else was in it",
        Loss::Extension => "data of its members",
        Loss::Type => "values of the type",
        Loss::Secret => "its secrets, the values of options or a connection: set them by hand",
        Loss::Role => "its password: set it by hand",
        Loss::Tablespace => "nothing, if its directory is still there and empty",
    }
    .to_owned()
}
