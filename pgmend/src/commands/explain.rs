//! `pgmend explain`

use std::collections::BTreeMap;
use std::fmt::Write;

use schema_diff::{Lock, Options, Plan};
use schema_model::{ObjectId, Schema};

use super::make_repair_plan;
use crate::cli::Output;
use crate::error::{Error, Result};
use crate::load::{LoadOptions, Loader};
use crate::source::Source;

/// Says of each action, or of those about some objects, why it is there, why it is where it is, and what it costs.
pub(crate) fn explain(
    from: &Source,
    to: &Source,
    objects: &[String],
    options: LoadOptions,
    how: &Options,
    output: &mut Output<'_>,
) -> Result<u8> {
    let objects: Vec<ObjectId> = objects
        .iter()
        .map(|text| {
            text.parse().map_err(|e: schema_model::Error| {
                Error::failed(format!("{text} is no object like column:public.users.email")).caused_by(e)
            })
        })
        .collect::<Result<_>>()?;
    let (first, mut second) = Loader::new(options).load_pair(from, to)?;
    output.notes(&first.notes);
    output.notes(&second.notes);
    let plan = make_repair_plan(&first.schema, &mut second.schema, how)?;
    let (a, b) = (&first.schema, &second.schema);
    super::diff::say_gaps(&first, &second, output);
    let text = explained(&plan, a, b, &objects)?;
    output.print(&text)?;
    Ok(super::status(plan.is_empty()))
}

fn explained(plan: &Plan, from: &Schema, to: &Schema, objects: &[ObjectId]) -> Result<String> {
    let script = sql_emit::emit(plan, from, to, &sql_emit::Options::default());
    let renamed = plan.after_renames(from, to);
    let mut before: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (first, second) in &plan.edges {
        before.entry(*second).or_default().push(*first);
    }
    let mut text = String::new();
    let mut said = 0;
    for (at, action) in plan.actions.iter().enumerate() {
        if !objects.is_empty() && !action.flatten().any(|part| objects.contains(&part.id)) {
            continue;
        }
        said += 1;
        let _ = writeln!(text, "{}. {} {}", at + 1, action.token(), action.id);
        let first = script.statements.partition_point(|statement| statement.action < at);
        for statement in script.statements[first..].iter().take_while(|statement| statement.action == at) {
            let _ = writeln!(text, "   SQL    {};", statement.sql.replace('\n', "\n          "));
        }
        let _ = writeln!(text, "   why    {}", action.why());
        for part in &action.folded {
            let _ = writeln!(text, "          with it: {}", part.why());
        }
        for first in before.get(&at).into_iter().flatten() {
            if let Some(why) = plan.why_before(&renamed, to, *first, at) {
                let _ = writeln!(text, "   after  {}: {why}", first + 1);
            }
        }
        let _ = writeln!(text, "   costs  {}\n", costs(action));
    }
    if said == 0 && !objects.is_empty() {
        return Err(Error::failed(format!(
            "no action of this plan is about {}; it has {}",
            objects.iter().map(ToString::to_string).collect::<Vec<_>>().join(" or "),
            crate::report::counted(plan.actions.len(), "action")
        )));
    }
    for (title, remarks) in
        [("left alone", &plan.left_alone), ("noted", &plan.reported), ("refused", &plan.refused)]
    {
        for remark in remarks.iter().filter(|remark| objects.is_empty() || objects.contains(&remark.id)) {
            let _ = writeln!(text, "{title}: {}: {}", remark.id, remark.reason);
        }
    }
    if plan.is_empty() {
        text.push_str("nothing to do: in sync\n");
    }
    Ok(text)
}

fn costs(action: &schema_diff::Action) -> String {
    let cost = &action.cost;
    let mut parts = vec![match cost.lock {
        Lock::None => "no lock that others feel".to_owned(),
        lock => lock.to_string(),
    }];
    if cost.rewrites {
        parts.push("every row is written anew".into());
    } else if cost.scans {
        parts.push("every row is read".into());
    } else if cost.lock > Lock::None {
        parts.push("no row is read or written for it".into());
    }
    match cost.transaction {
        schema_diff::Transaction::Any => {}
        schema_diff::Transaction::Own => parts.push("in a transaction of its own".into()),
        schema_diff::Transaction::Outside => parts.push("outside of a transaction".into()),
    }
    if let Some(loss) = action.flatten().find_map(|part| part.cost.loses) {
        parts.push(format!("LOSES {loss}"));
    }
    parts.join("; ")
}
