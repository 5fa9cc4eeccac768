//! What the ledgers in a database say.

use std::collections::BTreeMap;
use std::fmt;

use postgres::Client;
use sql_emit::{identifier, literal};

use super::{Format, Tool};
use crate::error::{Error, Result, server_message};

/// What a ledger says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The tool, by its ledger's name and columns.
    pub tool: String,
    /// The ledger.
    pub table: String,
    /// How many migrations were applied; nothing where the ledger can't be read.
    pub applied: Option<usize>,
    /// The newest of them, where the tool is one that pgmend writes for.
    pub newest: Option<String>,
    /// Those that failed, or were begun and not ended.
    pub failed: Vec<String>,
    /// Why it can't be read.
    pub unreadable: Option<String>,
}

impl fmt::Display for Claim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} keeps its ledger in {}", self.tool, self.table)?;
        match (&self.applied, &self.newest) {
            (None, _) => f.write_str(", which can't be read")?,
            (Some(0), _) => f.write_str(": nothing was applied")?,
            (Some(1), Some(newest)) if self.tool.starts_with("Alembic") => write!(f, ": it is at {newest}")?,
            (Some(applied), newest) => {
                write!(f, ": {} applied", crate::report::counted(*applied, "migration"))?;
                if let Some(newest) = newest {
                    write!(f, ", the last {newest}")?;
                }
            }
        }
        if let Some(why) = &self.unreadable {
            write!(f, " ({why})")?;
        }
        if !self.failed.is_empty() {
            write!(f, "; failed or not ended: {}", self.failed.join(", "))?;
        }
        Ok(())
    }
}

/// The tables of these names, with the names of their columns; those of other sessions don't count.
const TABLES: &str = "\
SELECT n.nspname::text, c.relname::text,
       (SELECT pg_catalog.array_agg(a.attname::text ORDER BY a.attnum) FROM pg_catalog.pg_attribute a
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't' AND c.relname::text = ANY ($1)
ORDER BY 1, 2";

/// The tool that pgmend writes for, by a ledger's name and columns.
fn known(table: &str, columns: &[String], rails: bool) -> Option<Tool> {
    let has = |name: &str| columns.iter().any(|column| column == name);
    let all =
        [Tool::Alembic, Tool::Sqlx, Tool::Flyway, Tool::Refinery, Tool::Goose, Tool::Prisma, Tool::Liquibase];
    match table {
        "schema_migrations" if has("dirty") => None,
        "schema_migrations" if rails => Some(Tool::Rails),
        "schema_migrations" => Some(Tool::Dbmate),
        _ => all.into_iter().find(|tool| tool.format().table() == Some(table)),
    }
}

/// What the ledgers in this database say, those of tools that pgmend only knows by name included.
///
/// # Errors
///
/// Those of the server; a ledger that this role may not read is none.
pub fn claims(client: &mut Client) -> Result<Vec<Claim>> {
    let failed = |e: postgres::Error| {
        Error::failed(format!("the ledgers can't be looked for: {}", server_message(&e)))
    };
    // Beside its ledger a tool may have tables without claims: locks, the name of the environment.
    let tools: BTreeMap<&str, &str> = pg_introspect::ledgers()
        .filter(|(table, _)| !table.ends_with("lock") && *table != "ar_internal_metadata")
        .collect();
    let mut names: Vec<&str> = tools.keys().copied().collect();
    names.push("ar_internal_metadata");
    let rows = client.query(TABLES, &[&names]).map_err(failed)?;
    let found: Vec<(String, String, Vec<String>)> = rows
        .iter()
        .map(|row| (row.get(0), row.get(1), row.get::<_, Option<_>>(2).unwrap_or_default()))
        .collect();
    let mut claims = Vec::new();
    for (schema, table, columns) in &found {
        let Some(by_name) = tools.get(table.as_str()) else { continue };
        let rails = found.iter().any(|(s, t, _)| s == schema && t == "ar_internal_metadata");
        let tool = known(table, columns, rails);
        let name = match tool {
            Some(tool) => tool.to_string(),
            None if table == "schema_migrations" => "golang-migrate".to_owned(),
            None => (*by_name).to_owned(),
        };
        let place = format!("{}.{}", identifier(schema), identifier(table));
        let mut claim = Claim {
            tool: name,
            table: place.clone(),
            applied: None,
            newest: None,
            failed: Vec::new(),
            unreadable: None,
        };
        match tool {
            Some(tool) => match rows_of(client, tool.format(), &place) {
                Ok(rows) => {
                    claim.failed =
                        rows.iter().filter(|row| !row.well).map(|row| row.version.clone()).collect();
                    let well: Vec<&Row> = rows.iter().filter(|row| row.well).collect();
                    claim.applied = Some(well.len());
                    claim.newest = well.last().map(|row| row.version.clone());
                }
                Err(error) => claim.unreadable = Some(server_message(&error)),
            },
            None => match client.query_one(&format!("SELECT count(*) FROM {place}"), &[]) {
                Ok(row) => claim.applied = usize::try_from(row.get::<_, i64>(0)).ok(),
                Err(error) => claim.unreadable = Some(server_message(&error)),
            },
        }
        claims.push(claim);
    }
    Ok(claims)
}

/// A row of a ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) version: String,
    pub(super) checksum: Option<String>,
    pub(super) well: bool,
}

