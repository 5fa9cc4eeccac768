//! Languages.

use schema_model::{Language, LanguageField, ObjectId};

use super::{Rules, defined_anew, plain, redefines};
use crate::action::Cost;
use crate::rules::{Context, Decision, Pair, Sense, Traits};
use crate::{LanguageAlter, Lock};

impl Rules for Language {
    type Alter = LanguageAlter;
    const CREATE: u16 = 161;
    const DROP: u16 = 49;
    const GROUND: &'static [&'static str] = &["handler"];
    const RENAMED: Option<(&'static str, Lock)> = Some(("language", Lock::None));
    const NAMES_OTHERS: bool = true;
    const FOLLOWS_TYPE: bool = false;

    fn decide(_: Context<'_>, _: &Pair<'_, Self>, field: LanguageField) -> Vec<Decision> {
        match field {
            LanguageField::Trusted
            | LanguageField::Handler
            | LanguageField::Inline
            | LanguageField::Validator => {
                vec![Decision::Alter(LanguageAlter::Define.into())]
            }
        }
    }

    defined_anew!(LanguageAlter, ["trusted", "handler", "inline", "validator"]);

    plain!(completions: none);
    plain!(consumes: none);
    plain!(releases: none);
    plain!(refused_by: none);
    plain!(create_cost: Cost::default());
    plain!(drop_cost: Cost::default());
    plain!(holds_data: false);
    plain!(secrets: none);
}
