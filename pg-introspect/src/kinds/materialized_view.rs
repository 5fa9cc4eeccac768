//! Materialized views: `pg_class` with `relkind` `m`.

use schema_model::{ColumnSettings, MaterializedView};

use super::{Read, column, index, view};
use crate::Error;
use crate::build::Builder;
use crate::catalog::relation::{self, RelationKind};
use crate::catalog::{Catalog, named, types};
use crate::statement::Statement;

impl Read for MaterializedView {
    const STATEMENTS: &'static [&'static Statement] =
        &[&relation::RELATION, &types::TYPE, &named::NAMED, &view::VIEW, &index::INDEX, &column::COLUMN];

    fn build(catalog: &Catalog, out: &mut Builder) -> Result<(), Error> {
        for row in catalog.ours().filter(|row| row.kind == RelationKind::MaterializedView) {
            let mut view = MaterializedView::new(view::query(catalog, row)?, view::columns(catalog, row)?);
            view.options = catalog.options(row);
            if row.access_method != 0 {
                let method = catalog.access_method(row.access_method)?;
                view.access_method = (*method != "heap").then(|| method.clone());
            }
            view.tablespace = catalog.tablespace(row.tablespace)?;
            view.unpopulated = !row.populated;
            view.cluster_on = catalog.marked_indexes.get(row.oid).and_then(|marked| marked.clustered.clone());
            for attribute in &row.attributes {
                let settings = column::settings(catalog, attribute)?;
                if settings != ColumnSettings::new() {
                    view.column_settings.insert(attribute.name.clone(), settings);
                }
            }
            out.insert_row(row.oid, 0, row.name.clone(), view);
        }
        Ok(())
    }
}