/// What a ledger says.
pub(super) fn rows_of(
    client: &mut Client,
    format: &dyn Format,
    table: &str,
) -> std::result::Result<Vec<Row>, postgres::Error> {
    // Sent as it is: prepared statements do not live through a transaction pooler.
    let messages = client.simple_query(&format.claims(table))?;
    let rows = messages.into_iter().filter_map(|message| match message {
        postgres::SimpleQueryMessage::Row(row) => Some(Row {
            version: row.get(0).unwrap_or_default().to_owned(),
            checksum: row.get(1).map(str::to_owned),
            well: row.get(2).is_some_and(|word| word.starts_with('t')),
        }),
        _ => None,
    });
    Ok(rows.collect())
}

/// Where a tool's ledger is, or would be: in the schema that the role's `search_path` begins with.
pub(super) struct Place {
    pub(super) table: String,
    pub(super) there: bool,
}

/// Finds a tool's ledger.
pub(super) fn place(client: &mut Client, tool: Tool, table: &str) -> Result<Place> {
    let failed = |e: postgres::Error| {
        Error::failed(format!("the ledger of {tool} can't be looked for: {}", server_message(&e)))
    };
    let query = format!(
        "SELECT n.nspname, c.oid IS NOT NULL, n.nspname = pg_catalog.current_schema() \
         FROM pg_catalog.pg_namespace n LEFT JOIN pg_catalog.pg_class c \
         ON c.relnamespace = n.oid AND c.relname = {} AND c.relkind IN ('r', 'p') AND c.relpersistence <> 't' \
         WHERE n.nspname = pg_catalog.current_schema() OR c.oid IS NOT NULL ORDER BY 3 DESC, 1",
        literal(table)
    );
    let messages = client.simple_query(&query).map_err(failed)?;
    let mut there = Vec::new();
    let mut current = None;
    for message in messages {
        let postgres::SimpleQueryMessage::Row(row) = message else { continue };
        let schema = row.get(0).unwrap_or_default().to_owned();
        let is_current = row.get(2) == Some("t");
        match row.get(1) {
            Some("t") if is_current => return Ok(Place { table: qualified(&schema, table), there: true }),
            Some("t") => there.push(schema),
            _ if is_current => current = Some(schema),
            _ => {}
        }
    }
    match (there.as_slice(), current) {
        ([only], _) => Ok(Place { table: qualified(only, table), there: true }),
        ([], Some(schema)) => Ok(Place { table: qualified(&schema, table), there: false }),
        ([], None) => Err(Error::failed(format!(
            "there is no schema for the ledger of {tool}: the role's search_path names none that exists"
        ))),
        (several, _) => Err(Error::refused(format!(
            "the ledger of {tool} is in several schemas ({}): say which by the search_path of the role, or of the connection \
             (options=-csearch_path=…)",
            several.join(", ")
        ))),
    }
}

fn qualified(schema: &str, table: &str) -> String {
    format!("{}.{}", identifier(schema), identifier(table))
}
