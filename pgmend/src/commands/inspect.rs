//! `pgmend inspect`

use std::fmt::Write;
use std::path::PathBuf;

use schema_model::{DiagnosticKind, ObjectKind, Schema};

use super::baseline::script;
use crate::cli::{InspectFormat, Output};
use crate::error::Result;
use crate::load::{LoadOptions, Loader};
use crate::source::Source;

pub(crate) fn inspect(
    source: &Source,
    options: LoadOptions,
    format: InspectFormat,
    file: Option<&PathBuf>,
    output: &mut Output<'_>,
) -> Result<u8> {
    let origins = options.origins;
    let loaded = Loader::new(options).load(source)?;
    output.notes(&loaded.notes);
    if origins && loaded.schema.origins.is_none() {
        output.say(
            "note: no numbers were kept: only of a database is there any, and the role must be allowed to call \
             pg_control_system()",
        );
    }
    let gaps: Vec<_> = loaded.diagnostics.iter().filter(|d| d.kind.is_gap()).collect();
    for gap in gaps.iter().take(10) {
        output.say(&format!("not in the model: {gap}"));
    }
    if gaps.len() > 10 {
        output.say(&format!("not in the model: {} more objects", gaps.len() - 10));
    }
    for ledger in loaded.diagnostics.iter().filter(|d| d.kind == DiagnosticKind::Ledger) {
        output.say(&format!("left out: {ledger}"));
    }
    let text = match format {
        InspectFormat::Json => loaded.schema.to_json() + "\n",
        InspectFormat::Sql => script(&loaded.schema)?,
        InspectFormat::Tree => tree(&loaded.schema),
    };
    output.deliver(&text, file)?;
    Ok(0)
}

/// Every object below what it belongs to.
fn tree(schema: &Schema) -> String {
    let mut text = String::new();
    for (name, _) in schema.all::<schema_model::Namespace>() {
        let _ = writeln!(text, "{}", sql_emit::identifier(name));
        for table in schema.tables().filter(|table| table.name().schema == *name) {
            let _ = writeln!(text, "  table {}", sql_emit::identifier(&table.name().name));
            for (column, payload) in table.columns() {
                let not_null = if payload.not_null.is_some() { " NOT NULL" } else { "" };
                let _ =
                    writeln!(text, "    {} {}{not_null}", sql_emit::identifier(column), payload.type_name);
            }
            let below = table
                .constraints()
                .map(|(n, _)| ("constraint", n))
                .chain(table.indexes().map(|(n, _)| ("index", n)))
                .chain(table.triggers().map(|(n, _)| ("trigger", n)))
                .chain(table.policies().map(|(n, _)| ("policy", n)));
            for (kind, name) in below {
                let _ = writeln!(text, "    {kind} {}", sql_emit::identifier(name));
            }
        }
        for kind in [
            ObjectKind::View,
            ObjectKind::MaterializedView,
            ObjectKind::Sequence,
            ObjectKind::Enum,
            ObjectKind::CompositeType,
            ObjectKind::Domain,
            ObjectKind::Function,
            ObjectKind::Procedure,
            ObjectKind::Aggregate,
            ObjectKind::Statistics,
        ] {
            for (id, _) in schema.of_kind(kind).filter(|(id, _)| id.schema_name() == Some(name)) {
                let own = id.to_string();
                let own = own.split_once('.').map_or(own.as_str(), |(_, rest)| rest);
                let _ = writeln!(text, "  {} {own}", kind.word().replace('_', " "));
            }
        }
    }
    for (name, extension) in schema.all::<schema_model::Extension>() {
        let _ = writeln!(text, "extension {} {}", sql_emit::identifier(name), extension.version);
    }
    text
}
