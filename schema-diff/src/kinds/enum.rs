//! Enum types.

use std::collections::BTreeSet;

use schema_model::{EnumType, EnumTypeField, Name, ObjectId};

use super::{Rules, anywhere, plain};
use crate::action::{Cost, Loss};
use crate::rules::{Around, Context, Decision, Pair, Sense, Traits, rule};
use crate::{EnumAlter, Lock, NewLabel, names};

/// The labels to add, in an order in which each neighbour is there; `None` if labels go or change places.
pub(crate) fn new_labels(old: &[Name], new: &[Name]) -> Option<Vec<NewLabel>> {
    let known: BTreeSet<&Name> = old.iter().collect();
    if !new.iter().filter(|label| known.contains(label)).eq(old.iter()) {
        return None;
    }
    let mut labels: Vec<NewLabel> = new
        .iter()
        .enumerate()
        .filter(|(_, label)| !known.contains(label))
        .map(|(at, label)| NewLabel {
            label: label.clone(),
            before: new[at + 1..].iter().find(|next| known.contains(next)).cloned(),
        })
        .collect();
    // Several labels before the same neighbour come out in order, each before it and so after the one added last.
    labels.sort_by_key(|label| new.iter().position(|l| *l == label.label));
    Some(labels)
}

impl Rules for EnumType {
    type Alter = EnumAlter;
    const CREATE: u16 = 120;
    const DROP: u16 = 960;
    const GROUND: &'static [&'static str] = &["labels"];
    const RENAMED: Option<(&'static str, Lock)> = Some(("type", Lock::None));
    const NAMES_OTHERS: bool = false;
    const FOLLOWS_TYPE: bool = false;

    fn decide(context: Context<'_>, pair: &Pair<'_, Self>, field: EnumTypeField) -> Vec<Decision> {
        match field {
            EnumTypeField::Labels => match new_labels(&pair.old.labels, &pair.new.labels) {
                Some(labels) => {
                    labels.into_iter().map(|l| Decision::Alter(EnumAlter::AddValue(l).into())).collect()
                }
                None => {
                    let name = names::superseded(pair.id, context);
                    vec![
                        Decision::Alter(EnumAlter::Supersede(name.clone()).into()),
                        Decision::Alter(EnumAlter::DropSuperseded(name).into()),
                    ]
                }
            },
        }
    }

    fn traits(_: Context<'_>, pair: &Pair<'_, Self>, alter: &EnumAlter) -> Traits {
        match alter {
            EnumAlter::AddValue(_) => Traits {
                around: Around::First,
                ..anywhere(&["labels"], Sense::Adds, Cost { commit_before_use: true, ..Cost::default() })
            },
            // Done before anything else, and its texts with it.
            EnumAlter::RenameValue(_) => {
                Traits { around: Around::First, ..anywhere(&[], Sense::Changes, Cost::default()) }
            }
            EnumAlter::Supersede(_) => {
                let keeps = pair.old.labels.iter().all(|label| pair.new.labels.contains(label));
                // Renamed and made anew; what it costs is said of the columns that follow.
                let cost = Cost::default();
                Traits {
                    around: Around::Between,
                    ..anywhere(
                        &["labels"],
                        Sense::Changes,
                        if keeps { cost } else { cost.losing(Loss::Values) },
                    )
                }
            }
            EnumAlter::DropSuperseded(_) => anywhere(&["labels"], Sense::Changes, Cost::default()),
        }
    }

    fn refused_by(_: Context<'_>, _: &Pair<'_, Self>, alter: &EnumAlter, dependent: &ObjectId) -> bool {
        match alter {
            EnumAlter::AddValue(_) | EnumAlter::RenameValue(_) | EnumAlter::DropSuperseded(_) => false,
            EnumAlter::Supersede(_) => rule(dependent.kind()).follows_type,
        }
    }

    plain!(completions: none);
    plain!(consumes: none);
    plain!(releases: none);
    plain!(create_cost: Cost::default());
    plain!(drop_cost: Cost::default().losing(Loss::Type));
    plain!(holds_data: true);
    plain!(secrets: none);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(labels: &[&str]) -> Vec<Name> {
        labels.iter().map(|l| Name::from(*l)).collect()
    }

    /// Does what `ALTER TYPE … ADD VALUE` does.
    fn added(old: &[&str], new: &[&str]) -> Option<Vec<Name>> {
        let mut labels = names(old);
        for NewLabel { label, before } in new_labels(&names(old), &names(new))? {
            let at = before.map_or(labels.len(), |b| labels.iter().position(|l| *l == b).unwrap());
            labels.insert(at, label);
        }
        Some(labels)
    }

    #[test]
    fn labels_land_where_they_belong() {
        for (old, new) in [
            (&["b"][..], &["a", "b", "c"][..]),
            (&["a", "z"], &["a", "b", "c", "z"]),
            (&[], &["x", "y"]),
            (&["m"], &["a", "b", "m", "y", "z"]),
        ] {
            assert_eq!(added(old, new), Some(names(new)));
        }
        assert_eq!(added(&["a", "b"], &["b", "a"]), None);
        assert_eq!(added(&["a", "b"], &["a"]), None);
    }
}
