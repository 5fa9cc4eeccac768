//! Access methods.

use schema_model::{AccessMethod, AccessMethodField, ObjectId};

use super::{Rules, plain, replaced_only};
use crate::action::Cost;
use crate::rules::{Context, Decision, Pair, Traits};
use crate::{AccessMethodAlter, Lock};

impl Rules for AccessMethod {
    type Alter = AccessMethodAlter;
    const CREATE: u16 = 163;
    const DROP: u16 = 950;
    const GROUND: &'static [&'static str] = &["method_type", "handler"];
    const RENAMED: Option<(&'static str, Lock)> = Some(("access method", Lock::None));
    const NAMES_OTHERS: bool = true;
    const FOLLOWS_TYPE: bool = false;

    replaced_only!(AccessMethodAlter, AccessMethodField: Type | Handler);
    plain!(create_cost: Cost::default());
    plain!(drop_cost: Cost::default());
    plain!(holds_data: false);
    plain!(secrets: none);
}
