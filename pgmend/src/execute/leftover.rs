//! What a statement outside of a transaction leaves when it is broken off: an invalid index, half a detachment.

use postgres::Client;
use schema_model::{ObjectId, QualifiedName};
use sql_emit::{identifier, literal};

use super::{number, one, rows, simple, text};
use crate::error::{Error, Result, server_message};
use crate::plan_file::PlannedStatement;
use crate::resume::States;

/// What was found of a statement that was begun before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// Nothing: it is run.
    Nothing,
    /// A leftover, which is gone now, in words: it is run.
    Cleared(String),
    /// It was completed, in words: it is not run again.
    Completed(String),
}

fn qualified(schema: &str, name: &str) -> String {
    format!("{}.{}", identifier(schema), identifier(name))
}

/// Sees to what the statement of a group left, if it was begun before. It is known by the name that the plan gives to
/// what the statement makes, never by the looks of it.
pub(super) fn see_to(client: &mut Client, states: &States, statement: &PlannedStatement) -> Result<Found> {
    let group = statement.group;
    if let Some(table) = states.detached_by(group) {
        return detachment(client, &table);
    }
    let Some(ObjectId::Index(name)) = states.index_of(group) else { return Ok(Found::Nothing) };
    let (schema, index) = (name.in_schema().schema, name.in_schema().name);
    let found = rows(
        client,
        &format!(
            "SELECT i.indisvalid AND i.indislive FROM pg_catalog.pg_index i \
             JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid \
             JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace \
             WHERE n.nspname = {} AND c.relname = {}",
            literal(&schema),
            literal(&index)
        ),
    )
    .map_err(|e| Error::failed(server_message(&e)))?;
    let made = states.makes_index(group);
    Ok(match (found.first().map(|row| text(row, 0) == "t"), made) {
        (None, true) | (Some(true), false) => Found::Nothing,
        (None, false) => Found::Completed(format!("{index} is gone already")),
        (Some(true), true) => Found::Completed(format!("{index} is there, and valid")),
        // Dropping goes on where it stopped.
        (Some(false), false) => Found::Nothing,
        (Some(false), true) => {
            let name = qualified(&schema, &index);
            simple(client, &format!("DROP INDEX CONCURRENTLY {name}"))?;
            Found::Cleared(format!(
                "the invalid index {name}, which a build that broke off had left, was dropped"
            ))
        }
    })
}

/// Whether a partition is on its way out; then it leaves.
fn detachment(client: &mut Client, table: &QualifiedName) -> Result<Found> {
    let found = rows(
        client,
        &format!(
            "SELECT pn.nspname, p.relname FROM pg_catalog.pg_inherits h \
             JOIN pg_catalog.pg_class c ON c.oid = h.inhrelid \
             JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace \
             JOIN pg_catalog.pg_class p ON p.oid = h.inhparent \
             JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace \
             WHERE h.inhdetachpending AND n.nspname = {} AND c.relname = {}",
            literal(&table.schema),
            literal(&table.name)
        ),
    )
    .map_err(|e| Error::failed(server_message(&e)))?;
    let Some(row) = found.first() else { return Ok(Found::Nothing) };
    let (parent, partition) =
        (qualified(&text(row, 0), &text(row, 1)), qualified(&table.schema, &table.name));
    simple(client, &format!("ALTER TABLE {parent} DETACH PARTITION {partition} FINALIZE"))?;
    Ok(Found::Completed(format!("the detachment of {partition} from {parent} was finalized")))
}

/// Completes every detachment of the plan that is half done: nothing else can be done to such a partition. Gives back
/// what was done, by group.
pub(crate) fn complete_detachments(client: &mut Client, states: &States) -> Result<Vec<(usize, String)>> {
    let mut done = Vec::new();
    for group in 0..states.after.len() {
        if let Some(table) = states.detached_by(group)
            && let Found::Completed(what) = detachment(client, &table)?
        {
            done.push((group, what));
        }
    }
    Ok(done)
}

/// Notes for this session what the bounds of detached partitions were, from the checks that say so: the statement that
/// drops the checks looks there. A check that is known otherwise is none.
pub(super) fn note_bounds(client: &mut Client, states: &States, done: usize) -> Result<()> {
    for (table, known) in states.bounds_left(done) {
        let relation = format!("{}::pg_catalog.regclass", literal(&qualified(&table.schema, &table.name)));
        let known: Vec<String> = known.iter().map(|name| literal(name)).collect();
        let others = match known.is_empty() {
            true => String::new(),
            false => format!(" AND conname NOT IN ({})", known.join(", ")),
        };
        let left =
            format!("FROM pg_catalog.pg_constraint WHERE conrelid = {relation} AND contype = 'c'{others}");
        if number::<u64>(&one(client, &format!("SELECT count(*) {left}"))?, 0)? != 1 {
            continue;
        }
        simple(
            client,
            &format!(
                "SET search_path = ''; SELECT pg_catalog.set_config('pgmend.bounds', \
                 (coalesce(nullif(pg_catalog.current_setting('pgmend.bounds', true), ''), '{{}}')::pg_catalog.jsonb \
                 || pg_catalog.jsonb_build_object({relation}::pg_catalog.text, \
                 pg_catalog.pg_get_expr(conbin, conrelid)))::pg_catalog.text, false) {left}"
            ),
        )?;
    }
    Ok(())
}
