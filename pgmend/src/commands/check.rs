//! `pgmend check`

use schema_diff::Options;

use super::diff::{diagnostics, say_gaps};
use super::{make_plan, status};
use crate::cli::{Output, ReportFormat};
use crate::connect::Target;
use crate::error::Result;
use crate::load::{LoadOptions, Loader};
use crate::report::{self, Differences};
use crate::source::Source;

/// What `check` prints.
#[derive(Clone, Copy)]
pub(crate) struct Checked {
    pub(crate) format: ReportFormat,
    pub(crate) column_order: bool,
}

pub(crate) fn check(
    expected: &Source,
    target: Target,
    options: LoadOptions,
    Checked { format, column_order }: Checked,
    output: &mut Output<'_>,
) -> Result<u8> {
    let (actual, wanted) = Loader::new(options).load_pair(&Source::Database(target), expected)?;
    output.notes(&actual.notes);
    output.notes(&wanted.notes);
    let (a, b) = (&actual.schema, &wanted.schema);
    let plan = make_plan(a, b, &Options::default())?;
    let mut found =
        Differences::new((&actual.source, a), (&wanted.source, b), &plan, diagnostics(&actual, &wanted));
    if column_order {
        found.add_column_order(a, b);
    }
    say_gaps(&actual, &wanted, output);
    let text = match format {
        ReportFormat::Text => report::differences(&found, a, b, output.style),
        ReportFormat::Json => found.to_json() + "\n",
    };
    output.print(&text)?;
    Ok(status(found.in_sync))
}
