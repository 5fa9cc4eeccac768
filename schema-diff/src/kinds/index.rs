//! Indexes.

use schema_model::{Index, IndexField, MemberName, ObjectId};

use super::{Rules, anywhere, plain};
use crate::action::Cost;
use crate::rules::{Context, Decision, Pair, Sense, Traits};
use crate::{IndexAlter, Lock};

impl Rules for Index {
    type Alter = IndexAlter;
    const CREATE: u16 = 240;
    const DROP: u16 = 35;

    fn decide(_: Context<'_>, pair: &Pair<'_, Self>, field: IndexField) -> Vec<Decision> {
        let alter = |alter: IndexAlter| Decision::Alter(alter.into());
        vec![match field {
            IndexField::Method
            | IndexField::Unique
            | IndexField::NullsNotDistinct
            | IndexField::Columns
            | IndexField::Include
            | IndexField::Predicate => Decision::Replace,
            IndexField::Options => alter(IndexAlter::Options),
            IndexField::Tablespace => alter(IndexAlter::Tablespace),
            IndexField::Statistics => alter(IndexAlter::Statistics),
            IndexField::Invalid if pair.new.invalid => {
                Decision::Report("the index is invalid in the expected schema, and valid here".into())
            }
            IndexField::Invalid => Decision::Replace,
            IndexField::AttachedTo => match (&pair.old.attached_to, &pair.new.attached_to) {
                (None, Some(_)) => alter(IndexAlter::Attach),
                // Detaching the table does it; see `inherit`.
                _ => Decision::Replace,
            },
        }]
    }

    fn completions(_: Context<'_>, _: &MemberName, new: &Self) -> Vec<IndexAlter> {
        let mut all = Vec::new();
        if new.attached_to.is_some() {
            all.push(IndexAlter::Attach);
        }
        if !new.statistics.is_empty() {
            all.push(IndexAlter::Statistics);
        }
        all
    }

    fn traits(_: Context<'_>, pair: &Pair<'_, Self>, alter: &IndexAlter) -> Traits {
        let gentle = Cost::lock(Lock::ShareUpdateExclusive);
        match alter {
            IndexAlter::Options => {
                let kept = pair.old.options.iter().all(|(k, v)| pair.new.options.get(k) == Some(v));
                anywhere(&["options"], if kept { Sense::Adds } else { Sense::Changes }, gentle)
            }
            IndexAlter::Tablespace => {
                anywhere(&["tablespace"], Sense::Changes, Cost::lock(Lock::AccessExclusive).rewriting())
            }
            IndexAlter::Statistics => anywhere(
                &["statistics"],
                if pair.old.statistics.is_empty() { Sense::Adds } else { Sense::Changes },
                gentle,
            ),
            IndexAlter::Attach => anywhere(&["attached_to"], Sense::Adds, Cost::lock(Lock::AccessExclusive)),
            IndexAlter::Build(_) => anywhere(&[], Sense::Adds, super::concurrent_build()),
        }
    }

    fn consumes(_: &MemberName, new: &Self, alter: &IndexAlter) -> Vec<ObjectId> {
        match alter {
            IndexAlter::Attach => new.attached_to.iter().cloned().map(ObjectId::Index).collect(),
            IndexAlter::Options | IndexAlter::Tablespace | IndexAlter::Statistics | IndexAlter::Build(_) => {
                Vec::new()
            }
        }
    }

    fn create_cost(context: Context<'_>, id: &MemberName, _: &Self) -> Cost {
        if context.from.resolve(&ObjectId::Table(id.parent())).is_some()
            || context.from.resolve(&ObjectId::MaterializedView(id.parent())).is_some()
        {
            Cost::lock(Lock::Share).scanning()
        } else {
            Cost::default()
        }
    }

    plain!(releases: none);
    plain!(refused_by: none);
    plain!(drop_cost: Cost::lock(Lock::AccessExclusive));
}
