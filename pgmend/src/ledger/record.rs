//! Writing ledgers: all at once for a baseline, and along with each group of a plan.

use postgres::Client;
use postgres::error::SqlState;

use super::claims::{Row, place, rows_of};
use super::{Entry, PlannedLedger, Tool};
use crate::error::{Error, Result, server_message};

/// A ledger that is to be written.
#[derive(Debug)]
pub(crate) struct Recording {
    tool: Tool,
    table: String,
    there: bool,
    entries: Vec<Entry>,
    /// Which of them stand there.
    stand: Vec<bool>,
    others: usize,
}

impl Recording {
    /// Looks at the ledger.
    ///
    /// # Errors
    ///
    /// A ledger that this role can't read, or that says otherwise of one of these migrations.
    pub(crate) fn look(client: &mut Client, tool: Tool, entries: &[Entry]) -> Result<Self> {
        let format = tool.format();
        let Some(name) = format.table() else {
            return Err(Error::failed(format!("{tool} have no ledger: there is nothing to be written down")));
        };
        let place = place(client, tool, name)?;
        let rows = match place.there {
            true => rows_of(client, format, &place.table).map_err(|e| failed(tool, &place.table, &[], &e))?,
            false => Vec::new(),
        };
        let stand = standing(tool, &place.table, entries, &rows)?;
        let others =
            rows.iter().filter(|row| !entries.iter().any(|entry| same(&entry.version, &row.version))).count();
        let recording =
            Self { tool, table: place.table, there: place.there, entries: entries.to_vec(), stand, others };
        recording.may(client)?;
        Ok(recording)
    }

    /// The same for a plan file.
    ///
    /// # Errors
    ///
    /// As [`look`](Self::look).
    pub(crate) fn of(client: &mut Client, ledger: &PlannedLedger) -> Result<Self> {
        Self::look(client, ledger.tool, &ledger.migrations)
    }

    /// Refuses what this role may not write, before anything is done.
    fn may(&self, client: &mut Client) -> Result<()> {
        if self.is_complete() {
            return Ok(());
        }
        let table = sql_emit::literal(&self.table);
        let update = self.tool == Tool::Alembic && self.entries.iter().any(|entry| entry.after.is_some());
        let right = if update { "UPDATE" } else { "INSERT" };
        let query = match self.there {
            true => format!(
                "SELECT pg_catalog.has_table_privilege({table}::pg_catalog.regclass, '{right}'), CURRENT_USER"
            ),
            false => {
                "SELECT pg_catalog.has_schema_privilege(pg_catalog.current_schema(), 'CREATE'), CURRENT_USER"
                    .into()
            }
        };
        let messages =
            client.simple_query(&query).map_err(|e| failed(self.tool, &self.table, &self.entries, &e))?;
        for message in messages {
            let postgres::SimpleQueryMessage::Row(row) = message else { continue };
            if row.get(0) != Some("t") {
                let role = row.get(1).unwrap_or_default();
                let lacks = match self.there {
                    true => format!("{right} on it"),
                    false => "CREATE on the schema in which it would be".into(),
                };
                return Err(Error::refused(format!(
                    "the role {role} may not write the ledger of {}, {}: it lacks {lacks}. Nothing was changed. Grant that, or \
                     write it down with the tool itself: {}",
                    self.tool,
                    self.table,
                    self.by_hand()
                )));
            }
        }
        Ok(())
    }

    fn by_hand(&self) -> String {
        self.entries.last().map_or(String::new(), |entry| self.tool.format().by_hand(entry))
    }

    /// Whether all of it stands there.
    pub(crate) fn is_complete(&self) -> bool {
        self.stand.iter().all(|stands| *stands)
    }

    /// The versions of those that stand there.
    pub(crate) fn standing(&self) -> Vec<&str> {
        let stand = self.entries.iter().zip(&self.stand).filter(|(_, stands)| **stands);
        stand.map(|(entry, _)| entry.version.as_str()).collect()
    }

    /// The ledger, as SQL names it.
    pub(crate) fn table(&self) -> &str {
        &self.table
    }

