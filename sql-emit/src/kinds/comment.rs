//! Comments.

use crate::guard::Guard;
use schema_diff::CommentAlter;
use schema_model::{Comment, ObjectId, Table, Target};

use crate::quote::literal;
use crate::words::{Scope, Words, address};

fn say(scope: Scope<'_>, id: &Target, text: &str) -> Vec<String> {
    // Elsewhere a foreign table may be called a table.
    let foreign = |name| {
        [scope.to, scope.from]
            .iter()
            .find_map(|schema| schema.get::<Table>(name))
            .is_some_and(Table::is_foreign)
    };
    let word = match id.id() {
        ObjectId::Table(name) if foreign(name) => "FOREIGN ",
        _ => "",
    };
    vec![format!("COMMENT ON {word}{} IS {text}", address(id.id()))]
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

    fn create(scope: Scope<'_>, id: &Target, new: &Self) -> Vec<String> {
        say(scope, id, &literal(&new.text))
    }

    fn alter(scope: Scope<'_>, id: &Target, _: &Self, new: &Self, alter: &CommentAlter) -> Vec<String> {
        match alter {
            CommentAlter::Text => say(scope, id, &literal(&new.text)),
        }
    }

    fn drop(scope: Scope<'_>, id: &Target, _: &Self) -> Vec<String> {
        // The schema `public` is born with a comment, and that one is not in the model.
        let born_with = match id.id() {
            ObjectId::Schema(name) if name == "public" => "'standard public schema'",
            _ => "NULL",
        };
        say(scope, id, born_with)
    }
}
