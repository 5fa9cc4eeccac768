//! `pgmend check`

use schema_diff::{Mode, Strategy};

use super::diff::{diagnostics, say_gaps};
use super::{make_plan, status};
use crate::cli::{Output, ReportFormat};
use crate::connect::Target;
use crate::error::Result;
use crate::load::{LoadOptions, Loader};
use crate::report::{self, Differences};
use crate::source::Source;

pub(crate) fn check(
    expected: &Source,
    target: Target,
    options: LoadOptions,
    format: ReportFormat,
    output: &mut Output<'_>,
) -> Result<u8> {
    let (actual, wanted) = Loader::new(options).load_pair(&Source::Database(target), expected)?;
    output.notes(&actual.notes);
    output.notes(&wanted.notes);
    let (a, b) = (&actual.schema, &wanted.schema);
    let plan = make_plan(a, b, Mode::Sync, Strategy::PLAIN)?;
    let found =
        Differences::new((&actual.source, a), (&wanted.source, b), &plan, diagnostics(&actual, &wanted));
    say_gaps(&actual, &wanted, output);
    let text = match format {
        ReportFormat::Text => report::differences(&found, a, b, output.style),
        ReportFormat::Json => found.to_json() + "\n",
    };
    output.print(&text)?;
    Ok(status(found.in_sync))
}
