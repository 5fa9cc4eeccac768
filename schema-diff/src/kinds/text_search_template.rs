//! Text search templates.

use schema_model::{ObjectId, TextSearchTemplate, TextSearchTemplateField};

use super::{Rules, plain, replaced_only};
use crate::action::Cost;
use crate::rules::{Context, Decision, Pair, Traits};
use crate::{Lock, TextSearchTemplateAlter};

impl Rules for TextSearchTemplate {
    type Alter = TextSearchTemplateAlter;
    const CREATE: u16 = 171;
    const DROP: u16 = 47;
    const GROUND: &'static [&'static str] = &["init", "lexize"];
    const RENAMED: Option<(&'static str, Lock)> = Some(("text search template", Lock::None));
    const NAMES_OTHERS: bool = true;
    const FOLLOWS_TYPE: bool = true;

    replaced_only!(TextSearchTemplateAlter, TextSearchTemplateField: Init | Lexize);
    plain!(create_cost: Cost::default());
    plain!(drop_cost: Cost::default());
    plain!(holds_data: false);
    plain!(secrets: none);
}
