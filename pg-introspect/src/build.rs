//! Collects objects and diagnostics.

use schema_model::{Diagnostic, Introspected, Kind, ObjectId, SchemaBuilder, Server, Why};

/// What comes of a reading.
pub(crate) struct Builder {
    schema: SchemaBuilder,
    diagnostics: Vec<Diagnostic>,
}

impl Builder {
    pub(crate) fn new(server: Server) -> Self {
        Self { schema: SchemaBuilder::new(server), diagnostics: Vec::new() }
    }

    pub(crate) fn insert<K: Kind>(&mut self, id: K::Id, payload: K) {
        self.schema.insert(id, payload);
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
        Introspected { schema: self.schema.finish(), diagnostics }
    }
}
