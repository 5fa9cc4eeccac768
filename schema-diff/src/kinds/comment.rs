//! Comments.

use schema_model::{Comment, CommentField, ObjectId};

use super::{Rules, anywhere, plain};
use crate::CommentAlter;
use crate::action::Cost;
use crate::rules::{Context, Decision, Pair, Sense, Traits};

impl Rules for Comment {
    type Alter = CommentAlter;
    const CREATE: u16 = 300;
    const DROP: u16 = 5;

    fn decide(_: Context<'_>, _: &Pair<'_, Self>, field: CommentField) -> Vec<Decision> {
        match field {
            CommentField::Text => vec![Decision::Alter(CommentAlter::Text.into())],
        }
    }

    fn traits(_: Context<'_>, _: &Pair<'_, Self>, alter: &CommentAlter) -> Traits {
        match alter {
            CommentAlter::Text => anywhere(&["text"], Sense::Changes, Cost::default()),
        }
    }

    plain!(completions: none);
    plain!(consumes: none);
    plain!(releases: none);
    plain!(refused_by: none);
    plain!(create_cost: Cost::default());
    plain!(drop_cost: Cost::default());
}
