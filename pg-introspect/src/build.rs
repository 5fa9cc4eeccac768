//! Collects objects and diagnostics.

use schema_model::{Diagnostic, Introspected, Kind, ObjectId, Origin, Origins, SchemaBuilder, Server, Why};

use crate::intern::Oid;

/// What comes of a reading.
pub(crate) struct Builder {
    schema: SchemaBuilder,
    diagnostics: Vec<Diagnostic>,
    /// What the database calls its objects by, if anybody wants to know.
    origins: Option<Origins>,
}

impl Builder {
    pub(crate) fn new(server: Server, origins: Option<Origins>) -> Self {
        Self { schema: SchemaBuilder::new(server), diagnostics: Vec::new(), origins }
    }

    pub(crate) fn insert<K: Kind>(&mut self, id: K::Id, payload: K) {
        self.schema.insert(id, payload);
    }

    /// An object that a catalog has a row for; `number` is a column's.
    pub(crate) fn insert_row<K: Kind>(&mut self, oid: Oid, number: i16, id: K::Id, payload: K) {
        if let Some(origins) = &mut self.origins {
            origins.objects.insert(K::object_id(id.clone()), Origin { oid, number });
        }
        self.insert(id, payload);
    }

    pub(crate) fn depend(&mut self, from: ObjectId, to: ObjectId, why: Why) {
        self.schema.depend(from, to, why);
    }

    pub(crate) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    pub(crate) fn finish(self) -> Introspected {
        let mut diagnostics = self.diagnostics;
        diagnostics.sort();
        diagnostics.dedup();
        let mut schema = self.schema.finish();
        schema.origins = self.origins.map(Box::new);
        Introspected { schema, diagnostics }
    }
}
