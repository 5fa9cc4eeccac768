//! Comments.

use crate::guard::Guard;
use schema_diff::CommentAlter;
use schema_model::{Comment, ObjectId, Target};

use crate::quote::literal;
use crate::words::{Scope, Words, address};

fn say(id: &Target, new: &Comment) -> Vec<String> {
    vec![format!("COMMENT ON {} IS {}", address(id.id()), literal(&new.text))]
}

impl Words for Comment {
    type Alter = CommentAlter;

    fn address(id: &Target) -> String {
        address(id.id())
    }

    fn exists(_: &Target) -> Option<String> {
        None
    }

    fn guard(_: &Target, alter: &CommentAlter) -> Guard {
        match alter {
            CommentAlter::Text => Guard::Repeatable,
        }
    }

    fn create(_: Scope<'_>, id: &Target, new: &Self) -> Vec<String> {
        say(id, new)
    }

    fn alter(_: Scope<'_>, id: &Target, _: &Self, new: &Self, alter: &CommentAlter) -> Vec<String> {
        match alter {
            CommentAlter::Text => say(id, new),
        }
    }

    fn drop(_: Scope<'_>, id: &Target, _: &Self) -> Vec<String> {
        // The schema `public` is born with a comment, and that one is not in the model.
        let born_with = match id.id() {
            ObjectId::Schema(name) if name == "public" => "'standard public schema'",
            _ => "NULL",
        };
        vec![format!("COMMENT ON {} IS {born_with}", address(id.id()))]
    }
}
