//! Materialized views.

use schema_diff::MaterializedViewAlter;
use schema_model::{MaterializedView, QualifiedName};

use crate::quote::{identifier, option_changes, options, qualified};
use crate::words::{Scope, Words};

impl Words for MaterializedView {
    type Alter = MaterializedViewAlter;

    fn address(id: &QualifiedName) -> String {
        format!("MATERIALIZED VIEW {}", qualified(id))
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
        _: Scope<'_>,
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
