//! Security labels.

use schema_model::{ObjectId, Schema, SecurityLabel, SecurityLabelField, SecurityLabelName};

use super::{Rules, anywhere, comment, plain};
use crate::action::{Action, Cost, Verb};
use crate::plan::{Difference, Remark};
use crate::rules::{Context, Decision, Pair, Sense, Traits};
use crate::{Lock, SecurityLabelAlter};

/// Labels of providers that nothing of the first schema has a label of: whether a module has registered them, no catalog tells.
pub(crate) fn of_new_providers(from: &Schema, actions: &[Action]) -> Vec<Remark> {
    let known = |name: &SecurityLabelName| {
        from.all::<SecurityLabel>().any(|(other, _)| other.provider == name.provider)
    };
    let all = actions.iter().flat_map(Action::flatten).filter(|action| action.verb == Verb::Create);
    all.filter_map(|action| match &action.id {
        ObjectId::SecurityLabel(name) if !known(name) => Some(Remark {
            id: action.id.clone(),
            what: Difference::Missing,
            reason: format!(
                "PostgreSQL takes it only where a module has registered the provider {} (shared_preload_libraries)",
                name.provider
            ),
        }),
        _ => None,
    })
    .collect()
}

impl Rules for SecurityLabel {
    type Alter = SecurityLabelAlter;
    const CREATE: u16 = 303;
    const DROP: u16 = 5;
    const GROUND: &'static [&'static str] = &[];
    const RENAMED: Option<(&'static str, Lock)> = None;
    const NAMES_OTHERS: bool = false;
    const FOLLOWS_TYPE: bool = false;

    fn decide(_: Context<'_>, _: &Pair<'_, Self>, field: SecurityLabelField) -> Vec<Decision> {
        match field {
            SecurityLabelField::Label => vec![Decision::Alter(SecurityLabelAlter::Label.into())],
        }
    }

    fn traits(context: Context<'_>, pair: &Pair<'_, Self>, alter: &SecurityLabelAlter) -> Traits {
        match alter {
            SecurityLabelAlter::Label => {
                anywhere(&["label"], Sense::Changes, comment::locking(context, &pair.id.target))
            }
        }
    }

    plain!(completions: none);
    plain!(consumes: none);
    plain!(releases: none);
    plain!(refused_by: none);
    // As a comment's (`ExecSecLabelStmt`).
    fn create_cost(context: Context<'_>, id: &SecurityLabelName, _: &Self) -> Cost {
        comment::locking(context, &id.target)
    }

    fn drop_cost(context: Context<'_>, id: &SecurityLabelName, _: &Self) -> Cost {
        comment::locking(context, &id.target)
    }
    plain!(holds_data: false);
    plain!(secrets: none);
}
