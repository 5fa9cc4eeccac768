//! Tables of publications.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{NameSpace, References, fields, no_privileges};
use crate::{Name, ObjectId, PublicationMember, SqlText, Why};

/// A table that a publication names, from `pg_publication_rel`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PublicationTable {
    /// `prattrs` by name (15+), where only some columns are published. Changing it takes the table out and in again, which
    /// is what `SET TABLE` does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub columns: Option<BTreeSet<Name>>,
    /// `pg_get_expr(prqual, prrelid)` (15+): which rows are published. Changed like the columns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<SqlText>,
}

impl PublicationTable {
    /// A table with all columns and rows.
    pub fn new() -> Self {
        Self::default()
    }
}

fields!(PublicationTable => PublicationTableField { columns => Columns, filter => Filter });

impl References for PublicationTable {
    type Id = PublicationMember;
    const NAME_SPACE: NameSpace = NameSpace::Other;

    fn parents(id: &PublicationMember) -> Vec<ObjectId> {
        vec![ObjectId::Publication(id.publication.clone())]
    }

    no_privileges!();

    fn visit(&self, id: &PublicationMember, sink: &mut dyn FnMut(ObjectId, Why)) {
        sink(id.target.id().clone(), Why::Auto);
        if let ObjectId::Table(table) = id.target.id() {
            // PostgreSQL refuses to drop a column that is listed (`publication_add_relation`).
            for column in self.columns.iter().flatten() {
                sink(ObjectId::Column(table.member(column)), Why::Normal);
            }
        }
    }
}
