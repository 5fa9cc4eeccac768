//! What `verify` found, as data and as text.

use std::fmt::Write;

use serde::Serialize;

use super::{Differences, REPORT_FORMAT, counted};
use crate::probe::{Answer, Finding};

/// How many lines of the second observer a person is shown.
const SHOWN: usize = 40;

/// What two observers and the rows say of a database.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
pub struct Verification {
    /// The version of this format.
    pub format: u32,
    /// Whether everybody who was asked agrees: no difference, and no row that breaks what is said to hold.
    pub verified: bool,
    /// The first observer: our own reading of the catalog.
    pub catalog: Differences,
    /// The second observer, which shares no code with the first.
    pub pg_dump: SecondObserver,
    /// What is in the catalog as expected, or not, and still wants work: constraints that nobody has checked the rows for,
    /// indexes whose build failed.
    pub unfinished: Vec<String>,
    /// Constraints whose rows were asked, with what they say.
    pub rows: Vec<AskedConstraint>,
}

/// What `pg_dump` says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
pub struct SecondObserver {
    /// Its version, if it was asked.
    pub version: Option<String>,
    /// Whether the statements of both dumps are the same, in whatever order.
    pub equal: Option<bool>,
    /// What only one of the two says, line by line: `- ` is in the database, `+ ` is expected; a line that begins with two
    /// spaces says of which statement those after it are.
    pub differences: Vec<String>,
    /// Why it was not asked, or did not answer.
    pub silent: Option<String>,
}

/// A constraint whose rows were asked.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
pub struct AskedConstraint {
    /// The constraint.
    pub object: String,
    /// Whether the catalog says that all rows keep to it.
    pub claimed: bool,
    /// Rows that break it; nothing if it could not be found out.
    pub rows: Option<u64>,
    /// In words, with examples.
    pub said: String,
    /// What lists the rows.
    pub query: String,
}

impl AskedConstraint {
    /// What was found out about a constraint of which the catalog claims that all rows keep to it, or does not.
    pub(crate) fn new(finding: &Finding, claimed: bool) -> Self {
        let rows = match finding.rows {
            Answer::Rows(rows) | Answer::AtLeast(rows) => Some(rows),
            Answer::Refused(_) | Answer::Unknown(_) => None,
        };
        Self {
            object: finding.probe.because.to_string(),
            claimed,
            rows,
            said: finding.facts(),
            query: finding.probe.rows.query.clone(),
        }
    }
}

impl Verification {
    /// Puts together what everybody said.
    pub(crate) fn new(
        catalog: Differences,
        pg_dump: SecondObserver,
        unfinished: Vec<String>,
        rows: Vec<AskedConstraint>,
    ) -> Self {
        let broken = rows.iter().any(|asked| asked.claimed && asked.rows.is_some_and(|rows| rows > 0));
        let verified = catalog.in_sync && pg_dump.equal.unwrap_or(true) && !broken;
        Self { format: REPORT_FORMAT, verified, catalog, pg_dump, unfinished, rows }
    }

    /// As JSON, with two spaces.
    pub fn to_json(&self) -> String {
        // Plain data with text keys: it can't fail.
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    /// For people: what comes after the differences that the catalog shows.
    pub(crate) fn to_text(&self) -> String {
        let mut text = String::new();
        let SecondObserver { version, equal, differences, silent } = &self.pg_dump;
        match (version, equal, silent) {
            (Some(version), Some(true), _) => {
                let _ = writeln!(text, "second observer: pg_dump {version} of both sides says the same");
            }
            (Some(version), Some(false), _) => {
                let _ = writeln!(
                    text,
                    "second observer: pg_dump {version} sees differences (- in the database, + expected):"
                );
                for line in differences.iter().take(SHOWN) {
                    let _ = writeln!(text, "  {line}");
                }
                if differences.len() > SHOWN {
                    let more = counted(differences.len() - SHOWN, "line");
                    let _ = writeln!(text, "  and {more} more: --format json has all of them");
                }
            }
            (_, _, why) => {
                let why = why.as_deref().unwrap_or("nobody asked it");
                let _ = writeln!(text, "second observer: silent: {why}");
            }
        }
        if self.catalog.in_sync && *equal == Some(false) {
            text += "the observers disagree: pgmend sees no difference where pg_dump does, which is a bug of pgmend or \
                     something that it does not model yet (COVERAGE.md)\n";
        }
        for line in &self.unfinished {
            let _ = writeln!(text, "unfinished: {line}");
        }
        for asked in &self.rows {
            let broken = match (asked.claimed, asked.rows) {
                (_, None) | (_, Some(0)) => "rows",
                (true, Some(_)) => "BROKEN",
                (false, Some(_)) => "not valid yet",
            };
            let _ = writeln!(text, "{broken}: {}: {}", asked.object, asked.said);
        }
        text
    }
}
