//! `pgmend diff`

use schema_diff::{Mode, Options};

use super::{make_plan, make_repair_plan, status};
use crate::cli::{DiffFormat, Output};
use crate::error::Result;
use crate::load::{LoadOptions, Loaded, Loader};
use crate::report::{self, Differences};
use crate::source::Source;

/// What both readings left out.
pub(super) fn diagnostics(from: &Loaded, to: &Loaded) -> Vec<schema_model::Diagnostic> {
    let mut all: Vec<_> = from.diagnostics.iter().chain(&to.diagnostics).cloned().collect();
    all.sort();
    all.dedup();
    all
}

/// Says what could not be compared.
pub(super) fn say_gaps(from: &Loaded, to: &Loaded, output: &mut Output<'_>) {
    let all = diagnostics(from, to);
    let gaps: Vec<_> = all.iter().filter(|d| d.kind.is_gap()).collect();
    for gap in gaps.iter().take(5) {
        output.say(&format!("not compared: {gap}"));
    }
    if gaps.len() > 5 {
        output.say(&format!("not compared: {} more objects (pgmend inspect lists them)", gaps.len() - 5));
    }
}

/// What `diff` prints.
#[derive(Clone, Copy)]
pub(crate) struct Shown {
    pub(crate) format: DiffFormat,
    pub(crate) column_order: bool,
}

pub(crate) fn diff(
    from: &Source,
    to: &Source,
    options: LoadOptions,
    Shown { format, column_order }: Shown,
    how: &Options,
    output: &mut Output<'_>,
) -> Result<u8> {
    let (first, second) = Loader::new(options).load_pair(from, to)?;
    output.notes(&first.notes);
    output.notes(&second.notes);
    let (a, b) = (&first.schema, &second.schema);
    let whole = make_plan(a, b, &how.clone().with_mode(Mode::Sync))?;
    let mut found =
        Differences::new((&first.source, a), (&second.source, b), &whole, diagnostics(&first, &second));
    if column_order {
        found.add_column_order(a, b);
    }
    say_gaps(&first, &second, output);
    match format {
        DiffFormat::Text => {
            let text = report::differences(&found, &whole.after_renames(a, b), b, output.style);
            output.print(&text)?;
        }
        DiffFormat::Json => output.print(&(found.to_json() + "\n"))?,
        DiffFormat::Sql => {
            let mut b = b.clone();
            let plan = if how.mode == Mode::Sync { whole } else { make_repair_plan(a, &mut b, how)? };
            let script = sql_emit::emit(&plan, a, &b, &sql_emit::Options::default());
            for remark in plan.refused.iter().chain(&plan.left_alone) {
                output.say(&format!("not in the SQL: {}: {}", remark.id, remark.reason));
            }
            output.print(&script.to_sql(&plan))?;
        }
    }
    Ok(status(found.in_sync))
}
