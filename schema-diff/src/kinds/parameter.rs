//! Configuration parameters that something is granted on.

use schema_model::{ObjectId, Parameter, ParameterField};

use super::{Rules, plain};
use crate::action::Cost;
use crate::rules::{Context, Decision, Pair, Traits};
use crate::{Lock, ParameterAlter};

impl Rules for Parameter {
    type Alter = ParameterAlter;
    // What is granted on it makes it, and with that it goes.
    const CREATE: u16 = 6;
    const DROP: u16 = 3;
    const GROUND: &'static [&'static str] = &[];
    const RENAMED: Option<(&'static str, Lock)> = None;
    const NAMES_OTHERS: bool = false;
    const FOLLOWS_TYPE: bool = false;

    fn decide(_: Context<'_>, _: &Pair<'_, Self>, field: ParameterField) -> Vec<Decision> {
        match field {}
    }

    fn traits(_: Context<'_>, _: &Pair<'_, Self>, alter: &ParameterAlter) -> Traits {
        match *alter {}
    }

    plain!(completions: none);
    plain!(consumes: none);
    plain!(releases: none);
    plain!(refused_by: none);
    plain!(create_cost: Cost::default());
    plain!(drop_cost: Cost::default());
    plain!(holds_data: false);
    plain!(secrets: none);
}
