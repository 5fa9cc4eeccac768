//! Conversions.

use schema_model::{Conversion, ConversionField, ObjectId};

use super::{Rules, plain, replaced_only};
use crate::action::Cost;
use crate::rules::{Context, Decision, Pair, Traits};
use crate::{ConversionAlter, Lock};

impl Rules for Conversion {
    type Alter = ConversionAlter;
    const CREATE: u16 = 174;
    const DROP: u16 = 46;
    const GROUND: &'static [&'static str] = &[];
    const RENAMED: Option<(&'static str, Lock)> = Some(("conversion", Lock::None));
    const NAMES_OTHERS: bool = true;
    const FOLLOWS_TYPE: bool = false;

    replaced_only!(ConversionAlter, ConversionField: From | To | Function | Default);
    plain!(create_cost: Cost::default());
    plain!(drop_cost: Cost::default());
    plain!(holds_data: false);
    plain!(secrets: none);
}
