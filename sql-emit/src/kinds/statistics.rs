//! Extended statistics.

use schema_diff::StatisticsAlter;
use schema_model::{QualifiedName, Statistics, StatisticsKind};

use crate::guard::Guard;
use crate::quote::{identifier, literal, qualified};
use crate::words::{Scope, Words};

impl Words for Statistics {
    type Alter = StatisticsAlter;

    fn address(id: &QualifiedName) -> String {
        format!("STATISTICS {}", qualified(id))
    }

    fn exists(id: &QualifiedName) -> Option<String> {
        Some(format!(
            "EXISTS (SELECT FROM pg_catalog.pg_statistic_ext WHERE stxnamespace = pg_catalog.to_regnamespace({}) AND stxname = {})",
            literal(&identifier(&id.schema)),
            literal(&id.name)
        ))
    }

    fn guard(_: &QualifiedName, alter: &StatisticsAlter) -> Guard {
        match alter {
            StatisticsAlter::Target => Guard::Repeatable,
        }
    }

    fn create(_: Scope<'_>, id: &QualifiedName, new: &Self) -> Vec<String> {
        let kinds: Vec<&str> = new
            .kinds
            .iter()
            .map(|kind| match kind {
                StatisticsKind::Ndistinct => "ndistinct",
                StatisticsKind::Dependencies => "dependencies",
                StatisticsKind::Mcv => "mcv",
            })
            .collect();
        // One expression alone has no kinds.
        let kinds = if kinds.is_empty() { String::new() } else { format!(" ({})", kinds.join(", ")) };
        let columns = new.columns.iter().map(|column| identifier(column));
        let expressions = new.expressions.iter().map(|expression| format!("({expression})"));
        let all: Vec<String> = columns.chain(expressions).collect();
        vec![format!(
            "CREATE STATISTICS {}{kinds} ON {} FROM {}",
            qualified(id),
            all.join(", "),
            qualified(&new.table)
        )]
    }

    fn alter(_: Scope<'_>, id: &QualifiedName, _: &Self, new: &Self, alter: &StatisticsAlter) -> Vec<String> {
        match alter {
            StatisticsAlter::Target => {
                let target = new.target.map_or_else(|| "-1".to_owned(), |target| target.to_string());
                vec![format!("ALTER STATISTICS {} SET STATISTICS {target}", qualified(id))]
            }
        }
    }

    fn drop(_: Scope<'_>, id: &QualifiedName, _: &Self) -> Vec<String> {
        vec![format!("DROP STATISTICS {}", qualified(id))]
    }
}
