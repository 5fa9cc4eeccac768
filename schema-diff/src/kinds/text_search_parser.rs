//! Text search parsers.

use schema_model::{ObjectId, TextSearchParser, TextSearchParserField};

use super::{Rules, plain, replaced_only};
use crate::action::Cost;
use crate::rules::{Context, Decision, Pair, Traits};
use crate::{Lock, TextSearchParserAlter};

impl Rules for TextSearchParser {
    type Alter = TextSearchParserAlter;
    const CREATE: u16 = 170;
    const DROP: u16 = 48;
    const GROUND: &'static [&'static str] = &["start", "token", "end", "headline", "token_types"];
    const RENAMED: Option<(&'static str, Lock)> = Some(("text search parser", Lock::None));
    const NAMES_OTHERS: bool = true;
    const FOLLOWS_TYPE: bool = true;

    replaced_only!(TextSearchParserAlter, TextSearchParserField: Start | Token | End | Headline | TokenTypes);
    plain!(create_cost: Cost::default());
    plain!(drop_cost: Cost::default());
    plain!(holds_data: false);
    plain!(secrets: none);
}
