//! Text search parsers.

use schema_model::{ObjectId, TextSearchParser, TextSearchParserField};

use super::{Rules, plain};
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

    fn decide(_: Context<'_>, _: &Pair<'_, Self>, field: TextSearchParserField) -> Vec<Decision> {
        vec![match field {
            TextSearchParserField::Start
            | TextSearchParserField::Token
            | TextSearchParserField::End
            | TextSearchParserField::Headline
            | TextSearchParserField::TokenTypes => Decision::Replace,
        }]
    }

    fn traits(_: Context<'_>, _: &Pair<'_, Self>, alter: &TextSearchParserAlter) -> Traits {
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
