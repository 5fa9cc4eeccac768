//! Who is in the way of a statement that waits.

use std::fmt;

use postgres::Client;
use serde::{Deserialize, Serialize};

use super::{rows, text};

/// A session that holds, or waits before us for, a lock that a statement needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Blocker {
    /// `pid`; 0 is a prepared transaction.
    pub pid: i32,
    /// `application_name`
    pub application: String,
    /// `usename`
    pub user: String,
    /// `state`, e.g. `idle in transaction`; empty where this role may not see it.
    pub state: String,
    /// Seconds since `xact_start`, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transaction_seconds: Option<u64>,
    /// Seconds since `query_start`, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub query_seconds: Option<u64>,
    /// The first words of its query, up to the first value.
    pub query: String,
}

/// The words that tell what a query is, without what it is about: values may be secret.
fn first_words(query: &str) -> String {
    let line = query.trim_start().lines().next().unwrap_or_default();
    let words = line
        .split_whitespace()
        .take(5)
        .take_while(|word| !word.contains(|c: char| c.is_ascii_digit() || matches!(c, '\'' | '$' | '=')));
    words.collect::<Vec<_>>().join(" ").chars().take(80).collect()
}

/// Who blocks the session of this process id now.
pub(super) fn of(client: &mut Client, pid: i32) -> Result<Vec<Blocker>, postgres::Error> {
    let found = rows(
        client,
        &format!(
            "SELECT b.pid, a.application_name, a.usename, a.state, \
             extract(epoch FROM pg_catalog.clock_timestamp() - a.xact_start)::pg_catalog.int8, \
             extract(epoch FROM pg_catalog.clock_timestamp() - a.query_start)::pg_catalog.int8, a.query \
             FROM (SELECT DISTINCT p AS pid FROM pg_catalog.unnest(pg_catalog.pg_blocking_pids({pid})) p) b \
             LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = b.pid ORDER BY a.xact_start NULLS LAST LIMIT 8"
        ),
    )?;
    Ok(found
        .iter()
        .map(|row| Blocker {
            pid: text(row, 0).parse().unwrap_or_default(),
            application: text(row, 1),
            user: text(row, 2),
            state: text(row, 3),
            transaction_seconds: text(row, 4).parse().ok(),
            query_seconds: text(row, 5).parse().ok(),
            query: first_words(&text(row, 6)),
        })
        .collect())
}

impl fmt::Display for Blocker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.pid == 0 {
            return f.write_str("a prepared transaction (pg_prepared_xacts)");
        }
        write!(f, "pid {}", self.pid)?;
        let or =
            |text: &str, otherwise: &str| if text.is_empty() { otherwise.to_owned() } else { text.into() };
        write!(f, ", application {}", or(&self.application, "without a name"))?;
        write!(f, ", user {}, {}", or(&self.user, "not visible"), or(&self.state, "state not visible"))?;
        if let Some(seconds) = self.transaction_seconds {
            write!(f, ", in a transaction for {seconds} s")?;
        }
        if let Some(seconds) = self.query_seconds {
            write!(f, ", last query {seconds} s ago")?;
        }
        if self.query.is_empty() { Ok(()) } else { write!(f, ": {} …", self.query) }
    }
}

#[cfg(test)]
mod tests {
    use super::first_words;

    #[test]
    fn no_value_of_a_query_is_shown() {
        assert_eq!(first_words("UPDATE users SET password = 'x' WHERE id = 1"), "UPDATE users SET password");
        assert_eq!(first_words("  SELECT * FROM a.b JOIN c\nWHERE x"), "SELECT * FROM a.b JOIN");
        assert_eq!(first_words("INSERT INTO t VALUES ('geheim')"), "INSERT INTO t VALUES");
        assert_eq!(first_words("SELECT 'secret'"), "SELECT");
        assert_eq!(first_words(""), "");
    }
}
