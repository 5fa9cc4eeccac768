//! Operator classes.

use schema_model::{ObjectId, OperatorClass, OperatorClassField};

use super::{Rules, plain};
use crate::action::Cost;
use crate::rules::{Context, Decision, Pair, Traits};
use crate::{Lock, OperatorClassAlter};

impl Rules for OperatorClass {
    type Alter = OperatorClassAlter;
    const CREATE: u16 = 164;
    const DROP: u16 = 44;
    const GROUND: &'static [&'static str] = &["type_name", "family", "storage", "operators", "functions"];
    const RENAMED: Option<(&'static str, Lock)> = Some(("operator class", Lock::None));
    const NAMES_OTHERS: bool = true;
    const FOLLOWS_TYPE: bool = true;

    fn decide(_: Context<'_>, _: &Pair<'_, Self>, field: OperatorClassField) -> Vec<Decision> {
        vec![match field {
            OperatorClassField::Type
            | OperatorClassField::Family
            | OperatorClassField::Default
            | OperatorClassField::Storage
            | OperatorClassField::Operators
            | OperatorClassField::Functions => Decision::Replace,
        }]
    }

    fn traits(_: Context<'_>, _: &Pair<'_, Self>, alter: &OperatorClassAlter) -> Traits {
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
