//! Indexes.

use schema_model::{Index, IndexField, MemberName, ObjectId};

use super::{Rules, anywhere, is_without_rows, parameters_lock, plain};
use crate::action::Cost;
use crate::rules::{Context, Decision, Pair, Sense, Traits};
use crate::{IndexAlter, Lock};

/// What `ALTER INDEX … ATTACH PARTITION` costs: the lower index is locked for good, the upper one gently. Source:
/// `AlterTableGetLockLevel` (`AT_AttachPartition`) and `ATExecAttachPartitionIdx`.
pub(super) fn attaching(context: Context<'_>, stood: bool, above: Option<&ObjectId>) -> Cost {
    if stood {
        Cost::lock(Lock::AccessExclusive)
    } else if above.is_some_and(|above| context.stood(above)) {
        Cost::lock(Lock::ShareUpdateExclusive)
    } else {
        Cost::default()
    }
}

/// Whether replacing the object takes nothing away: an invalid index serves no reader. What is said of it must be said of
/// the new one, too.
pub(crate) fn mends(context: Context<'_>, id: &ObjectId) -> bool {
    let ObjectId::Index(name) = id else { return false };
    let (Some(old), Some(new)) = (context.from.get::<Index>(name), context.to.get::<Index>(name)) else {
        return false;
    };
    let kept = |satellite: &ObjectId| context.from.object(satellite) == context.to.object(satellite);
    let mut satellites = context.from.objects().map(|(id, _)| id).filter(|other| other.target() == Some(id));
    old.invalid && !new.invalid && old.attached_to.is_none() && satellites.all(kept)
}

impl Rules for Index {
    type Alter = IndexAlter;
    const CREATE: u16 = 240;
    const DROP: u16 = 35;
    const GROUND: &'static [&'static str] =
        &["method", "unique", "nulls_not_distinct", "columns", "include", "predicate"];
    const RENAMED: Option<(&'static str, Lock)> = Some(("index", Lock::ShareUpdateExclusive));
    const NAMES_OTHERS: bool = true;
    const FOLLOWS_TYPE: bool = true;

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

    fn traits(context: Context<'_>, pair: &Pair<'_, Self>, alter: &IndexAlter) -> Traits {
        let stood = context.stood(&ObjectId::Index(pair.id.clone()));
        let gentle = if stood { Cost::lock(Lock::ShareUpdateExclusive) } else { Cost::default() };
        match alter {
            IndexAlter::Options => {
                let kept = pair.old.options.iter().all(|(k, v)| pair.new.options.get(k) == Some(v));
                let lock = parameters_lock(&pair.old.options, &pair.new.options);
                anywhere(&["options"], if kept { Sense::Adds } else { Sense::Changes }, Cost::lock(lock))
            }
            IndexAlter::Tablespace => {
                anywhere(&["tablespace"], Sense::Changes, Cost::lock(Lock::AccessExclusive).rewriting())
            }
            IndexAlter::Statistics => anywhere(
                &["statistics"],
                if pair.old.statistics.is_empty() { Sense::Adds } else { Sense::Changes },
                gentle,
            ),
            IndexAlter::Attach => {
                let above = pair.new.attached_to.as_ref().map(|above| ObjectId::Index(above.clone()));
                anywhere(&["attached_to"], Sense::Adds, attaching(context, stood, above.as_ref()))
            }
            IndexAlter::Build(_) => anywhere(&[], Sense::Adds, super::concurrent_build()),
        }
    }

    fn consumes(_: Context<'_>, _: &MemberName, new: &Self, alter: &IndexAlter) -> Vec<ObjectId> {
        match alter {
            IndexAlter::Attach => new.attached_to.iter().cloned().map(ObjectId::Index).collect(),
            IndexAlter::Tablespace => new.tablespace.iter().cloned().map(ObjectId::Tablespace).collect(),
            IndexAlter::Options | IndexAlter::Statistics | IndexAlter::Build(_) => Vec::new(),
        }
    }

    fn create_cost(context: Context<'_>, id: &MemberName, _: &Self) -> Cost {
        let cost = context.lock_on(&id.parent(), Lock::Share);
        // An index on a partitioned table is made ON ONLY, and the partitions' are attached; where there are partitions that
        // nobody shows, they get theirs with it.
        let built = cost.lock > Lock::None && !is_without_rows(context.from, &id.parent());
        if built { cost.scanning() } else { cost }
    }

    fn releases(_: &MemberName, old: &Self, alter: &IndexAlter) -> Vec<ObjectId> {
        match alter {
            IndexAlter::Tablespace => old.tablespace.iter().cloned().map(ObjectId::Tablespace).collect(),
            IndexAlter::Attach | IndexAlter::Options | IndexAlter::Statistics | IndexAlter::Build(_) => {
                Vec::new()
            }
        }
    }

    plain!(refused_by: none);
    plain!(drop_cost: Cost::lock(Lock::AccessExclusive));
    plain!(holds_data: false);
    plain!(secrets: none);
}
