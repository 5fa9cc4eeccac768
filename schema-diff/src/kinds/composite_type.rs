//! Composite types.

use schema_model::{CompositeType, CompositeTypeField, ObjectId};

use super::{Rules, plain};
use crate::CompositeTypeAlter;
use crate::action::{Cost, Loss};
use crate::rules::{Context, Decision, Pair, Traits};

impl Rules for CompositeType {
    type Alter = CompositeTypeAlter;
    const CREATE: u16 = 130;
    const DROP: u16 = 960;
    const GROUND: &'static [&'static str] = &[];

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
}
