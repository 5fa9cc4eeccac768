//! Transforms.

use schema_model::{ObjectId, Transform, TransformField};

use super::{Rules, defined_anew, plain, redefines};
use crate::action::Cost;
use crate::rules::{Context, Decision, Pair, Sense, Traits};
use crate::{Lock, TransformAlter};

impl Rules for Transform {
    type Alter = TransformAlter;
    const CREATE: u16 = 166;
    const DROP: u16 = 44;
    const GROUND: &'static [&'static str] = &["from_sql", "to_sql"];
    const RENAMED: Option<(&'static str, Lock)> = None;
    const NAMES_OTHERS: bool = true;
    const FOLLOWS_TYPE: bool = true;

    fn decide(_: Context<'_>, _: &Pair<'_, Self>, field: TransformField) -> Vec<Decision> {
        match field {
            TransformField::FromSql | TransformField::ToSql => {
                vec![Decision::Alter(TransformAlter::Define.into())]
            }
        }
    }

    defined_anew!(TransformAlter, ["from_sql", "to_sql"]);

    plain!(completions: none);
    plain!(consumes: none);
    plain!(releases: none);
    plain!(refused_by: none);
    plain!(create_cost: Cost::default());
    plain!(drop_cost: Cost::default());
    plain!(holds_data: false);
    plain!(secrets: none);
}
