//! Column defaults.

use schema_model::{ColumnDefault, ColumnDefaultField, MemberName, ObjectId};

use super::column::leads_an_index;
use super::{Rules, plain, redefines};
use crate::action::Cost;
use crate::owned::adopted_sequences;
use crate::rules::{Context, Decision, Pair, Sense, Traits};
use crate::{ColumnDefaultAlter, Lock};

/// A sequence that the column has not drawn from before goes on after the values that are there: an index knows the last one.
fn setting(context: Context<'_>, id: &MemberName) -> Cost {
    let adopts = !adopted_sequences(context.from, context.to, id).is_empty();
    let cost = Cost::lock(Lock::AccessExclusive);
    if adopts && !leads_an_index(context, id) && context.holds_rows(&id.parent()) {
        cost.scanning()
    } else {
        cost
    }
}

impl Rules for ColumnDefault {
    type Alter = ColumnDefaultAlter;
    const CREATE: u16 = 211;
    const DROP: u16 = 40;
    const GROUND: &'static [&'static str] = &[];
    const RENAMED: Option<(&'static str, Lock)> = None;
    const NAMES_OTHERS: bool = true;
    const FOLLOWS_TYPE: bool = true;

    fn decide(_: Context<'_>, _: &Pair<'_, Self>, field: ColumnDefaultField) -> Vec<Decision> {
        match field {
            ColumnDefaultField::Expression => vec![Decision::Alter(ColumnDefaultAlter::Set.into())],
        }
    }

    fn traits(context: Context<'_>, pair: &Pair<'_, Self>, alter: &ColumnDefaultAlter) -> Traits {
        match alter {
            ColumnDefaultAlter::Set => redefines(&["expression"], Sense::Changes, setting(context, pair.id)),
        }
    }

    plain!(completions: none);
    plain!(consumes: none);
    plain!(releases: none);
    plain!(refused_by: none);
    fn create_cost(context: Context<'_>, id: &MemberName, _: &Self) -> Cost {
        if context.relation_stood(&id.parent()) { setting(context, id) } else { Cost::default() }
    }

    plain!(drop_cost: Cost::lock(Lock::AccessExclusive));
    plain!(holds_data: false);
    plain!(secrets: none);
}
