//! What belongs to no kind of the model: collected as the server describes it.

use schema_model::{Diagnostic, DiagnosticKind, Name};

use crate::Error;
use crate::build::Builder;
use crate::catalog::depend::Address;
use crate::catalog::{Catalog, class};
use crate::intern::Oid;
use crate::ledger;
use crate::row::Row;
use crate::statement::{Statement, statement};

/// An object that no kind claims.
pub(crate) struct Unclaimed {
    catalog: String,
    class: Oid,
    object: Oid,
    text: String,
}

pub(crate) const SCHEMAS: Statement = statement!(Rest, "coverage_schema", decode, optional: true);

fn decode(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let name = row.text()?.to_owned();
    let class = row.oid()?;
    let object = row.oid()?;
    // NULL was dropped meanwhile.
    if let Some(text) = row.optional()? {
        catalog.unclaimed.push(Unclaimed { catalog: name, class, object, text: text.to_owned() });
    }
    Ok(())
}

impl Catalog {
    fn not_modelled(out: &mut Builder, catalog: &str, object: impl Into<String>, reason: impl Into<String>) {
        out.report(Diagnostic::new(DiagnosticKind::NotModelled, catalog, object, reason));
    }

    /// The coverage certificate: everything a user may have made that is not in the model.
    pub(crate) fn build_coverage(&self, out: &mut Builder) {
        for row in &self.unclaimed {
            if !self.members.contains_key(&(row.class, row.object)) {
                let reason = "this kind of object is not modelled: it is neither compared nor created";
                Self::not_modelled(out, &row.catalog, &row.text, reason);
            }
        }
        for statement in &self.unreadable {
            out.report(Diagnostic::new(
                DiagnosticKind::NotReadable,
                &statement.catalog,
                format!("what `{}` reads", statement.name),
                format!("the server said: {}", statement.message),
            ));
        }
        self.cover_extension_dependencies(out);
        self.cover_triggers(out);
    }

    /// Tells what was left out on purpose.
    pub(crate) fn report_left_out(&self, out: &mut Builder) {
        for at in &self.ledgers {
            let Some(relation) = self.relations.get(*at) else { continue };
            let tool = ledger::tool(&relation.name.name).unwrap_or_default();
            out.report(Diagnostic::new(
                DiagnosticKind::Ledger,
                "pg_class",
                relation.describe(),
                format!("the ledger of {tool}: what it holds is data, and the tool makes it itself"),
            ));
        }
        for extension in &self.extensions {
            let count = self.members.values().filter(|oid| **oid == extension.oid).count();
            if count > 0 && extension.ours(self) {
                out.report(Diagnostic::new(
                    DiagnosticKind::ExtensionMember,
                    "pg_extension",
                    format!("extension {}", extension.name),
                    format!("{count} members stand and fall with it"),
                ));
            }
        }
        for oid in &self.detaching {
            if let Some(relation) = self.relation(*oid).filter(|relation| relation.ours) {
                out.report(Diagnostic::new(
                    DiagnosticKind::Note,
                    "pg_inherits",
                    relation.describe(),
                    "it is being detached from its partitioned table: finish with ALTER TABLE … DETACH PARTITION … FINALIZE",
                ));
            }
        }
        for name in self.schemas.iter().flatten() {
            let found = self.namespaces.iter().find(|row| row.name == *name);
            let reason = match found {
                None => "it was asked for, but there is none of that name",
                Some(row) if !row.read => "it was asked for, but it is the system's own and never read",
                Some(_) => continue,
            };
            out.report(Diagnostic::new(
                DiagnosticKind::Note,
                "pg_namespace",
                format!("schema {name}"),
                reason,
            ));
        }
    }

    /// `ALTER … DEPENDS ON EXTENSION`: the object is dropped with the extension.
    fn cover_extension_dependencies(&self, out: &mut Builder) {
        for edge in self.depends.iter().filter(|edge| edge.kind == 'x') {
            let id = |address| self.resolve(address).and_then(|place| self.id(place));
            if let (Some(from), Some(to)) = (id(edge.from), id(edge.to)) {
                Self::not_modelled(
                    out,
                    "pg_depend",
                    format!("{from} depends on {to}"),
                    "that an object is dropped with an extension (DEPENDS ON EXTENSION) is not modelled",
                );
            }
        }
    }

    /// Up to 14 a partition's copy of a trigger can be given a name of its own, and its firing state can't be said then.
    fn cover_triggers(&self, out: &mut Builder) {
        for row in self.triggers.iter().filter(|row| row.parent != 0) {
            let Some(relation) = self.relation(row.relation).filter(|relation| relation.ours) else {
                continue;
            };
            if self.copied_trigger(row).is_some_and(|top| top.name != row.name) {
                Self::not_modelled(
                    out,
                    "pg_trigger",
                    format!("trigger {} on {}", row.name, relation.describe()),
                    "a partition's copy of a trigger is not modelled, and this one has another name than the partitioned table's",
                );
            }
        }
    }

    /// A comment that has no object here: on a part of something, or on what comes and goes with something else. Nothing,
    /// if what it is on is not read or stands in the certificate itself.
    pub(crate) fn describe_commented(&self, address: Address) -> Option<String> {
        let of = |relation: Oid, word: &str, name: &Name| {
            let relation = self.relation(relation).filter(|relation| relation.ours)?;
            Some(format!("{word} {name} on {}", relation.describe()))
        };
        let Address { class, object, .. } = address;
        if self.members.contains_key(&(class, object)) {
            return None;
        }
        match class {
            class::CLASS => {
                if let Some(row) = self.sequence_at.get(object).and_then(|at| self.sequences.get(*at)) {
                    let (relation, _) = row.column?;
                    return of(relation, "sequence", &row.name.name);
                }
                let row = self.index(object)?;
                of(row.relation, "index", &row.name)
            }
            class::CONSTRAINT => {
                let row = self.constraints.get(*self.constraint_at.get(object)?)?;
                of(row.relation, "constraint", &row.name)
            }
            class::TRIGGER => {
                let row = self.triggers.get(*self.trigger_at.get(object)?)?;
                of(row.relation, "trigger", &row.name)
            }
            class::REWRITE => {
                let view = self.relation(*self.views_of_rules.get(object)?).filter(|view| view.ours)?;
                Some(format!("rule _RETURN on {}", view.describe()))
            }
            _ => None,
        }
    }
}
