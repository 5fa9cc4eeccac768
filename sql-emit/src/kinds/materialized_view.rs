//! Materialized views.

use schema_diff::MaterializedViewAlter;
use schema_model::{ColumnSettings, MaterializedView, QualifiedName};

use super::column;
use crate::guard::{self, Guard};
use crate::quote::{identifier, option_changes, options, qualified};
use crate::words::{Scope, Words};

/// What leads from the settings of columns to others, as ALTER MATERIALIZED VIEW takes it. Of columns that go nothing need be
/// said: the view goes with them.
fn settings(scope: Scope<'_>, old: &MaterializedView, new: &MaterializedView) -> Vec<String> {
    let nothing = ColumnSettings::new();
    let mut all = Vec::new();
    for column in &new.columns {
        // What completes a view just made has itself as its old side.
        let before = if old == new { None } else { old.column_settings.get(&column.name) };
        let (before, after) =
            (before.unwrap_or(&nothing), new.column_settings.get(&column.name).unwrap_or(&nothing));
        let mut say = |what: String| all.push(format!("ALTER COLUMN {} {what}", identifier(&column.name)));
        if before.storage != after.storage {
            say(column::set_storage(scope, after.storage, &column.type_name));
        }
        if before.compression != after.compression {
            say(column::set_compression(after.compression));
        }
        if before.statistics != after.statistics {
            say(column::set_statistics(after.statistics));
        }
        option_changes(&before.options, &after.options).into_iter().for_each(say);
    }
    all
}

impl Words for MaterializedView {
    type Alter = MaterializedViewAlter;

    fn address(id: &QualifiedName) -> String {
        format!("MATERIALIZED VIEW {}", qualified(id))
    }

    fn exists(id: &QualifiedName) -> Option<String> {
        guard::relation_exists(id)
    }

    fn guard(_: &QualifiedName, alter: &MaterializedViewAlter) -> Guard {
        match alter {
            MaterializedViewAlter::Options
            | MaterializedViewAlter::AccessMethod
            | MaterializedViewAlter::Tablespace
            | MaterializedViewAlter::ClusterOn
            | MaterializedViewAlter::Refresh
            | MaterializedViewAlter::ColumnSettings => Guard::Repeatable,
        }
    }

    fn create(_: Scope<'_>, id: &QualifiedName, new: &Self) -> Vec<String> {
        let mut sql = format!("CREATE MATERIALIZED VIEW {}", qualified(id));
        if let Some(method) = &new.access_method {
            sql += &format!(" USING {}", identifier(method));
        }
        if !new.options.is_empty() {
            sql += &format!(" WITH ({})", options(&new.options));
        }
        if let Some(tablespace) = &new.tablespace {
            sql += &format!(" TABLESPACE {}", identifier(tablespace));
        }
        let data = if new.unpopulated { "WITH NO DATA" } else { "WITH DATA" };
        vec![format!("{sql} AS\n{}\n{data}", new.query)]
    }

    fn alter(
        scope: Scope<'_>,
        id: &QualifiedName,
        old: &Self,
        new: &Self,
        alter: &MaterializedViewAlter,
    ) -> Vec<String> {
        let view = qualified(id);
        let say = |what: String| vec![format!("ALTER MATERIALIZED VIEW {view} {what}")];
        match alter {
            MaterializedViewAlter::Options => option_changes(&old.options, &new.options)
                .into_iter()
                .map(|change| format!("ALTER MATERIALIZED VIEW {view} {change}"))
                .collect(),
            MaterializedViewAlter::AccessMethod => {
                let method = new.access_method.as_ref().map_or("heap".into(), |m| identifier(m));
                say(format!("SET ACCESS METHOD {method}"))
            }
            MaterializedViewAlter::Tablespace => {
                let space = new.tablespace.as_ref().map_or("pg_default".into(), |t| identifier(t));
                say(format!("SET TABLESPACE {space}"))
            }
            MaterializedViewAlter::ClusterOn => say(match &new.cluster_on {
                Some(index) => format!("CLUSTER ON {}", identifier(index)),
                None => "SET WITHOUT CLUSTER".into(),
            }),
            MaterializedViewAlter::ColumnSettings => settings(scope, old, new)
                .into_iter()
                .map(|change| format!("ALTER MATERIALIZED VIEW {view} {change}"))
                .collect(),
            MaterializedViewAlter::Refresh => {
                let no_data = if new.unpopulated { " WITH NO DATA" } else { "" };
                vec![format!("REFRESH MATERIALIZED VIEW {view}{no_data}")]
            }
        }
    }

    fn drop(_: Scope<'_>, id: &QualifiedName, _: &Self) -> Vec<String> {
        vec![format!("DROP MATERIALIZED VIEW {}", qualified(id))]
    }
}
