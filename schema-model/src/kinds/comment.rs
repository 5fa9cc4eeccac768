//! Comments.

use serde::{Deserialize, Serialize};

use super::{NameSpace, References, fields, no_privileges};
use crate::{ObjectId, SqlText, Target, Why};

/// A comment on any object, from `pg_description`. An empty comment and none are the same to PostgreSQL.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Comment {
    /// `description`. `COMMENT ON`.
    pub text: SqlText,
}

impl Comment {
    /// A comment.
    pub fn new(text: impl Into<SqlText>) -> Self {
        Self { text: text.into() }
    }
}

fields!(Comment => CommentField { text => Text });

impl References for Comment {
    type Id = Target;
    const NAME_SPACE: NameSpace = NameSpace::Other;

    fn parents(id: &Target) -> Vec<ObjectId> {
        vec![id.id().clone()]
    }

    no_privileges!();

    fn visit(&self, _: &Target, _: &mut dyn FnMut(ObjectId, Why)) {}
}
