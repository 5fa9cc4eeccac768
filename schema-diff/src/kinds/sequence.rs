//! Sequences.

use schema_model::{MemberName, ObjectId, QualifiedName, Sequence, SequenceField, SequenceOptions};

use super::{Rules, anywhere, plain};
use crate::action::{Cost, Loss};
use crate::rules::{Context, Decision, Pair, Sense, Traits};
use crate::{Lock, SequenceAlter};

/// Whether a number within the old bounds can be outside the new ones: a sequence that stands there has to start anew.
///
/// ```
/// use schema_model::SequenceOptions;
///
/// let whole = SequenceOptions::ascending("bigint");
/// assert!(schema_diff::narrows(&whole, &SequenceOptions::ascending("integer")));
/// assert!(!schema_diff::narrows(&SequenceOptions::ascending("integer"), &whole));
/// ```
pub fn narrows(old: &SequenceOptions, new: &SequenceOptions) -> bool {
    new.max < old.max || new.min > old.min
}

impl Rules for Sequence {
    type Alter = SequenceAlter;
    const CREATE: u16 = 150;
    const DROP: u16 = 940;
    const GROUND: &'static [&'static str] = &["owned_by"];
    const RENAMED: Option<(&'static str, Lock)> = Some(("sequence", Lock::AccessExclusive));
    const NAMES_OTHERS: bool = true;
    const FOLLOWS_TYPE: bool = false;

    fn decide(context: Context<'_>, pair: &Pair<'_, Self>, field: SequenceField) -> Vec<Decision> {
        match field {
            SequenceField::Type | SequenceField::Options => {
                vec![Decision::Alter(SequenceAlter::Options.into())]
            }
            SequenceField::Persistence if context.major() < 15 => {
                vec![Decision::Report("unlogged sequences exist from PostgreSQL 15 on".into())]
            }
            SequenceField::Persistence => vec![Decision::Alter(SequenceAlter::Persistence.into())],
            SequenceField::OwnedBy => {
                let mut all = Vec::new();
                // OWNED BY takes it from the column that had it, if that stays.
                let stays = |column: &MemberName| context.to.contains(&ObjectId::Column(column.clone()));
                let moves = pair.new.owned_by.is_some() && pair.old.owned_by.as_ref().is_some_and(stays);
                if pair.old.owned_by.is_some() && !moves {
                    all.push(Decision::Alter(SequenceAlter::Disown.into()));
                }
                if pair.new.owned_by.is_some() {
                    all.push(Decision::Alter(SequenceAlter::OwnedBy.into()));
                }
                all
            }
        }
    }

    fn completions(_: Context<'_>, _: &Self::Id, new: &Self) -> Vec<SequenceAlter> {
        if new.owned_by.is_some() { vec![SequenceAlter::OwnedBy] } else { Vec::new() }
    }

    fn traits(context: Context<'_>, pair: &Pair<'_, Self>, alter: &SequenceAlter) -> Traits {
        match alter {
            SequenceAlter::Options => {
                let (old, new) = (&pair.old.options, &pair.new.options);
                let wider = new.min <= old.min
                    && new.max >= old.max
                    && (new.increment, new.start, new.cache) == (old.increment, old.start, old.cache)
                    && new.cycle == old.cycle;
                let cost = Cost::lock(Lock::ShareRowExclusive);
                anywhere(
                    &["data_type", "options"],
                    if wider { Sense::Widens } else { Sense::Changes },
                    if narrows(old, new) { cost.losing(Loss::Sequence) } else { cost },
                )
            }
            SequenceAlter::Persistence => {
                anywhere(&["persistence"], Sense::Changes, Cost::lock(Lock::AccessExclusive))
            }
            SequenceAlter::Disown | SequenceAlter::OwnedBy => {
                // Both must have the same owner: where the table has one, the sequence is given to it, which is
                // ALTER TABLE's business (`AT_ChangeOwner`). OWNED BY alone is ALTER SEQUENCE's (`AlterSequence`).
                let owned = pair.new.owned_by.as_ref().map(|column| ObjectId::Table(column.parent()));
                let given = owned.is_some_and(|table| {
                    context.from.contains(&table) && context.from.owner(&table).is_some()
                });
                let lock = if *alter == SequenceAlter::OwnedBy && given {
                    Lock::AccessExclusive
                } else {
                    Lock::ShareRowExclusive
                };
                let adds = pair.old.owned_by.is_none() || pair.old.owned_by == pair.new.owned_by;
                anywhere(
                    &["owned_by"],
                    if adds { Sense::Adds } else { Sense::Changes },
                    context.lock_on(pair.id, lock),
                )
            }
        }
    }

    fn consumes(_: Context<'_>, _: &QualifiedName, new: &Self, alter: &SequenceAlter) -> Vec<ObjectId> {
        match alter {
            SequenceAlter::OwnedBy => new.owned_by.iter().cloned().map(ObjectId::Column).collect(),
            SequenceAlter::Options | SequenceAlter::Persistence | SequenceAlter::Disown => Vec::new(),
        }
    }

    fn releases(_: &QualifiedName, old: &Self, alter: &SequenceAlter) -> Vec<ObjectId> {
        match alter {
            SequenceAlter::Disown => old.owned_by.iter().cloned().map(ObjectId::Column).collect(),
            SequenceAlter::Options | SequenceAlter::Persistence | SequenceAlter::OwnedBy => Vec::new(),
        }
    }

    plain!(refused_by: none);
    plain!(create_cost: Cost::default());
    plain!(drop_cost: Cost::lock(Lock::AccessExclusive).losing(Loss::Sequence));
    plain!(holds_data: true);
    plain!(secrets: none);
}
