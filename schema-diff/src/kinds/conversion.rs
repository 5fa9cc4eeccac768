//! Conversions.

use schema_model::{Conversion, ConversionField, ObjectId};

use super::{Rules, plain};
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

    fn decide(_: Context<'_>, _: &Pair<'_, Self>, field: ConversionField) -> Vec<Decision> {
        vec![match field {
            ConversionField::From
            | ConversionField::To
            | ConversionField::Function
            | ConversionField::Default => Decision::Replace,
        }]
    }

    fn traits(_: Context<'_>, _: &Pair<'_, Self>, alter: &ConversionAlter) -> Traits {
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
