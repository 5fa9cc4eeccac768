//! Schemas of publications.

use schema_model::{ObjectId, PublicationSchema, PublicationSchemaField};

use super::{Rules, plain};
use crate::action::Cost;
use crate::rules::{Context, Decision, Pair, Traits};
use crate::{Lock, PublicationSchemaAlter};

impl Rules for PublicationSchema {
    type Alter = PublicationSchemaAlter;
    // After the tables, and gone before they come: next to a schema no table may have a list of columns.
    const CREATE: u16 = 286;
    const DROP: u16 = 7;
    const GROUND: &'static [&'static str] = &[];
    const RENAMED: Option<(&'static str, Lock)> = None;
    const NAMES_OTHERS: bool = false;
    const FOLLOWS_TYPE: bool = false;

    fn decide(_: Context<'_>, _: &Pair<'_, Self>, field: PublicationSchemaField) -> Vec<Decision> {
        match field {}
    }

    fn traits(_: Context<'_>, _: &Pair<'_, Self>, alter: &PublicationSchemaAlter) -> Traits {
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
