//! Labels of enums that get another name, or go and leave their rows to another label: on request, never on a guess.
//!
//! A label whose new name is no label yet is renamed in place (`ALTER TYPE … RENAME VALUE`): no row is touched, and what names it
//! follows. Where the type has to be made anew in any case, the label is exchanged while the columns move to the new type.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use schema_model::{Column, Domain, EnumType, MemberName, Name, ObjectId, QualifiedName, Schema, SqlText};

use crate::action::{Action, Reason, Verb};
use crate::kinds::new_labels;
use crate::plan::{Difference, Plan, Remark};
use crate::rename::{Renames, split_at_equals};
use crate::rules::Context;
use crate::{Alter, ColumnAlter, EnumAlter, LabelChange};

/// What becomes of a label: `public.colour.mauve=blue`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LabelMapping {
    /// The enum, as it is called before anything is renamed.
    pub type_name: QualifiedName,
    /// The label that goes.
    pub from: Name,
    /// The label that rows have instead.
    pub to: Name,
}

impl fmt::Display for LabelMapping {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let to = ObjectId::Schema(self.to.clone()).to_string();
        let to = to.split_once(':').map_or("", |(_, name)| name);
        write!(f, "{}={to}", self.type_name.member(&self.from))
    }
}

/// Reads `schema.type.label=label`, names quoted as in SQL where they need it.
impl FromStr for LabelMapping {
    type Err = schema_model::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (label, to) = split_at_equals(text);
        let label: MemberName = label.trim().parse()?;
        let to: ObjectId = format!("schema:{}", to.trim()).parse()?;
        Ok(Self { type_name: label.parent(), from: label.name, to: to.own_name().clone() })
    }
}

/// What the requests come to.
#[derive(Default)]
pub(crate) struct Requested {
    /// Those renamed in place, by the type's new name.
    pub(crate) renamed: BTreeMap<QualifiedName, Vec<LabelChange>>,
    /// Those exchanged in the rows, by the type's new name.
    pub(crate) exchanged: BTreeMap<QualifiedName, Vec<LabelChange>>,
    pub(crate) reported: Vec<Remark>,
    pub(crate) refused: Vec<Remark>,
}

impl Requested {
    /// One action for each label that is renamed in place.
    pub(crate) fn actions(&self) -> impl Iterator<Item = Action> {
        self.renamed.iter().flat_map(|(name, labels)| {
            labels.iter().map(|label| {
                let alter = EnumAlter::RenameValue(label.clone()).into();
                Action::new(ObjectId::Enum(name.clone()), Verb::Alter(alter), Reason::Requested)
            })
        })
    }
}

/// Looks at every request: refuses what can't be meant, and chooses the way.
pub(crate) fn requested(
    from: &Schema,
    to: &Schema,
    requests: &[LabelMapping],
    renames: &Renames,
) -> Requested {
    let mut result = Requested::default();
    let mut by_type: BTreeMap<&QualifiedName, Vec<LabelChange>> = BTreeMap::new();
    for request in requests {
        let id = ObjectId::Enum(request.type_name.clone());
        let remark = |reason: String| Remark {
            id: id.clone(),
            what: Difference::Changed(vec!["labels"]),
            reason: format!("--map-label {request}: {reason}"),
        };
        match wrong(from, to, request, requests, &renames.id(&id)) {
            Some(Wrong::Done(reason)) => result.reported.push(remark(reason)),
            Some(Wrong::Refused(reason)) => result.refused.push(remark(reason)),
            None => by_type
                .entry(&request.type_name)
                .or_default()
                .push(LabelChange { from: request.from.clone(), to: request.to.clone() }),
        }
    }
    for (name, labels) in by_type {
        let ObjectId::Enum(new_name) = renames.id(&ObjectId::Enum(name.clone())) else { continue };
        let (Some(old), Some(new)) = (from.get::<EnumType>(name), to.get::<EnumType>(&new_name)) else {
            continue;
        };
        let in_place = labels.iter().enumerate().all(|(at, label)| {
            !old.labels.contains(&label.to) && labels[..at].iter().all(|other| other.to != label.to)
        });
        let place = if in_place && new_labels(&with_new_names(&old.labels, &labels), &new.labels).is_some() {
            &mut result.renamed
        } else {
            &mut result.exchanged
        };
        place.insert(new_name, labels);
    }
    result
}

/// The labels after `ALTER TYPE … RENAME VALUE`.
pub(crate) fn with_new_names(labels: &[Name], renamed: &[LabelChange]) -> Vec<Name> {
    let new = |label: &Name| {
        renamed.iter().find(|change| change.from == *label).map_or(label, |change| &change.to).clone()
    };
    labels.iter().map(new).collect()
}

enum Wrong {
    Done(String),
    Refused(String),
}

