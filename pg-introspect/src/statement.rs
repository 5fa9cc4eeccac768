//! A statement: the text of a `.sql` file with its version gates, and the decoder of its rows.
//!
//! In the files, `[[15+ a else b]]` is `a` on servers of 15 and newer and `b` on older ones (nothing without `else`),
//! `[[some+ a]]` is there where not all schemas are read, `[[cluster+ a]]` where the cluster's objects are, and `{scope}` is the test for those that are, as in
//! `relnamespace {scope}`.

use std::time::Duration;

use crate::Error;
use crate::catalog::Catalog;
use crate::row::Row;

/// When a statement is sent. Each batch is one round trip; its rows are decoded and freed before the next is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Batch {
    /// What tells which schemas are read.
    Facts,
    /// What has a name, and what depends on what.
    Names,
    /// What needs the server to write an expression.
    Texts,
    /// The columns: half of all rows.
    Columns,
    /// What is left, and whether anything was changed meanwhile.
    Rest,
}

impl Batch {
    pub(crate) const ALL: [Self; 5] = [Self::Facts, Self::Names, Self::Texts, Self::Columns, Self::Rest];

    /// A word for progress reports.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Facts => "schemas",
            Self::Names => "relations",
            Self::Texts => "definitions",
            Self::Columns => "columns",
            Self::Rest => "coverage",
        }
    }
}

/// One statement.
pub(crate) struct Statement {
    /// The name of its file.
    pub(crate) name: &'static str,
    /// When it is sent.
    pub(crate) batch: Batch,
    /// The first major version that it makes sense on.
    pub(crate) since: u32,
    /// Which readings it makes sense in.
    pub(crate) extent: Extent,
    /// Its text.
    pub(crate) sql: &'static str,
    /// Whether the reading is of use without it, where the role may not read its catalogs.
    pub(crate) optional: bool,
    /// Takes in one row.
    pub(crate) decode: fn(&mut Catalog, &mut Row<'_>) -> Result<(), Error>,
}

/// Whether all schemas are read, and what else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Extent {
    /// A statement for both, or a reading of which that is not known.
    Any,
    /// All.
    All,
    /// Only those asked for.
    Some,
    /// A statement for what the databases of a cluster share, where that was asked for.
    Cluster,
}

/// `statement!(Batch, "file", decoder)`: the statement of `file.sql` beside the caller.
macro_rules! statement {
    ($batch:ident, $name:literal, $decode:expr $(, since: $since:literal)? $(, extent: $extent:ident)? $(, optional: $optional:literal)?) => {
        $crate::statement::Statement {
            name: $name,
            batch: $crate::statement::Batch::$batch,
            since: [14 $(, $since)?][[14 $(, $since)?].len() - 1],
            extent: {
                use $crate::statement::Extent::*;
                [Any $(, $extent)?][[Any $(, $extent)?].len() - 1]
            },
            sql: include_str!(concat!($name, ".sql")),
            optional: [false $(, $optional)?][[false $(, $optional)?].len() - 1],
            decode: $decode,
        }
    };
}
pub(crate) use statement;

/// What the files' placeholders stand for.
pub(crate) struct Scope {
    /// The server's major version; 0 before it is known.
    pub(crate) major: u32,
    /// Whether all schemas are read.
    pub(crate) extent: Extent,
    /// Whether what the databases of the cluster share is read.
    pub(crate) cluster: bool,
    /// The oids of the schemas that are read.
    pub(crate) namespaces: Vec<u32>,
}

impl Scope {
    /// Whether the statement makes sense here.
    pub(crate) fn wants(&self, statement: &Statement) -> bool {
        statement.since <= self.major
            && match statement.extent {
                Extent::Any => true,
                Extent::Cluster => self.cluster,
                extent => extent == self.extent,
            }
    }

    /// The text to send.
    pub(crate) fn expand(&self, sql: &str) -> String {
        let mut out = String::with_capacity(sql.len());
        let mut rest = sql;
        while let Some((before, gated)) = rest.split_once("[[") {
            out.push_str(before);
            let (gate, after) = gated.split_once("]]").unwrap_or((gated, ""));
            let (version, text) = gate.split_once("+ ").unwrap_or(("0", gate));
            let (new, old) = text.split_once(" else ").unwrap_or((text, ""));
            let applies = match version.trim() {
                "some" => self.extent == Extent::Some,
                "cluster" => self.cluster,
                version => version.parse().is_ok_and(|since: u32| since <= self.major),
            };
            out.push_str(if applies { new } else { old });
            rest = after;
        }
        out.push_str(rest);
        let oids: Vec<String> = self.namespaces.iter().map(u32::to_string).collect();
        out.replace("{scope}", &format!("= ANY ('{{{}}}'::oid[])", oids.join(",")))
    }
}

/// One statement that sets what the server's texts depend on, and the limits. All of it ends with the savepoint.
pub(crate) fn settings(statement_timeout: Duration, lock_timeout: Duration) -> String {
    // PostgreSQL's unit is the millisecond, and 0 is no limit: what rounds to it must not mean it.
    let limit = |d: Duration| {
        let milliseconds = d.as_millis().min(i32::MAX as u128);
        if d.is_zero() { "0".to_owned() } else { milliseconds.max(1).to_string() }
    };
    let fixed = [
        ("search_path", ""),
        ("jit", "off"),
        ("idle_in_transaction_session_timeout", "0"),
        ("quote_all_identifiers", "off"),
        ("standard_conforming_strings", "on"),
        ("DateStyle", "ISO, MDY"),
        ("IntervalStyle", "postgres"),
        ("TimeZone", "UTC"),
        ("extra_float_digits", "1"),
        ("bytea_output", "hex"),
        ("xmlbinary", "base64"),
        ("lc_monetary", "C"),
    ];
    let fixed = fixed.map(|(name, value)| (name, value.to_owned()));
    let limits = [("statement_timeout", limit(statement_timeout)), ("lock_timeout", limit(lock_timeout))];
    let calls: Vec<String> = fixed
        .iter()
        .chain(&limits)
        .map(|(name, value)| format!("pg_catalog.set_config('{name}', '{value}', true)"))
        .collect();
    format!("SELECT {};\n", calls.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gates_and_scope() {
        let sql = "SELECT a, [[15+ b else false]][[18+ , c]] FROM t WHERE n {scope}[[some+  OR m]]";
        let expand = |major, extent| {
            Scope { major, extent, cluster: false, namespaces: vec![2200, 16_385] }.expand(sql)
        };
        assert_eq!(expand(14, Extent::All), "SELECT a, false FROM t WHERE n = ANY ('{2200,16385}'::oid[])");
        assert_eq!(expand(17, Extent::All), "SELECT a, b FROM t WHERE n = ANY ('{2200,16385}'::oid[])");
        let some = "SELECT a, b, c FROM t WHERE n = ANY ('{2200,16385}'::oid[]) OR m";
        assert_eq!(expand(18, Extent::Some), some);
    }

    #[test]
    fn a_limit_is_never_none_by_rounding() {
        let text = settings(Duration::ZERO, Duration::from_nanos(1));
        assert!(text.contains("'statement_timeout', '0'") && text.contains("'lock_timeout', '1'"));
    }
}
