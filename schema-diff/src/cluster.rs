//! What the databases of a cluster share, as objects of the one at hand name it.

use std::collections::BTreeMap;

use schema_model::{ObjectId, Schema};

/// Whether it is a role or a tablespace, which PostgreSQL drops only once no object names it any more.
fn can_be_named(id: &ObjectId) -> bool {
    matches!(id, ObjectId::Role(_) | ObjectId::Tablespace(_))
}

/// The roles and tablespaces that objects of a schema name, each with the first one that does; nothing unless one of `removed`
/// is a role or a tablespace. They need not be in the schema themselves.
pub(crate) fn named(schema: &Schema, removed: &[ObjectId]) -> BTreeMap<ObjectId, ObjectId> {
    let mut named = BTreeMap::new();
    if !removed.iter().any(can_be_named) {
        return named;
    }
    for (id, object) in schema.objects() {
        object.references(id, &mut |to, _| {
            if can_be_named(&to) {
                named.entry(to).or_insert_with(|| id.clone());
            }
        });
    }
    named
}
