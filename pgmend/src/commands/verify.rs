//! `pgmend verify`

use super::check::{Checked, check};
use crate::cli::{Output, ReportFormat};
use crate::connect::Target;
use crate::error::{Error, Result, server_message};
use crate::load::LoadOptions;
use crate::source::Source;

/// What the catalog says about data: constraints that were never validated, indexes whose build failed.
const UNFINISHED: &str = "\
SELECT 'constraint ' || quote_ident(c.conname) || ' on ' || c.conrelid::regclass::text || ' is NOT VALID'
FROM pg_catalog.pg_constraint c JOIN pg_catalog.pg_namespace n ON n.oid = c.connamespace
WHERE NOT c.convalidated AND c.conrelid <> 0 AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
UNION ALL
SELECT 'index ' || i.indexrelid::regclass::text || ' is INVALID'
FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE NOT i.indisvalid AND c.relkind = 'i' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
ORDER BY 1";

/// The first observer compares models; the second reads the catalog for what was expected and still wants work: a
/// constraint that is NOT VALID on both sides is no difference, and nobody has checked its rows.
pub(crate) fn verify(
    expected: &Source,
    target: Target,
    options: LoadOptions,
    format: ReportFormat,
    output: &mut Output<'_>,
) -> Result<u8> {
    let unfinished: Vec<String> = {
        let mut client = target.connect()?;
        let rows = client.query(UNFINISHED, &[]).map_err(|e| Error::failed(server_message(&e)))?;
        rows.iter().map(|row| row.get(0)).collect()
    };
    let status = check(expected, target, options, Checked { format, column_order: false }, output)?;
    for line in &unfinished {
        output.say(&format!("note: {line}"));
    }
    Ok(status)
}
