//! `pgmend demo`: the case that this project began with, on a throwaway database.

use std::time::Instant;

use postgres::Client;
use schema_diff::Mode;
use schema_model::Schema;

use crate::cli::{Output, PlanFormat, ReportFormat};
use crate::commands;
use crate::connect::Target;
use crate::error::{Error, Result, server_message};
use crate::load::LoadOptions;
use crate::scratch::{Kind, Scratch, ScratchOptions};
use crate::source::Source;

/// The schema that the platform should have.
const EXPECTED: &str = include_str!("../demo/expected.sql");
/// How the checks are shown.
const SHOWN: commands::Checked = commands::Checked { format: ReportFormat::Text, column_order: false };

/// What production has, since a migration failed half-way.
const PRODUCTION: &str = include_str!("../demo/production.sql");
/// Its rows.
const ROWS: &str = include_str!("../demo/rows.sql");

struct Story<'a, 'b> {
    output: &'a mut Output<'b>,
    started: Instant,
    step: usize,
}

impl Story<'_, '_> {
    fn tell(&mut self, text: &str) -> Result<()> {
        self.output.print(&format!("{text}\n"))
    }

    /// A step: what it is for, and the command that one would type.
    fn step(&mut self, title: &str, command: &str) -> Result<()> {
        self.step += 1;
        let heading = self.output.style.bold(&format!("{}. {title}", self.step));
        let command = self.output.style.dim(&format!("   $ {command}"));
        self.tell(&format!("\n{heading}\n{command}\n"))
    }

    fn took(&mut self, since: Instant) -> Result<()> {
        let text = format!("   ({:.2} s)", since.elapsed().as_secs_f64());
        let text = self.output.style.dim(&text);
        self.tell(&text)
    }
}

/// Runs the demonstration.
pub(crate) fn demo(given: Option<Target>, server: Option<&str>, output: &mut Output<'_>) -> Result<u8> {
    let mut options = ScratchOptions::new();
    if let Some(given) = given {
        options = options.given(given);
    }
    if let Some(kind) = server {
        let kind: Kind = kind.parse().map_err(|e: crate::scratch::Error| Error::failed(e.to_string()))?;
        options = options.only(kind);
    }
    let started = Instant::now();
    output.brief = true;
    let mut story = Story { output, started, step: 0 };
    story.tell(
        "A multi-tenant analytics product. A migration failed half-way last night: endpoints return errors.",
    )?;
    let scratch = Scratch::open(&options).map_err(|e| Error::failed(e.to_string()))?;
    let production = scratch.database().map_err(|e| Error::failed(e.to_string()))?;
    story.tell(&format!("Production is played by {}.", scratch.describe()))?;
    story.took(started)?;

    let rows_before = {
        let mut client = production.target().connect()?;
        load(&mut client, "demo/production.sql", PRODUCTION)?;
        load(&mut client, "demo/rows.sql", ROWS)?;
        rows(&mut client)?
    };
    let total: i64 = rows_before.iter().map(|(_, count, _)| count).sum();
    story.tell(&format!(
        "It has {} tables with {total} rows (pgmend/demo/production.sql, rows.sql).\n\
         The schema that the application expects is pgmend/demo/expected.sql.",
        rows_before.len()
    ))?;

    let expected = {
        let database = scratch.database().map_err(|e| Error::failed(e.to_string()))?;
        let mut client = database.target().connect()?;
        load(&mut client, "demo/expected.sql", EXPECTED)?;
        let mut loaded =
            crate::load::read_selected(&mut client, "pgmend/demo/expected.sql", &LoadOptions::default())?;
        let role: String = client
            .query_one("SELECT current_user::text", &[])
            .map_err(|e| Error::failed(server_message(&e)))?
            .get(0);
        loaded.loaded_by = Some(role.into());
        drop(client);
        database.finish().map_err(|e| Error::failed(e.to_string()))?;
        Source::Ready(Box::new(loaded))
    };
    let result = repair(&mut story, &expected, production.target(), &rows_before);
    let finished = production.finish().map_err(|e| Error::failed(e.to_string()));
    result.and(finished.map(|()| 0))
}

