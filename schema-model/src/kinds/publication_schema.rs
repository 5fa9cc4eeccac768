//! Schemas of publications.

use serde::{Deserialize, Serialize};

use super::{NameSpace, References, fields, no_privileges};
use crate::{ObjectId, PublicationMember, Why};

/// A schema all of whose tables a publication publishes, from `pg_publication_namespace` (15+).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PublicationSchema {}

impl PublicationSchema {
    /// All tables of a schema.
    pub fn new() -> Self {
        Self::default()
    }
}

fields!(PublicationSchema => PublicationSchemaField {});

impl References for PublicationSchema {
    type Id = PublicationMember;
    const NAME_SPACE: NameSpace = NameSpace::Other;

    fn parents(id: &PublicationMember) -> Vec<ObjectId> {
        vec![ObjectId::Publication(id.publication.clone())]
    }

    no_privileges!();

    fn visit(&self, id: &PublicationMember, sink: &mut dyn FnMut(ObjectId, Why)) {
        sink(id.target.id().clone(), Why::Auto);
    }
}