    /// What writes the entry of a group down; nothing if it stands there.
    pub(crate) fn sql(&self, group: usize) -> Option<String> {
        let format = self.tool.format();
        let entry = self.entries.get(group).filter(|_| self.stand.get(group) == Some(&false))?;
        let first = !self.there && self.stand.iter().position(|stands| !stands) == Some(group);
        let create = if first { format.create(&self.table) + ";" } else { String::new() };
        Some(format!("{create}{}", format.insert(&self.table, entry)))
    }

    /// Writes down what is missing of the first groups, in a transaction of its own. Gives back how many that were.
    ///
    /// # Errors
    ///
    /// Those of the server: nothing is changed then.
    pub(crate) fn catch_up(&mut self, client: &mut Client, groups: usize) -> Result<usize> {
        let missing: Vec<String> =
            (0..groups.min(self.entries.len())).filter_map(|group| self.sql(group)).collect();
        if missing.is_empty() {
            return Ok(0);
        }
        let sql = format!("BEGIN; SET LOCAL lock_timeout = 3000; {}; COMMIT", missing.join(";"));
        if let Err(error) = client.batch_execute(&sql) {
            let said = failed(self.tool, &self.table, &self.entries, &error);
            // The first error is the one that counts; a connection that is gone has rolled back by itself.
            let _ = client.batch_execute("ROLLBACK");
            return Err(said);
        }
        self.there = true;
        self.stand.iter_mut().take(groups).for_each(|stands| *stands = true);
        Ok(missing.len())
    }

    /// What was not written, in words.
    pub(crate) fn said(&self, error: &postgres::Error) -> String {
        failed(self.tool, &self.table, &self.entries, error).to_string()
    }

    /// What was written, in words.
    pub(crate) fn written(&self) -> String {
        let versions: Vec<&str> = self.entries.iter().map(|entry| entry.version.as_str()).collect();
        format!("{}: {} written down in {}", self.tool, versions.join(", "), self.table)
    }
}

fn failed(tool: Tool, table: &str, entries: &[Entry], error: &postgres::Error) -> Error {
    let message = format!("the ledger of {tool}, {table}: {}", server_message(error));
    if error.code() != Some(&SqlState::INSUFFICIENT_PRIVILEGE) {
        return Error::failed(message);
    }
    let by_hand =
        entries.last().map_or(String::new(), |entry| format!(", or: {}", tool.format().by_hand(entry)));
    Error::refused(format!("{message}\n  grant SELECT and INSERT on it to this role{by_hand}"))
}

/// Whether two versions are one: zeros before a number don't count.
fn same(a: &str, b: &str) -> bool {
    let plain = |version: &str| match version.bytes().all(|byte| byte.is_ascii_digit()) {
        true => version.trim_start_matches('0').to_owned(),
        false => version.to_owned(),
    };
    plain(a) == plain(b)
}

/// Which entries stand in a ledger.
fn standing(tool: Tool, table: &str, entries: &[Entry], rows: &[Row]) -> Result<Vec<bool>> {
    if let Some(row) = rows.iter().find(|row| !row.well) {
        return Err(Error::refused(format!(
            "{tool} has {} in {table} as failed or not ended: see to that first",
            row.version
        )));
    }
    if tool == Tool::Alembic {
        return newest(table, entries, rows);
    }
    entries
        .iter()
        .map(|entry| {
            let Some(row) = rows.iter().find(|row| same(&row.version, &entry.version)) else { return Ok(false) };
            match (&row.checksum, &entry.checksum) {
                (Some(there), Some(ours)) if there != ours => Err(Error::refused(format!(
                    "{table} has {} already, with another checksum: another file of that version was applied, or this one was \
                     changed since. Ask {tool} what it has, or take another version (--number)",
                    entry.version
                ))),
                _ => Ok(true),
            }
        })
        .collect()
}

