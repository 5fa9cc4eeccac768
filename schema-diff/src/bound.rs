//! The bounds of partitions, as far as a check can say them: of a partition key that is one column and nothing else.

use schema_model::{Name, QualifiedName, Schema, SqlText, Table};

/// A check that proves where rows belong, so that `ATTACH PARTITION` need not look at them. Source: PostgreSQL's
/// documentation, ALTER TABLE, "ATTACH PARTITION"; `PartConstraintImpliedByRelConstraint`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoundCheck {
    /// The name of the constraint.
    pub name: Name,
    /// The column that is the partition key.
    pub column: Name,
    /// Which rows belong to the partition that is attached.
    pub bound: Bound,
    /// Whether it says that no row belongs there: on the default partition beside it.
    pub outside: bool,
}

/// Which values of a partition key belong to a partition. The constants are SQL, as the server writes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bound {
    /// `FROM … TO …`; nothing where that is `MINVALUE` or `MAXVALUE`.
    Range {
        /// The lowest value that belongs to it.
        from: Option<SqlText>,
        /// The lowest value above all that belong to it.
        to: Option<SqlText>,
    },
    /// `IN (…)`
    List {
        /// The values.
        values: Vec<SqlText>,
        /// Whether null is one of them.
        null: bool,
    },
}

/// The column that is the whole partition key: `RANGE (at)`.
fn key_column(partition_by: &str) -> Option<(&str, Name)> {
    let (strategy, key) = partition_by.split_once(' ')?;
    let key = key.strip_prefix('(')?.strip_suffix(')')?;
    let name = match key.strip_prefix('"').and_then(|key| key.strip_suffix('"')) {
        Some(quoted) if !quoted.replace("\"\"", "").contains('"') => quoted.replace("\"\"", "\""),
        Some(_) => return None,
        None if key.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '$') => key.to_owned(),
        None => return None,
    };
    Some((strategy, Name::from(name)))
}

/// What stands between commas, outside of strings.
fn constants(list: &str) -> Vec<&str> {
    let (mut all, mut start, mut in_string) = (Vec::new(), 0, false);
    for (at, c) in list.char_indices() {
        match c {
            '\'' => in_string = !in_string,
            ',' if !in_string => {
                all.push(list[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    all.push(list[start..].trim());
    all
}

/// The bound of a partition (`pg_class.relpartbound`) with the column that it is about, where a check can say it: the partition
/// key is that column and nothing else, and the partition is not the default one.
///
/// ```
/// use schema_diff::{Bound, partition_bound};
/// use schema_model::{PartitionOf, QualifiedName, Schema, Server, Table};
///
/// let (log, one) = (QualifiedName::new("public", "log"), QualifiedName::new("public", "log_1"));
/// let mut schema = Schema::new(Server::new(170_000));
/// let mut parent = Table::new();
/// parent.partition_by = Some("LIST (kind)".into());
/// schema.insert_table(log.clone(), parent);
/// let mut partition = Table::new();
/// partition.partition_of = Some(PartitionOf { parent: log, bound: "FOR VALUES IN (1, NULL)".into() });
/// schema.insert_table(one.clone(), partition);
///
/// let (column, bound) = partition_bound(&schema, &one).expect("a plain key");
/// assert_eq!(column, "kind");
/// assert_eq!(bound, Bound::List { values: vec!["1".into()], null: true });
/// ```
pub fn partition_bound(schema: &Schema, name: &QualifiedName) -> Option<(Name, Bound)> {
    let of = schema.get::<Table>(name)?.partition_of.as_ref()?;
    let partition_by = schema.get::<Table>(&of.parent)?.partition_by.as_ref()?;
    parse(partition_by, &of.bound)
}

fn parse(partition_by: &str, bound: &str) -> Option<(Name, Bound)> {
    let (strategy, column) = key_column(partition_by)?;
    let bound = match strategy {
        "RANGE" => {
            let inner = bound.strip_prefix("FOR VALUES FROM (")?.strip_suffix(')')?;
            // A string can hold anything, the words between the two values too.
            let (from, to) = inner
                .match_indices(") TO (")
                .map(|(at, word)| (&inner[..at], &inner[at + word.len()..]))
                .find(|(from, _)| from.matches('\'').count() % 2 == 0)?;
            let value = |text: &str, open: &str| (text != open).then(|| SqlText::from(text));
            Bound::Range { from: value(from, "MINVALUE"), to: value(to, "MAXVALUE") }
        }
        "LIST" => {
            let all = constants(bound.strip_prefix("FOR VALUES IN (")?.strip_suffix(')')?);
            let values: Vec<SqlText> =
                all.iter().filter(|v| **v != "NULL").map(|v| SqlText::from(*v)).collect();
            let null = values.len() < all.len();
            Bound::List { values, null }
        }
        _ => return None,
    };
    Some((column, bound))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(partition_by: &str, bound: &str) -> Option<String> {
        let (column, bound) = parse(partition_by, bound)?;
        Some(match bound {
            Bound::Range { from, to } => format!("{column}: {from:?} {to:?}").replace("SqlText", ""),
            Bound::List { values, null } => {
                let values: Vec<&str> = values.iter().map(|v| v.as_str()).collect();
                format!("{column}: {} null {null}", values.join(" | "))
            }
        })
    }

    #[test]
    fn one_column_and_nothing_else() {
        assert!(
            said("RANGE (at)", "FOR VALUES FROM ('2024-01-01') TO (MAXVALUE)")
                .is_some_and(|s| s.contains("2024"))
        );
        let odd =
            said("RANGE (\"Weird \"\"x\")", "FOR VALUES FROM ('a) TO (b') TO ('it''s')").expect("a bound");
        assert!(
            odd.starts_with("Weird \"x:") && odd.contains("'a) TO (b'") && odd.contains("'it''s'"),
            "{odd}"
        );
        assert_eq!(
            said("LIST (k)", "FOR VALUES IN ('a, b', 'c', NULL)"),
            Some("k: 'a, b' | 'c' null true".into())
        );
        assert_eq!(said("LIST (k)", "FOR VALUES IN (NULL)"), Some("k:  null true".into()));
        assert_eq!(said("LIST (k)", "FOR VALUES IN ('NULL')"), Some("k: 'NULL' null false".into()));
        for (key, bound) in [
            ("RANGE (a, b)", "FOR VALUES FROM (1, 2) TO (3, 4)"),
            ("RANGE (lower(a))", "FOR VALUES FROM ('a') TO ('b')"),
            ("RANGE (a COLLATE \"C\")", "FOR VALUES FROM ('a') TO ('b')"),
            ("HASH (a)", "FOR VALUES WITH (modulus 4, remainder 0)"),
            ("RANGE (a)", "DEFAULT"),
            ("", ""),
        ] {
            assert_eq!(said(key, bound), None, "{key} {bound}");
        }
    }
}
