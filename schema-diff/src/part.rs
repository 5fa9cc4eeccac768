//! Parts of objects that have comments and privileges of their own: what happens to them when the part goes and comes while
//! the object stays.

use schema_model::{MemberName, ObjectId};

use crate::rules::Context;

/// Why something about a part can't be said to the target, if it can't: the constraint behind NOT NULL has a name from 18 on,
/// a domain's from 17 on.
pub(crate) fn unnamed(context: Context<'_>, id: &ObjectId) -> Option<String> {
    let target = id.target().filter(|target| !context.to.contains(target))?;
    let since = match target {
        ObjectId::Constraint(_) => 18,
        ObjectId::DomainConstraint(_) => 17,
        _ => return None,
    };
    (context.major() < since)
        .then(|| format!("before PostgreSQL {since} NOT NULL is no constraint that could have one"))
}

/// Whether it is about a constraint: of those that depend on a column, or on a domain by its name, only what is about the
/// constraint behind its NOT NULL.
pub(crate) fn is_of_not_null(id: &ObjectId) -> bool {
    matches!(id.target(), Some(ObjectId::Constraint(_) | ObjectId::DomainConstraint(_)))
}

/// The object by which the owner of the target of a privilege is found: a column's is its table.
pub(crate) fn owned(context: Context<'_>, target: &ObjectId) -> ObjectId {
    match context.to.resolve(target) {
        Some(ObjectId::Column(column)) => ObjectId::Table(MemberName::parent(column)),
        Some(whole) => whole.clone(),
        None => target.clone(),
    }
}