/// Alembic keeps the newest revision alone: those before it stand, too.
fn newest(table: &str, entries: &[Entry], rows: &[Row]) -> Result<Vec<bool>> {
    let there = |version: &str| rows.iter().any(|row| row.version == version);
    let done = entries.iter().rposition(|entry| there(&entry.version)).map_or(0, |at| at + 1);
    let fits = match entries.first().filter(|_| done == 0).map(|first| &first.after) {
        None => true,
        Some(None) => rows.is_empty(),
        Some(Some(after)) => there(after),
    };
    if !fits {
        let at: Vec<&str> = rows.iter().map(|row| row.version.as_str()).collect();
        let after = entries.first().and_then(|first| first.after.as_deref()).unwrap_or("nothing");
        return Err(Error::refused(format!(
            "Alembic is at {} by {table}, and this comes after {after}: bring it there first (alembic upgrade, or stamp)",
            if at.is_empty() { "nothing".to_owned() } else { at.join(", ") }
        )));
    }
    Ok((0..entries.len()).map(|at| at < done).collect())
}

/// Writes a baseline into a tool's ledger, as if the tool had applied it. Gives back what to say.
///
/// # Errors
///
/// A ledger that has others already, one that says otherwise, and whatever the server says.
pub(crate) fn stamp(client: &mut Client, tool: Tool, entries: &[Entry]) -> Result<String> {
    let mut recording = Recording::look(client, tool, entries)?;
    if recording.is_complete() && recording.others == 0 {
        return Ok(format!("{tool}: already stamped: {} agrees", recording.table));
    }
    let stands = recording.stand.iter().any(|stands| *stands);
    if recording.others > 0 && !stands {
        return Err(Error::refused(format!(
            "{} has {} already: this database has a history with {tool}, and a baseline is where one begins. Nothing was changed",
            recording.table,
            crate::report::counted(recording.others, "migration")
        )));
    }
    if recording.is_complete() {
        return Ok(format!("{tool}: already stamped, and others after it: {}", recording.table));
    }
    recording.catch_up(client, entries.len())?;
    Ok(recording.written())
}

/// Refuses a plan that would be the next migration of a tool that has others to apply first. Gives back what to note.
///
/// # Errors
///
/// Migrations of the directory that the ledger lacks.
pub(crate) fn nothing_pending(client: &mut Client, tool: Tool, existing: &[String]) -> Result<Vec<String>> {
    let format = tool.format();
    let Some(name) = format.table() else { return Ok(Vec::new()) };
    let place = place(client, tool, name)?;
    let rows = match place.there {
        true => rows_of(client, format, &place.table).map_err(|e| failed(tool, &place.table, &[], &e))?,
        false => Vec::new(),
    };
    let has = |version: &str| rows.iter().any(|row| same(&row.version, version));
    // Alembic has its newest alone: the plan names it, and `newest` compares.
    let pending: Vec<&String> = match tool {
        Tool::Alembic => existing.last().filter(|head| !has(head)).into_iter().collect(),
        _ => existing.iter().filter(|one| !has(one)).collect(),
    };
    if let Some(first) = pending.first() {
        return Err(Error::refused(format!(
            "{tool} has not applied {} ({first}{}) by {}: they would run before this one, which knows nothing of them. Apply them \
             first, or, if the database has what they make, write that down: {}",
            crate::report::counted(pending.len(), "migration"),
            if pending.len() > 1 { ", …" } else { "" },
            place.table,
            format.by_hand(&Entry {
                version: (*first).clone(),
                description: (*first).clone(),
                file: String::new(),
                checksum: None,
                after: None
            })
        )));
    }
    let strange: Vec<&str> = rows
        .iter()
        .filter(|row| !existing.iter().any(|one| same(one, &row.version)))
        .map(|row| row.version.as_str())
        .collect();
    Ok(match strange.is_empty() {
        true => Vec::new(),
        false => vec![format!(
            "{} has {}, of which there is no file in that directory ({}): {tool} may refuse to go on",
            place.table,
            crate::report::counted(strange.len(), "migration"),
            strange.iter().take(3).copied().collect::<Vec<_>>().join(", ")
        )],
    })
}
