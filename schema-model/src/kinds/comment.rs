//! Comments.

use serde::{Deserialize, Serialize};

use super::{References, fields};
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
    fn visit(&self, _: &Target, _: &mut dyn FnMut(ObjectId, Why)) {}
}
