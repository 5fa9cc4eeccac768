//! Collations.

use schema_model::{Collation, CollationField, ObjectId};

use super::{Rules, plain, replaced_only};
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

    replaced_only!(CollationAlter, CollationField: Provider | Locale | CharacterType | Rules | Nondeterministic);
    plain!(create_cost: Cost::default());
    plain!(drop_cost: Cost::default());
    plain!(holds_data: false);
    plain!(secrets: none);
}
