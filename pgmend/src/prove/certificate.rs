//! The certificate: what was proven of which plan, where, and what was not.

use std::path::Path;

use schema_model::Fingerprint;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::error::{Error, Result};
use crate::plan_file::{DatabaseIdentity, PlanFile};

/// The version of the format that this program writes.
pub const CERTIFICATE_FORMAT: u32 = 1;

/// What a proof came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Certificate {
    /// The version of this format.
    pub format: u32,
    /// The program that proved it.
    pub version: String,
    /// SHA-256 of the plan: its database, both sides, its statements and its way back.
    pub plan: String,
    /// The database that the plan is for.
    pub database: DatabaseIdentity,
    /// The fingerprint of the schema that the plan begins with.
    #[cfg_attr(feature = "json-schema", schemars(with = "String"))]
    pub before: Fingerprint,
    /// The fingerprint of the schema that it leads to.
    #[cfg_attr(feature = "json-schema", schemars(with = "String"))]
    pub after: Fingerprint,
    /// The server on which it was proven, in words.
    pub scratch: String,
    /// That server's major version.
    pub major: u16,
    /// Tables that had rows, and how many rows.
    pub seeded: SeededCount,
    /// Tables without rows: what the plan does to rows is not shown for them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unseeded: Vec<Unseeded>,
    /// What was checked, in order.
    pub checks: Vec<Check>,
    /// What it all came to.
    pub verdict: Verdict,
    /// SHA-256 of everything above: a certificate that was changed is none.
    pub seal: String,
}

/// Rows of a scratch copy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SeededCount {
    /// Tables with rows.
    pub tables: usize,
    /// Rows.
    pub rows: usize,
}

/// A table that no row could be made for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Unseeded {
    /// The table, as SQL names it.
    pub table: String,
    /// What the server said last.
    pub why: String,
    /// The plan touches it: without rows it proves nothing of them.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub touched: bool,
}

/// One check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// Which one.
    pub check: String,
    /// What it came to.
    pub outcome: CheckOutcome,
    /// What was looked at, in words with numbers.
    pub counted: String,
    /// What is wrong, or why it was not done.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<String>,
}

/// What a check came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CheckOutcome {
    /// It holds.
    Passed,
    /// It does not.
    Failed,
    /// The way back needs a person's word, and nothing was run.
    Refused,
    /// It stands on a check that failed.
    NotReached,
}

/// What a proof came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Every check holds.
    Proven,
    /// Every check holds, but tables that the plan touches had no rows.
    Incomplete,
    /// A check does not hold.
    Refuted,
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// SHA-256 over what makes a plan this plan and no other.
pub fn hash(file: &PlanFile) -> String {
    let PlanFile {
        format,
        database,
        mode,
        selector,
        owners,
        before,
        after,
        statements,
        states,
        way_back,
        ..
    } = file;
    let whole = serde_json::json!([
        format, database, mode, selector, owners, before, after, statements, states, way_back
    ]);
    hexadecimal(&Sha256::digest(whole.to_string().as_bytes()))
}

impl Certificate {
    /// The hash of all but the seal.
    fn sealed(&self) -> String {
        let bare = Self { seal: String::new(), ..self.clone() };
        // Plain data: see `Schema::to_json`.
        hexadecimal(&Sha256::digest(serde_json::to_vec(&bare).unwrap_or_default()))
    }

    /// The same with its seal.
    #[must_use]
    pub fn seal(mut self) -> Self {
        self.seal = self.sealed();
        self
    }

    /// Reads a certificate.
    ///
    /// # Errors
    ///
    /// What can't be read, what is no certificate, and one that was changed.
    pub fn read(path: &Path) -> Result<Self> {
        let name = path.display();
        let text = std::fs::read_to_string(path)
            .map_err(|e| Error::failed(format!("{name} can't be read")).caused_by(e))?;
        let certificate: Self = serde_json::from_str(&text)
            .map_err(|e| Error::refused(format!("{name} is no certificate of `pgmend prove`: {e}")))?;
        if certificate.format > CERTIFICATE_FORMAT {
            return Err(Error::refused(format!(
                "{name} is a certificate of format {}, newer than {CERTIFICATE_FORMAT}: use a newer pgmend",
                certificate.format
            )));
        }
        if certificate.seal != certificate.sealed() {
            return Err(Error::refused(format!(
                "{name} was changed after it was written: prove the plan again"
            )));
        }
        Ok(certificate)
    }

    /// That it proves this plan, on a server like the one it is for.
    ///
    /// # Errors
    ///
    /// A refusal that says what it lacks.
    pub fn must_prove(&self, file: &PlanFile) -> Result<()> {
        let again = "nothing was changed; run `pgmend prove` with this plan";
        if self.plan != hash(file) {
            return Err(Error::refused(format!("the certificate is about another plan ({again})")));
        }
        let wanted = file.database.version_num / 10_000;
        if u32::from(self.major) != wanted {
            return Err(Error::refused(format!(
                "the plan was proven on PostgreSQL {}, and the database is on {wanted} ({again}, and --scratch URL of a server of \
                 that major)",
                self.major
            )));
        }
        match self.verdict {
            Verdict::Proven => Ok(()),
            Verdict::Incomplete => Err(Error::refused(format!(
                "the proof is incomplete: tables that the plan touches had no rows ({}). Give `pgmend prove` some with --seed \
                 FILE ({again})",
                self.unseeded
                    .iter()
                    .filter(|one| one.touched)
                    .map(|one| one.table.as_str())
                    .collect::<Vec<_>>()
                    .join(", ")
            ))),
            Verdict::Refuted => Err(Error::refused(format!("the proof failed ({again})"))),
        }
    }

    /// As indented JSON.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    /// For people.
    pub fn to_text(&self) -> String {
        let mut text =
            format!("on {}, {} rows in {} tables\n", self.scratch, self.seeded.rows, self.seeded.tables);
        for Check { check, outcome, counted, findings } in &self.checks {
            let word = match outcome {
                CheckOutcome::Passed => "holds",
                CheckOutcome::Failed => "FAILS",
                CheckOutcome::Refused => "refused",
                CheckOutcome::NotReached => "not reached",
            };
            text += &format!("  {check}: {word}");
            if !counted.is_empty() {
                text += &format!(" ({counted})");
            }
            text.push('\n');
            for finding in findings {
                text += &format!("    {}\n", finding.replace('\n', "\n    "));
            }
        }
        for Unseeded { table, why, touched } in &self.unseeded {
            let word = if *touched { "no rows, and the plan touches it" } else { "no rows" };
            text += &format!("  {table}: {word}: {why}\n");
        }
        text += match self.verdict {
            Verdict::Proven => "proven\n",
            Verdict::Incomplete => {
                "incomplete: give the tables that the plan touches rows with --seed FILE\n"
            }
            Verdict::Refuted => "refuted\n",
        };
        text
    }
}
