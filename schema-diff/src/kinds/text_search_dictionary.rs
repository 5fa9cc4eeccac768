//! Text search dictionaries.

use schema_model::{ObjectId, TextSearchDictionary, TextSearchDictionaryField};

use super::{Rules, anywhere, plain};
use crate::action::Cost;
use crate::rules::{Context, Decision, Pair, Sense, Traits};
use crate::{Lock, TextSearchDictionaryAlter};

impl Rules for TextSearchDictionary {
    type Alter = TextSearchDictionaryAlter;
    const CREATE: u16 = 172;
    const DROP: u16 = 46;
    const GROUND: &'static [&'static str] = &["template"];
    const RENAMED: Option<(&'static str, Lock)> = Some(("text search dictionary", Lock::None));
    const NAMES_OTHERS: bool = true;
    const FOLLOWS_TYPE: bool = false;

    fn decide(_: Context<'_>, _: &Pair<'_, Self>, field: TextSearchDictionaryField) -> Vec<Decision> {
        vec![match field {
            TextSearchDictionaryField::Template => Decision::Replace,
            TextSearchDictionaryField::Options => Decision::Alter(TextSearchDictionaryAlter::Options.into()),
        }]
    }

    fn traits(_: Context<'_>, _: &Pair<'_, Self>, alter: &TextSearchDictionaryAlter) -> Traits {
        match alter {
            TextSearchDictionaryAlter::Options => anywhere(&["options"], Sense::Changes, Cost::default()),
        }
    }

    plain!(completions: none);
    plain!(consumes: none);
    plain!(releases: none);
    plain!(refused_by: none);
    plain!(create_cost: Cost::default());
    plain!(drop_cost: Cost::default());
    plain!(holds_data: false);
    plain!(secrets: none);
}
