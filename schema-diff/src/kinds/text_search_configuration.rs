//! Text search configurations.

use schema_model::{ObjectId, TextSearchConfiguration, TextSearchConfigurationField};

use super::{Rules, plain, redefines};
use crate::action::Cost;
use crate::rules::{Context, Decision, Pair, Sense, Traits};
use crate::{Lock, TextSearchConfigurationAlter};

impl Rules for TextSearchConfiguration {
    type Alter = TextSearchConfigurationAlter;
    const CREATE: u16 = 173;
    const DROP: u16 = 45;
    const GROUND: &'static [&'static str] = &["parser"];
    const RENAMED: Option<(&'static str, Lock)> = Some(("text search configuration", Lock::None));
    const NAMES_OTHERS: bool = true;
    const FOLLOWS_TYPE: bool = false;

    fn decide(_: Context<'_>, _: &Pair<'_, Self>, field: TextSearchConfigurationField) -> Vec<Decision> {
        vec![match field {
            TextSearchConfigurationField::Parser => Decision::Replace,
            TextSearchConfigurationField::Mappings => {
                Decision::Alter(TextSearchConfigurationAlter::Mappings.into())
            }
        }]
    }

    fn traits(_: Context<'_>, pair: &Pair<'_, Self>, alter: &TextSearchConfigurationAlter) -> Traits {
        match alter {
            TextSearchConfigurationAlter::Mappings => {
                let kept = |(token, all)| pair.new.mappings.get(token) == Some(all);
                let adds = pair.old.mappings.iter().all(kept);
                let sense = if adds { Sense::Adds } else { Sense::Changes };
                redefines(&["mappings"], sense, Cost::default())
            }
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
