//! Comments.

use schema_model::{Comment, CommentField, ObjectId, Target};

use super::{Rules, anywhere, plain};
use crate::action::Cost;
use crate::rules::{Context, Decision, Pair, Sense, Traits};
use crate::{CommentAlter, Lock};

/// `CommentObject` locks a relation, also that of a column, in SHARE UPDATE EXCLUSIVE; what is on a relation (a constraint,
/// a trigger, a policy) only lets it be read (`get_object_address_relobject`).
pub(super) fn locking(context: Context<'_>, target: &Target) -> Cost {
    let gentle = Lock::ShareUpdateExclusive;
    match target.id() {
        ObjectId::Column(name) => context.lock_on(&name.parent(), gentle),
        id @ ObjectId::Index(_) if context.stood(id) => Cost::lock(gentle),
        id => context.lock_on_relation(id, gentle),
    }
}

impl Rules for Comment {
    type Alter = CommentAlter;
    const CREATE: u16 = 300;
    const DROP: u16 = 5;
    const GROUND: &'static [&'static str] = &[];
    const RENAMED: Option<(&'static str, Lock)> = None;
    const NAMES_OTHERS: bool = false;
    const FOLLOWS_TYPE: bool = false;

    fn decide(_: Context<'_>, _: &Pair<'_, Self>, field: CommentField) -> Vec<Decision> {
        match field {
            CommentField::Text => vec![Decision::Alter(CommentAlter::Text.into())],
        }
    }

    fn traits(context: Context<'_>, pair: &Pair<'_, Self>, alter: &CommentAlter) -> Traits {
        match alter {
            CommentAlter::Text => anywhere(&["text"], Sense::Changes, locking(context, pair.id)),
        }
    }

    plain!(completions: none);
    plain!(consumes: none);
    plain!(releases: none);
    plain!(refused_by: none);
    fn create_cost(context: Context<'_>, id: &Target, _: &Self) -> Cost {
        locking(context, id)
    }

    fn drop_cost(context: Context<'_>, id: &Target, _: &Self) -> Cost {
        locking(context, id)
    }
    plain!(holds_data: false);
    plain!(secrets: none);
}
