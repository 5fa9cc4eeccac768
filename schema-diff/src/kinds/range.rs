//! Range types.

use schema_model::{ObjectId, RangeType, RangeTypeField};

use super::{Rules, plain};
use crate::action::{Cost, Loss};
use crate::rules::{Context, Decision, Pair, Traits};
use crate::{Lock, RangeTypeAlter};

const INSEPARABLE: &str = "a range type and its canonical function stand on each other, and PostgreSQL drops neither \
                           without the other: drop and create both by hand";

/// Why a range type can't be dropped, if it can't.
pub(crate) fn inseparable(context: Context<'_>, id: &ObjectId) -> Option<&'static str> {
    let ObjectId::Range(name) = id else { return None };
    context.from.get::<RangeType>(name)?.canonical.as_ref().map(|_| INSEPARABLE)
}

impl Rules for RangeType {
    type Alter = RangeTypeAlter;
    const CREATE: u16 = 135;
    const DROP: u16 = 960;
    const GROUND: &'static [&'static str] =
        &["subtype", "operator_class", "collation", "canonical", "subtype_diff", "multirange"];
    const RENAMED: Option<(&'static str, Lock)> = Some(("type", Lock::None));
    const NAMES_OTHERS: bool = true;
    const FOLLOWS_TYPE: bool = true;

    fn decide(_: Context<'_>, pair: &Pair<'_, Self>, field: RangeTypeField) -> Vec<Decision> {
        if pair.old.canonical.is_some() || pair.new.canonical.is_some() {
            return vec![Decision::Refuse(INSEPARABLE.into())];
        }
        vec![match field {
            RangeTypeField::Subtype
            | RangeTypeField::OperatorClass
            | RangeTypeField::Collation
            | RangeTypeField::Canonical
            | RangeTypeField::SubtypeDiff
            | RangeTypeField::Multirange => Decision::Replace,
        }]
    }

    fn traits(_: Context<'_>, _: &Pair<'_, Self>, alter: &RangeTypeAlter) -> Traits {
        match *alter {}
    }

    plain!(completions: none);
    plain!(consumes: none);
    plain!(releases: none);
    plain!(refused_by: none);
    plain!(create_cost: Cost::default());
    plain!(drop_cost: Cost::default().losing(Loss::Type));
    // What columns hold of it, the columns hold.
    fn holds_data(_: Context<'_>, _: &Self::Id, old: &Self) -> bool {
        old.canonical.is_some()
    }
    plain!(secrets: none);
}