fn repair(story: &mut Story<'_, '_>, expected: &Source, target: &Target, before: &[Rows]) -> Result<u8> {
    let reading = LoadOptions::default;
    let consent = crate::cli::Consent {
        probe_limit: crate::probe::DEFAULT_LIMIT.as_secs(),
        strategy: schema_diff::Strategy::PLAIN,
        mode: crate::cli::ModeArgument::Repair,
        allow: Vec::new(),
        rate: 50,
        keep_dropped: false,
        renaming: Default::default(),
    };

    story.step("What is missing?", "pgmend check --expected demo/expected.sql")?;
    let since = Instant::now();
    let status = commands::check(expected, target.clone(), reading(), SHOWN, story.output)?;
    expect(status == 2, "the check finds the drift")?;
    let (tables, columns) = missing(expected, target)?;
    story.took(since)?;
    expect((tables, columns) == (9, 41), "9 tables and 41 columns are missing")?;

    story.step("What would mend it?", "pgmend plan --expected demo/expected.sql -o plan.json")?;
    let since = Instant::now();
    let directory = tempfile::tempdir().map_err(|e| Error::failed("no temporary directory").caused_by(e))?;
    let file = directory.path().join("plan.json");
    let wanted = commands::Wanted {
        next: commands::Next::default(),
        sql: false,
        guards: false,
        format: PlanFormat::Text,
    };
    commands::plan(expected, target.clone(), reading(), &consent, Some(&file), &wanted, story.output)?;
    story.took(since)?;

    story.step(
        "Try it: everything runs in one transaction, and is rolled back.",
        "pgmend apply plan.json --dry-run",
    )?;
    let mut how = commands::How::default();
    how.execute.dry_run = true;
    commands::apply_file(&file, target, false, &how, crate::probe::DEFAULT_LIMIT, story.output)?;
    {
        let mut client = target.connect()?;
        expect(rows(&mut client)? == before, "the dry run changed nothing")?;
    }

    story.step("Repair.", "pgmend apply plan.json")?;
    how.execute.dry_run = false;
    let since = Instant::now();
    commands::apply_file(&file, target, false, &how, crate::probe::DEFAULT_LIMIT, story.output)?;
    story.took(since)?;

    story.step("Prove it.", "pgmend verify --expected demo/expected.sql")?;
    let status = commands::verify(
        expected,
        target.clone(),
        reading(),
        &commands::Observers::default(),
        ReportFormat::Text,
        story.output,
    )?;
    expect(status == 0, "the database is what it should be")?;
    {
        let mut client = target.connect()?;
        let after = survivors(&mut client, before)?;
        expect(after == before, "every row that was there still is, value by value")?;
    }
    let total: i64 = before.iter().map(|(_, count, _)| count).sum();
    story.tell(&format!("All {total} rows are still there, value by value."))?;

    story.step("Look again.", "pgmend check --expected demo/expected.sql")?;
    let status = commands::check(expected, target.clone(), reading(), SHOWN, story.output)?;
    expect(status == 0, "nothing is left")?;
    let seconds = story.started.elapsed().as_secs_f64();
    story.tell(&format!(
        "\n{tables} tables and {columns} columns mended; nothing left to do. {seconds:.1} s in all."
    ))?;
    Ok(0)
}

fn expect(holds: bool, what: &str) -> Result<()> {
    if holds {
        Ok(())
    } else {
        Err(Error::failed(format!("the demonstration went wrong: not true that {what}")))
    }
}

fn load(client: &mut Client, name: &str, text: &str) -> Result<()> {
    crate::sql::load(client, &[crate::sql::SqlText { name: name.into(), text: text.into() }])
}

/// How many tables are missing, and how many columns of tables that are there.
fn missing(expected: &Source, target: &Target) -> Result<(usize, usize)> {
    let mut loader = crate::load::Loader::new(LoadOptions::default());
    let (actual, wanted) = loader.load_pair(&Source::Database(target.clone()), expected)?;
    let (a, b): (&Schema, &Schema) = (&actual.schema, &wanted.schema);
    let plan = schema_diff::plan(a, b, &schema_diff::Options::default().with_mode(Mode::Sync))
        .map_err(|e| Error::failed(e.to_string()))?;
    let found = crate::report::Differences::new(("", a), ("", b), &plan, Vec::new());
    let count = |kind: &str| found.summary.missing.get(kind).copied().unwrap_or_default();
    Ok((count("table"), count("column")))
}

/// A table's name, its number of rows, and a checksum over all its values.
type Rows = (Vec<String>, i64, String);

/// The rows of every table, over the columns that it has.
fn rows(client: &mut Client) -> Result<Vec<Rows>> {
    let tables = client
        .query(
            "SELECT c.relname::text, array_agg(a.attname::text ORDER BY a.attname) \
             FROM pg_catalog.pg_class c JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid \
             WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped \
             GROUP BY c.relname ORDER BY c.relname",
            &[],
        )
        .map_err(|e| Error::failed(server_message(&e)))?;
    tables
        .iter()
        .map(|row| {
            let mut names: Vec<String> = vec![row.get(0)];
            names.extend(row.get::<_, Vec<String>>(1));
            count(client, names)
        })
        .collect()
}

/// The same over the tables and columns that were there before.
fn survivors(client: &mut Client, before: &[Rows]) -> Result<Vec<Rows>> {
    before.iter().map(|(names, _, _)| count(client, names.clone())).collect()
}

fn count(client: &mut Client, names: Vec<String>) -> Result<Rows> {
    let quoted: Vec<String> = names.iter().map(|name| sql_emit::identifier(name)).collect();
    let (table, columns) = quoted.split_first().ok_or_else(|| Error::failed("a table without a name"))?;
    let sql = format!(
        "SELECT count(*), coalesce(md5(string_agg(t.r, E'\\n' ORDER BY t.r)), '') \
         FROM (SELECT ROW({})::text AS r FROM public.{table}) t",
        columns.join(", ")
    );
    let row = client.query_one(&sql, &[]).map_err(|e| Error::failed(server_message(&e)))?;
    Ok((names, row.get(0), row.get(1)))
}
