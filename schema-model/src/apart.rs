//! What stands apart from the rest of a database: copies differ in it for good reasons.

use crate::{ObjectId, ObjectKind};

/// What counts only where it is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Apart {
    /// The database itself.
    Database,
    /// What the databases of a cluster share.
    Cluster,
}

impl Apart {
    /// What an object, or the object that it is about, belongs to.
    pub(crate) fn of(id: &ObjectId) -> Option<Self> {
        Self::of_kind(id.target().unwrap_or(id).kind())
    }

    pub(crate) fn of_kind(kind: ObjectKind) -> Option<Self> {
        match kind {
            ObjectKind::Database | ObjectKind::RoleSetting => Some(Self::Database),
            ObjectKind::Role | ObjectKind::Membership | ObjectKind::Tablespace | ObjectKind::Parameter => {
                Some(Self::Cluster)
            }
            _ => None,
        }
    }
}

impl ObjectId {
    /// Whether it is, or is about, what the databases of a cluster share: a role or a membership, a tablespace, a configuration
    /// parameter.
    ///
    /// ```
    /// # use schema_model::ObjectId;
    /// assert!("comment:(role:app)".parse::<ObjectId>()?.is_of_cluster());
    /// assert!(!"owner:(table:public.t)".parse::<ObjectId>()?.is_of_cluster());
    /// # Ok::<(), schema_model::Error>(())
    /// ```
    pub fn is_of_cluster(&self) -> bool {
        Apart::of(self) == Some(Apart::Cluster)
    }
}

impl ObjectKind {
    /// Whether its objects are what the databases of a cluster share.
    pub fn is_of_cluster(self) -> bool {
        Apart::of_kind(self) == Some(Apart::Cluster)
    }
}