fn wrong(
    from: &Schema,
    to: &Schema,
    request: &LabelMapping,
    requests: &[LabelMapping],
    image: &ObjectId,
) -> Option<Wrong> {
    let refused = |reason: &str| Some(Wrong::Refused(reason.to_owned()));
    let Some(old) = from.get::<EnumType>(&request.type_name) else {
        return refused("there is no such enum");
    };
    let ObjectId::Enum(name) = image else { return refused("there is no such enum") };
    let Some(new) = to.get::<EnumType>(name) else {
        return refused("the schema that is wanted has no such enum");
    };
    if !new.labels.contains(&request.to) {
        return refused("the schema that is wanted has no such label to take its place");
    }
    if !old.labels.contains(&request.from) {
        return Some(Wrong::Done("it has no such label any more".into()));
    }
    if new.labels.contains(&request.from) {
        return refused(
            "the label stays: rows that shall have another one are a matter of UPDATE, not of the schema",
        );
    }
    let twice = requests.iter().any(|other| {
        other != request && (&other.type_name, &other.from) == (&request.type_name, &request.from)
    });
    if twice { refused("two labels are asked for") } else { None }
}

/// The enum that values of a type consist of, if any: itself, or what an array or a domain is made of.
pub(crate) fn enum_below(schema: &Schema, id: &ObjectId) -> Option<QualifiedName> {
    let mut at = id.clone();
    // PostgreSQL allows no circle of domains; in a model made by hand that has one, the walk ends all the same.
    for _ in 0..schema.len() {
        match &at {
            ObjectId::Enum(name) => return Some(name.clone()),
            ObjectId::Domain(name) => {
                let element = element(&schema.get::<Domain>(name)?.base_type)?;
                at = [ObjectId::Enum(element.clone()), ObjectId::Domain(element)]
                    .into_iter()
                    .find(|id| schema.contains(id))?;
            }
            _ => return None,
        }
    }
    None
}

/// The name in `public.mood[]`; `None` for PostgreSQL's own types, which have no schema.
pub(crate) fn element(type_name: &SqlText) -> Option<QualifiedName> {
    let name = type_name.find(['[', '(']).map_or(type_name.as_str(), |at| &type_name[..at]);
    name.parse().ok()
}

impl Context<'_> {
    /// What is exchanged in the rows of a column that moves to the new self of this type.
    pub(crate) fn exchanged_below(&self, id: &ObjectId) -> Vec<LabelChange> {
        enum_below(self.from, id)
            .and_then(|name| self.facts.exchanged.get(&name))
            .cloned()
            .unwrap_or_default()
    }
}

/// A column whose values move to the new self of an enum that has fewer labels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelsAtStake {
    /// The column, as it is called before the plan.
    pub column: MemberName,
    /// The enum, as it is called before the plan.
    pub type_name: QualifiedName,
    /// The enum, as the plan's actions call it.
    pub renamed_to: QualifiedName,
    /// Its labels that go, and that nothing takes the place of: a value that is one of them does not convert.
    pub labels: Vec<Name>,
    /// The column holds arrays of them.
    pub array: bool,
}

impl Plan {
    /// The columns that labels without a successor could stand in. Which of them do, only the rows can tell: the statement
    /// that converts the column fails if there is one, and nothing is changed.
    pub fn labels_at_stake(&self, from: &Schema, to: &Schema) -> Vec<LabelsAtStake> {
        let retyped: BTreeMap<&MemberName, &[LabelChange]> = self
            .actions
            .iter()
            .flat_map(Action::flatten)
            .filter_map(|action| match (&action.id, &action.verb) {
                (ObjectId::Column(name), Verb::Alter(Alter::Column(ColumnAlter::Retype(exchanged)))) => {
                    Some((name, exchanged.as_slice()))
                }
                _ => None,
            })
            .collect();
        if retyped.is_empty() {
            return Vec::new();
        }
        let renames = self.renames(from, to);
        let mut all = Vec::new();
        for (name, column) in from.all::<Column>() {
            let ObjectId::Column(image) = renames.id(&ObjectId::Column(name.clone())) else { continue };
            let Some(exchanged) = retyped.get(&image) else { continue };
            let below = element(&column.type_name).and_then(|element| {
                let ids = [ObjectId::Enum(element.clone()), ObjectId::Domain(element)];
                ids.iter().find_map(|id| enum_below(from, id))
            });
            let Some(type_name) = below else { continue };
            let ObjectId::Enum(new_name) = renames.id(&ObjectId::Enum(type_name.clone())) else { continue };
            let (Some(old), Some(new)) = (from.get::<EnumType>(&type_name), to.get::<EnumType>(&new_name))
            else {
                continue;
            };
            let goes = |label: &&Name| {
                !new.labels.contains(label) && !exchanged.iter().any(|change| change.from == **label)
            };
            let labels: Vec<Name> = old.labels.iter().filter(goes).cloned().collect();
            if !labels.is_empty() {
                let array = is_array(from, &column.type_name);
                all.push(LabelsAtStake {
                    column: name.clone(),
                    type_name,
                    renamed_to: new_name,
                    labels,
                    array,
                });
            }
        }
        all
    }
}

