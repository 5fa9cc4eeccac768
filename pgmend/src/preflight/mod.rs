//! What can be known before the first statement runs: whether the role may do all of it, whether the server takes writes, what
//! is in the way, and whether there is room.

mod activity;
mod rights;
mod space;

use postgres::Client;

pub use activity::{Obstacle, Severity};
pub use rights::{Need, Right, needed};
pub use space::Space;

use crate::error::{Error, Result, server_message};
use crate::ledger::{self, Claim};
use crate::plan_file::PlanFile;

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preflight {
    /// `CURRENT_USER`
    pub role: String,
    /// Rights that the plan needs and this role lacks.
    pub missing: Vec<Need>,
    /// Why the server takes no writes, if it takes none.
    pub read_only: Option<String>,
    /// Sessions that hold what statements will wait for.
    pub obstacles: Vec<Obstacle>,
    /// Room for what is written anew.
    pub space: Space,
    /// What the ledgers of migration tools say.
    pub ledgers: Vec<Claim>,
}

const SERVER: &str = "\
SELECT CURRENT_USER::pg_catalog.text, pg_catalog.pg_is_in_recovery(),
       pg_catalog.current_setting('default_transaction_read_only')::pg_catalog.bool";

impl Preflight {
    /// Looks at the server with the eyes of the role that will run the plan: a handful of queries, however long the plan is.
    ///
    /// # Errors
    ///
    /// Those of the server.
    pub fn look(client: &mut Client, file: &PlanFile) -> Result<Self> {
        let row = client
            .query_one(SERVER, &[])
            .map_err(|e| Error::failed(format!("preflight: {}", server_message(&e))))?;
        let (standby, read_only): (bool, bool) = (row.get(1), row.get(2));
        let read_only = match (standby, read_only) {
            (true, _) => Some("it is a standby: connect to the primary".to_owned()),
            (false, true) => Some(
                "default_transaction_read_only is on: connect with options=-cdefault_transaction_read_only=off if that is meant"
                    .to_owned(),
            ),
            (false, false) => None,
        };
        Ok(Self {
            role: row.get(0),
            missing: rights::missing(client, &file.rights)?,
            read_only,
            obstacles: activity::obstacles(client, file)?,
            space: Space::look(client, file)?,
            ledgers: ledger::claims(client)?,
        })
    }

    /// Why the plan can't run as this role on this server, if it can't: with everything that is missing, at once.
    pub fn refusal(&self) -> Option<Error> {
        let mut reasons = Vec::new();
        if let Some(why) = &self.read_only {
            reasons.push(format!("the server takes no writes: {why}"));
        }
        for need in self.missing.iter().filter(|need| !matches!(need.right, Right::Install { .. })) {
            reasons.push(format!("the role {} lacks {need}", self.role));
        }
        if let Some(short) = self.space.shortage() {
            reasons.push(short);
        }
        if reasons.is_empty() {
            return None;
        }
        Some(Error::refused(format!(
            "the plan would fail (nothing was changed; --skip-preflight runs it all the same):\n  {}",
            reasons.join("\n  ")
        )))
    }

    /// What a reader of the plan should know; empty if there is nothing.
    pub fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if let Some(why) = &self.read_only {
            notes.push(format!("this server takes no writes: {why}; apply is refused"));
        }
        for need in &self.missing {
            let certain = !matches!(need.right, Right::Install { .. });
            let then = if certain {
                "apply is refused without that"
            } else {
                "unless this server lets it all the same"
            };
            notes.push(format!("the role {} lacks {need}; {then}", self.role));
        }
        notes.extend(self.obstacles.iter().map(Obstacle::to_string));
        notes.extend(self.space.note());
        notes.extend(self.ledgers.iter().map(Claim::to_string));
        notes
    }
}
