//! Operator classes.

use schema_model::{ObjectId, OperatorClass, OperatorClassField};

use super::{Rules, plain, replaced_only};
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

    replaced_only!(OperatorClassAlter, OperatorClassField: Type | Family | Default | Storage | Operators | Functions);
    plain!(create_cost: Cost::default());
    plain!(drop_cost: Cost::default());
    plain!(holds_data: false);
    plain!(secrets: none);
}