/// Whether values of a type are arrays: it is written so, or a domain over one.
pub fn is_array(schema: &Schema, type_name: &SqlText) -> bool {
    let mut name = type_name;
    // PostgreSQL allows no circle of domains; in a model made by hand that has one, the walk ends all the same.
    for _ in 0..schema.len() {
        if name.ends_with(']') {
            return true;
        }
        match element(name).and_then(|name| schema.get::<Domain>(&name)) {
            Some(domain) => name = &domain.base_type,
            None => break,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Options, plan};
    use schema_model::Server;

    #[test]
    fn requests_have_one_text_form() {
        for text in ["public.colour.mauve=blue", "public.\"a=b\".\"c.d\"=\"e=\"\"f\"", "s.t.\"Ü x\"=\"🐘\""]
        {
            assert_eq!(text.parse::<LabelMapping>().expect("a mapping").to_string(), text);
        }
        for text in ["public.colour=blue", "public.colour.mauve", "mauve=blue", "a.b.c=d.e", "=", ""] {
            assert!(text.parse::<LabelMapping>().is_err(), "{text}");
        }
    }

    fn planned(old: &[&str], new: &[&str], requests: &[&str]) -> crate::Plan {
        let mut from = Schema::new(Server::new(170_000));
        from.insert(Name::from("public"), schema_model::Namespace::new());
        let mut to = from.clone();
        let name = QualifiedName::new("public", "colour");
        from.insert(name.clone(), EnumType::new(old.iter().copied()));
        to.insert(name, EnumType::new(new.iter().copied()));
        let requests = requests.iter().map(|text| text.parse().expect("a mapping"));
        let plan = plan(&from, &to, &Options::default().with_labels(requests)).expect("a plan");
        if plan.refused.is_empty() {
            assert!(crate::compare(&plan.apply(&from, &to), &to).is_empty());
        }
        plan
    }

    fn ways(plan: &crate::Plan) -> Vec<&'static str> {
        plan.actions
            .iter()
            .map(|action| match &action.verb {
                Verb::Alter(crate::Alter::Enum(EnumAlter::RenameValue(_))) => "rename",
                Verb::Alter(crate::Alter::Enum(EnumAlter::AddValue(_))) => "add",
                Verb::Alter(crate::Alter::Enum(EnumAlter::Supersede(_))) => "supersede",
                Verb::Alter(crate::Alter::Enum(EnumAlter::DropSuperseded(_))) => "drop",
                _ => "other",
            })
            .collect()
    }

    #[test]
    fn the_cheapest_way() {
        let in_place = planned(&["red", "mauve"], &["red", "violet"], &["public.colour.mauve=violet"]);
        assert_eq!(ways(&in_place), ["rename"]);
        let and_more = planned(&["red", "mauve"], &["red", "violet", "z"], &["public.colour.mauve=violet"]);
        assert_eq!(ways(&and_more), ["rename", "add"]);
        // It changes its place, or two become one: the type is made anew.
        let moved = planned(&["red", "mauve"], &["violet", "red"], &["public.colour.mauve=violet"]);
        assert_eq!(ways(&moved), ["supersede", "drop"]);
        let both = ["public.colour.a=c", "public.colour.b=c"];
        assert_eq!(ways(&planned(&["a", "b"], &["c"], &both)), ["supersede", "drop"]);
        assert_eq!(ways(&planned(&["a", "b"], &["b"], &["public.colour.a=b"])), ["supersede", "drop"]);
    }

    #[test]
    fn what_cannot_be_meant_is_refused() {
        for (request, word) in [
            ("public.color.mauve=red", "no such enum"),
            ("public.colour.red=blue", "stays"),
            ("public.colour.mauve=pink", "no such label to take"),
        ] {
            let plan = planned(&["red", "mauve"], &["red", "blue"], &[request]);
            assert!(plan.refused.iter().any(|r| r.reason.contains(word)), "{request}: {:?}", plan.refused);
        }
        let done = planned(&["red"], &["red"], &["public.colour.mauve=red"]);
        assert!(done.is_empty() && done.reported.len() == 1);
        let twice = ["public.colour.mauve=red", "public.colour.mauve=blue"];
        assert_eq!(planned(&["red", "mauve"], &["red", "blue"], &twice).refused.len(), 2);
    }
}
