//! `pgmend verify`

mod rows;
mod second;

use std::time::Duration;

use clap::Args;
use schema_diff::Options;

use super::diff::{diagnostics, say_gaps};
use super::make_plan;
use crate::cli::{Output, ReportFormat};
use crate::connect::Target;
use crate::error::{Error, Result, server_message};
use crate::load::{LoadOptions, Loader};
use crate::report::{self, Differences, Verification};
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

/// Who is asked, and for how long.
#[derive(Clone, Debug, Args)]
pub(crate) struct Observers {
    /// The program pg_dump to ask as the second observer: a path, `auto` for the newest that is found, or `none`.
    #[arg(long, value_name = "PROGRAM", default_value = "auto")]
    pub(crate) pg_dump: String,
    /// Ask the rows of every foreign key for orphans. Otherwise only where the catalog leaves it open: constraints that
    /// are NOT VALID, and foreign keys whose triggers are disabled.
    #[arg(long)]
    pub(crate) orphans: bool,
    /// How many seconds one question to the rows of a table may take. 0: the rows are not asked.
    #[arg(long, value_name = "SECONDS", default_value_t = crate::probe::DEFAULT_LIMIT.as_secs())]
    pub(crate) probe_limit: u64,
}

impl Default for Observers {
    fn default() -> Self {
        Self { pg_dump: "auto".into(), orphans: false, probe_limit: crate::probe::DEFAULT_LIMIT.as_secs() }
    }
}

/// The first observer compares models; the second compares what `pg_dump` says of both sides; and the rows are asked where
/// the catalog does not vouch for them.
pub(crate) fn verify(
    expected: &Source,
    target: Target,
    mut options: LoadOptions,
    observers: &Observers,
    format: ReportFormat,
    output: &mut Output<'_>,
) -> Result<u8> {
    let strict = options.strict;
    options.target.get_or_insert_with(|| target.clone());
    let program = second::Asked::new(&observers.pg_dump, &options)?;
    let mut loader = Loader::new(options).keeping();
    let (actual, wanted) = loader.load_pair(&Source::Database(target.clone()), expected)?;
    output.notes(&actual.notes);
    output.notes(&wanted.notes);
    let (a, b) = (&actual.schema, &wanted.schema);
    let plan = make_plan(a, b, &Options::default())?;
    let catalog =
        Differences::new((&actual.source, a), (&wanted.source, b), &plan, diagnostics(&actual, &wanted));
    let pg_dump = second::ask(&program, &target, expected, (&actual, &wanted), &mut loader)?;
    if let (Some(why), true) = (&pg_dump.silent, strict) {
        return Err(Error::refused(format!("the second observer is silent, and --strict was given: {why}")));
    }
    let (unfinished, asked) = {
        let mut client = target.connect()?;
        let lines = client
            .batch_execute("SET search_path = ''")
            .and_then(|()| client.query(UNFINISHED, &[]))
            .map_err(|e| Error::failed(server_message(&e)))?;
        let limit = Duration::from_secs(observers.probe_limit);
        let asked = match limit.is_zero() {
            true => Vec::new(),
            false => rows::ask(&mut client, a, observers.orphans, limit)?,
        };
        (lines.iter().map(|row| row.get(0)).collect(), asked)
    };
    say_gaps(&actual, &wanted, output);
    let verification = Verification::new(catalog, pg_dump, unfinished, asked);
    let text = match format {
        ReportFormat::Text => {
            report::differences(&verification.catalog, a, b, output.style) + &verification.to_text()
        }
        ReportFormat::Json => verification.to_json() + "\n",
    };
    output.print(&text)?;
    Ok(super::status(verification.verified))
}
