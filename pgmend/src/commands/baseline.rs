//! `pgmend baseline`

use std::path::PathBuf;

use clap::Args;
use schema_diff::{Options, Plan};
use schema_model::{Name, Namespace, Schema};
use sql_emit::Script;

use super::make_plan;
use crate::cli::Output;
use crate::error::{Error, Result};
use crate::execute::{ExecuteOptions, Session};
use crate::ledger::{self, Migrating, Tool};
use crate::load::{LoadOptions, Loader};
use crate::source::Source;

/// The migration tool whose history begins.
#[derive(Debug, Args)]
pub(crate) struct History {
    /// Write it as the first migration of this tool.
    #[arg(long = "for", value_name = "TOOL", value_enum, conflicts_with = "output")]
    tool: Option<Tool>,
    #[command(flatten)]
    migrating: Migrating,
    /// Write into the tool's ledger in the database that it was applied: the database has all of it.
    #[arg(long, requires = "tool")]
    stamp: bool,
}

fn planned(schema: &Schema) -> Result<(Plan, Script)> {
    let mut empty = Schema::new(schema.server.clone());
    let public = Name::from("public");
    // A new database has it.
    if schema.get::<Namespace>(&public).is_some() {
        empty.insert(public, Namespace::new());
    }
    let plan = make_plan(&empty, schema, &Options::default())?;
    let script = sql_emit::emit(&plan, &empty, schema, &sql_emit::Options::default());
    Ok((plan, script))
}

/// The script that makes a schema in a new database.
pub(super) fn script(schema: &Schema) -> Result<String> {
    let (plan, script) = planned(schema)?;
    Ok(script.to_sql(&plan))
}

pub(crate) fn baseline(
    source: &Source,
    options: LoadOptions,
    file: Option<&PathBuf>,
    history: &History,
    output: &mut Output<'_>,
) -> Result<u8> {
    let History { tool, migrating, stamp } = history;
    if tool.is_none() && !migrating.is_empty() {
        return Err(Error::failed("--dir, --name and --number go with --for TOOL"));
    }
    let stamped = match (stamp, source.database()) {
        (true, None) => {
            return Err(Error::failed(format!(
                "--stamp writes into the database that has all of the baseline, and {source} is none"
            )));
        }
        (true, database) => database.cloned(),
        (false, _) => None,
    };
    let loaded = Loader::new(options).load(source)?;
    output.notes(&loaded.notes);
    for gap in loaded.diagnostics.iter().filter(|d| d.kind.is_gap()) {
        output.say(&format!("not in the baseline: {gap}"));
    }
    let Some(tool) = tool.filter(|tool| *tool != Tool::Plain || migrating.has_directory()) else {
        if *stamp {
            return Err(Error::failed("plain SQL files have no ledger: there is nothing to stamp"));
        }
        output.deliver(&script(&loaded.schema)?, file)?;
        return Ok(0);
    };
    let (plan, script) = planned(&loaded.schema)?;
    if script.is_empty() {
        return Err(Error::refused(format!(
            "{source} is empty: there is nothing that a history could begin with"
        )));
    }
    let drafted = ledger::baseline(tool, &ledger::pieces(&script, &plan), migrating)?;
    match stamped {
        None => drafted.write()?.iter().for_each(|line| output.say(line)),
        Some(target) => {
            let mut session = Session::open(&target, &ExecuteOptions::default())?;
            // What the ledger has against it is found out before any file is written.
            ledger::Recording::look(&mut session.client, tool, &drafted.entries())?;
            drafted.write()?.iter().for_each(|line| output.say(line));
            output.say(&ledger::stamp(&mut session.client, tool, &drafted.entries())?);
        }
    }
    Ok(0)
}
