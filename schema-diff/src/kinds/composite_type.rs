//! Composite types.

use schema_model::{CompositeType, CompositeTypeField, ObjectId};

use super::{Rules, plain};
use crate::action::{Cost, Loss};
use crate::rules::{Context, Decision, Pair, Traits};
use crate::{CompositeTypeAlter, Lock};

impl Rules for CompositeType {
    type Alter = CompositeTypeAlter;
    const CREATE: u16 = 130;
    const DROP: u16 = 960;
    const GROUND: &'static [&'static str] = &[];
    const RENAMED: Option<(&'static str, Lock)> = Some(("type", Lock::None));
    const NAMES_OTHERS: bool = true;
    const FOLLOWS_TYPE: bool = false;

    fn decide(_: Context<'_>, _: &Pair<'_, Self>, field: CompositeTypeField) -> Vec<Decision> {
        match field {}
    }

    fn traits(_: Context<'_>, _: &Pair<'_, Self>, alter: &CompositeTypeAlter) -> Traits {
        match *alter {}
    }

    plain!(completions: none);
    plain!(consumes: none);
    plain!(releases: none);
    plain!(refused_by: none);
    plain!(create_cost: Cost::default());
    plain!(drop_cost: Cost::default().losing(Loss::Type));
    plain!(holds_data: true);
    plain!(secrets: none);
}
