//! `pgmend baseline`

use std::path::PathBuf;

use schema_diff::Options;
use schema_model::{Name, Namespace, Schema};

use super::make_plan;
use crate::cli::Output;
use crate::error::Result;
use crate::load::{LoadOptions, Loader};
use crate::source::Source;

/// The script that makes a schema in a new database.
pub(super) fn script(schema: &Schema) -> Result<String> {
    let mut empty = Schema::new(schema.server.clone());
    let public = Name::from("public");
    // A new database has it.
    if schema.get::<Namespace>(&public).is_some() {
        empty.insert(public, Namespace::new());
    }
    let plan = make_plan(&empty, schema, &Options::default())?;
    let script = sql_emit::emit(&plan, &empty, schema, &sql_emit::Options::default());
    Ok(script.to_sql(&plan))
}

pub(crate) fn baseline(
    source: &Source,
    options: LoadOptions,
    file: Option<&PathBuf>,
    output: &mut Output<'_>,
) -> Result<u8> {
    let loaded = Loader::new(options).load(source)?;
    output.notes(&loaded.notes);
    for gap in loaded.diagnostics.iter().filter(|d| d.kind.is_gap()) {
        output.say(&format!("not in the baseline: {gap}"));
    }
    let sql = script(&loaded.schema)?;
    output.deliver(&sql, file)?;
    Ok(0)
}
