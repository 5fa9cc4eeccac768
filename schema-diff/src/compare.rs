//! What differs: a merge-join of two ordered maps. Knows no kind.

use std::cmp::Ordering;
use std::iter::Peekable;

use schema_model::{Object, ObjectId, Schema};

use crate::{checks, not_null, versions};

/// What differs between two schemas, in canonical order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Delta {
    /// In the second schema only.
    pub added: Vec<ObjectId>,
    /// In the first schema only.
    pub removed: Vec<ObjectId>,
    /// In both, and different.
    pub changed: Vec<Change>,
}

/// One object that differs.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The object.
    pub id: ObjectId,
    /// The names of the fields that differ, in the order of the kind's struct.
    pub fields: Vec<&'static str>,
}

impl Delta {
    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.changed.is_empty()
    }

    /// The number of objects that differ.
    pub fn len(&self) -> usize {
        self.added.len() + self.removed.len() + self.changed.len()
    }
}

/// Compares two schemas, field by field. Metadata, server facts and dependencies don't count, and neither does whether a check
/// that a table inherits is its own as well: no statement changes that.
///
/// ```
/// use schema_diff::compare;
/// use schema_model::{Column, MemberName, Schema, Server};
///
/// let from = Schema::new(Server::new(170_000));
/// let mut to = from.clone();
/// to.insert_column(MemberName::new("public", "users", "email"), Column::new("text", 1));
/// let delta = compare(&from, &to);
/// assert_eq!(delta.added[0].to_string(), "column:public.users.email");
/// ```
pub fn compare(from: &Schema, to: &Schema) -> Delta {
    let mut delta = Delta::default();
    let (mut left, mut right) = (from.objects().peekable(), to.objects().peekable());
    while let Some(order) = next(&mut left, &mut right) {
        match order {
            Ordering::Less => delta.removed.extend(left.next().map(|(id, _)| id.clone())),
            Ordering::Greater => delta.added.extend(right.next().map(|(id, _)| id.clone())),
            Ordering::Equal => {
                let (Some((id, a)), Some((_, b))) = (left.next(), right.next()) else { break };
                // Equal ids are of one kind, and so are their payloads.
                let mut fields = a.changed(b).unwrap_or_default();
                fields.retain(|field| {
                    !versions::is_of_the_version(from, to, id, field)
                        && !not_null::is_had_twice(from, to, id, field)
                });
                if !fields.is_empty() {
                    delta.changed.push(Change { id: id.clone(), fields });
                }
            }
        }
    }
    delta.removed.retain(|id| !checks::is_redundant(from, to, id));
    delta.added.retain(|id| !checks::is_redundant(to, from, id));
    delta
}

type Item<'a> = (&'a ObjectId, &'a Object);

fn next<'a>(
    left: &mut Peekable<impl Iterator<Item = Item<'a>>>,
    right: &mut Peekable<impl Iterator<Item = Item<'a>>>,
) -> Option<Ordering> {
    match (left.peek(), right.peek()) {
        (None, None) => None,
        (Some(_), None) => Some(Ordering::Less),
        (None, Some(_)) => Some(Ordering::Greater),
        (Some((a, _)), Some((b, _))) => Some(a.cmp(b)),
    }
}
