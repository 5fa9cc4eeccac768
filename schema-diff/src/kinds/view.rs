//! Views.

use schema_model::{ObjectId, View, ViewField};

use super::{Rules, anywhere, plain, redefines};
use crate::action::Cost;
use crate::rules::{Context, Decision, Pair, Sense, Traits};
use crate::versions::{OTHER_WORDS, is_written_otherwise};
use crate::{Lock, ViewAlter};

/// `CREATE OR REPLACE VIEW` can only add columns at the end.
fn grows(old: &View, new: &View) -> bool {
    new.columns.starts_with(&old.columns)
}

impl Rules for View {
    type Alter = ViewAlter;
    const CREATE: u16 = 250;
    const DROP: u16 = 20;
    const GROUND: &'static [&'static str] = &["columns"];
    const RENAMED: Option<(&'static str, Lock)> = Some(("view", Lock::AccessExclusive));
    const NAMES_OTHERS: bool = true;
    const FOLLOWS_TYPE: bool = true;

    fn decide(context: Context<'_>, pair: &Pair<'_, Self>, field: ViewField) -> Vec<Decision> {
        let written_otherwise =
            is_written_otherwise(context.from, context.to, &pair.old.query, &pair.new.query);
        vec![match field {
            ViewField::Query if written_otherwise => Decision::Report(OTHER_WORDS.into()),
            ViewField::Query | ViewField::Columns if grows(pair.old, pair.new) => {
                Decision::Alter(ViewAlter::Query.into())
            }
            ViewField::Query | ViewField::Columns => Decision::Replace,
            // CREATE OR REPLACE sets them too.
            ViewField::Options if pair.old.query != pair.new.query && !written_otherwise => return vec![],
            ViewField::Options => Decision::Alter(ViewAlter::Options.into()),
        }]
    }

    fn traits(_: Context<'_>, _: &Pair<'_, Self>, alter: &ViewAlter) -> Traits {
        let exclusive = Cost::lock(Lock::AccessExclusive);
        match alter {
            ViewAlter::Query => redefines(&["query", "columns", "options"], Sense::Changes, exclusive),
            ViewAlter::Options => anywhere(&["options"], Sense::Changes, exclusive),
        }
    }

    plain!(completions: none);
    plain!(consumes: none);
    plain!(releases: none);
    plain!(refused_by: none);
    plain!(create_cost: Cost::default());
    plain!(drop_cost: Cost::lock(Lock::AccessExclusive));
    plain!(holds_data: false);
    plain!(secrets: none);
}
