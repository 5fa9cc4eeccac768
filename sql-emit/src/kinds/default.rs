//! Column defaults.

use crate::guard::Guard;
use schema_diff::ColumnDefaultAlter;
use schema_model::{ColumnDefault, MemberName, ObjectId, Schema};

use super::sequence;
use crate::quote::{identifier, parent};
use crate::words::{Scope, Words};

/// `ALTER TABLE ONLY t ALTER COLUMN c`: the children's defaults are their own.
fn alter(schema: &Schema, id: &MemberName) -> String {
    let relation = if schema.contains(&ObjectId::View(id.parent())) { "VIEW" } else { "TABLE ONLY" };
    format!("ALTER {relation} {} ALTER COLUMN {}", parent(id), identifier(&id.name))
}

impl Words for ColumnDefault {
    type Alter = ColumnDefaultAlter;

    fn address(id: &MemberName) -> String {
        // Nothing is said of a default but by its column.
        format!("COLUMN {}.{}", parent(id), identifier(&id.name))
    }

    fn exists(_: &MemberName) -> Option<String> {
        None
    }

    fn guard(_: &MemberName, alter: &ColumnDefaultAlter) -> Guard {
        match alter {
            ColumnDefaultAlter::Set => Guard::Repeatable,
        }
    }

    fn create(scope: Scope<'_>, id: &MemberName, new: &Self) -> Vec<String> {
        let mut all = vec![format!("{} SET DEFAULT {}", alter(scope.to, id), new.expression)];
        all.extend(sequence::adopt(scope, id));
        all
    }

    fn alter(
        scope: Scope<'_>,
        id: &MemberName,
        _: &Self,
        new: &Self,
        change: &ColumnDefaultAlter,
    ) -> Vec<String> {
        match change {
            ColumnDefaultAlter::Set => Self::create(scope, id, new),
        }
    }

    fn drop(scope: Scope<'_>, id: &MemberName, _: &Self) -> Vec<String> {
        let mut all = vec![format!("{} DROP DEFAULT", alter(scope.from, id))];
        // The table is locked now: nobody draws another number for it.
        all.extend(sequence::note_position(scope, id));
        all
    }
}
