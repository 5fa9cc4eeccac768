//! Extended statistics.

use schema_model::{ObjectId, QualifiedName, Statistics, StatisticsField};

use super::{Rules, anywhere, plain};
use crate::action::Cost;
use crate::rules::{Context, Decision, Pair, Sense, Traits};
use crate::{Lock, StatisticsAlter};

impl Rules for Statistics {
    type Alter = StatisticsAlter;
    const CREATE: u16 = 245;
    const DROP: u16 = 33;
    const GROUND: &'static [&'static str] = &[];
    const RENAMED: Option<(&'static str, Lock)> = Some(("statistics", Lock::None));
    const NAMES_OTHERS: bool = true;
    const FOLLOWS_TYPE: bool = true;

    fn decide(_: Context<'_>, _: &Pair<'_, Self>, field: StatisticsField) -> Vec<Decision> {
        vec![match field {
            StatisticsField::Table
            | StatisticsField::Kinds
            | StatisticsField::Columns
            | StatisticsField::Expressions => Decision::Replace,
            StatisticsField::Target => Decision::Alter(StatisticsAlter::Target.into()),
        }]
    }

    fn completions(_: Context<'_>, _: &QualifiedName, new: &Self) -> Vec<StatisticsAlter> {
        new.target.iter().map(|_| StatisticsAlter::Target).collect()
    }

    fn traits(_: Context<'_>, pair: &Pair<'_, Self>, alter: &StatisticsAlter) -> Traits {
        match alter {
            // The table is not locked: only the next ANALYZE looks.
            StatisticsAlter::Target => {
                let sense = if pair.old.target.is_none() { Sense::Adds } else { Sense::Changes };
                anywhere(&["target"], sense, Cost::default())
            }
        }
    }

    /// Source: `CreateStatistics`.
    fn create_cost(context: Context<'_>, _: &QualifiedName, new: &Self) -> Cost {
        context.lock_on(&new.table, Lock::ShareUpdateExclusive)
    }

    plain!(consumes: none);
    plain!(releases: none);
    plain!(refused_by: none);
    // Source: `RemoveStatisticsById`.
    plain!(drop_cost: Cost::lock(Lock::ShareUpdateExclusive));
    plain!(holds_data: false);
    plain!(secrets: none);
}
