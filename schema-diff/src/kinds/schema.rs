//! Schemas.

use schema_model::{Namespace, NamespaceField, ObjectId};

use super::{Rules, plain};
use crate::action::{Cost, Loss};
use crate::rules::{Context, Decision, Pair, Traits};
use crate::{Lock, SchemaAlter};

impl Rules for Namespace {
    type Alter = SchemaAlter;
    const CREATE: u16 = 100;
    const DROP: u16 = 990;
    const GROUND: &'static [&'static str] = &[];
    const RENAMED: Option<(&'static str, Lock)> = Some(("schema", Lock::None));
    const NAMES_OTHERS: bool = false;
    const FOLLOWS_TYPE: bool = false;

    fn decide(_: Context<'_>, _: &Pair<'_, Self>, field: NamespaceField) -> Vec<Decision> {
        match field {}
    }

    fn traits(_: Context<'_>, _: &Pair<'_, Self>, alter: &SchemaAlter) -> Traits {
        match *alter {}
    }

    plain!(completions: none);
    plain!(consumes: none);
    plain!(releases: none);
    plain!(refused_by: none);
    plain!(create_cost: Cost::default());
    plain!(drop_cost: Cost::default().losing(Loss::Schema));
    plain!(holds_data: true);
    plain!(secrets: none);
}
