//! Collations.

use schema_model::{Collation, CollationField, ObjectId};

use super::{Rules, plain};
use crate::action::Cost;
use crate::rules::{Context, Decision, Pair, Traits};
use crate::{CollationAlter, Lock};

impl Rules for Collation {
    type Alter = CollationAlter;
    const CREATE: u16 = 115;
    const DROP: u16 = 970;
    const GROUND: &'static [&'static str] =
        &["provider", "locale", "character_type", "rules", "nondeterministic"];
    const RENAMED: Option<(&'static str, Lock)> = Some(("collation", Lock::None));
    const NAMES_OTHERS: bool = false;
    const FOLLOWS_TYPE: bool = false;

    fn decide(_: Context<'_>, _: &Pair<'_, Self>, field: CollationField) -> Vec<Decision> {
        vec![match field {
            CollationField::Provider
            | CollationField::Locale
            | CollationField::CharacterType
            | CollationField::Rules
            | CollationField::Nondeterministic => Decision::Replace,
        }]
    }

    fn traits(_: Context<'_>, _: &Pair<'_, Self>, alter: &CollationAlter) -> Traits {
        match *alter {}
    }

    plain!(completions: none);
    plain!(consumes: none);
    plain!(releases: none);
    plain!(refused_by: none);
    plain!(create_cost: Cost::default());
    plain!(drop_cost: Cost::default());
    plain!(holds_data: false);
}
