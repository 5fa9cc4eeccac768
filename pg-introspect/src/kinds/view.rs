//! Views: `pg_class` with `relkind` `v`.

use schema_model::{SqlText, View, ViewColumn};

use super::{Read, column};
use crate::Error;
use crate::build::Builder;
use crate::catalog::relation::{self, Relation, RelationKind};
use crate::catalog::{Catalog, types};
use crate::parse::canonical::canonical;
use crate::row::Row;
use crate::statement::{Statement, statement};

pub(crate) const VIEW: Statement = statement!(Texts, "view", decode);

fn decode(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let oid = row.oid()?;
    let Some(text) = row.optional()? else {
        return Err(Error::skew(catalog.describe_relation(oid), "it was dropped"));
    };
    catalog
        .view_queries
        .insert(oid, SqlText::from(canonical(text.strip_suffix(';').unwrap_or(text)).as_ref()));
    Ok(())
}

impl Read for View {
    const STATEMENTS: &'static [&'static Statement] =
        &[&relation::RELATION, &types::TYPE, &VIEW, &column::COLUMN];

    fn build(catalog: &Catalog, out: &mut Builder) -> Result<(), Error> {
        for row in catalog.ours().filter(|row| row.kind == RelationKind::View) {
            let mut view = View::new(query(catalog, row)?, columns(catalog, row)?);
            view.options = row.options.clone();
            out.insert_row(row.oid, 0, row.name.clone(), view);
        }
        Ok(())
    }
}

/// The query of a view of either sort.
pub(crate) fn query(catalog: &Catalog, row: &Relation) -> Result<SqlText, Error> {
    catalog
        .view_queries
        .get(row.oid)
        .cloned()
        .ok_or_else(|| Error::skew(row.describe(), "it was dropped").during(VIEW.name))
}

/// The columns of a view of either sort.
pub(crate) fn columns(catalog: &Catalog, row: &Relation) -> Result<Vec<ViewColumn>, Error> {
    row.attributes
        .iter()
        .map(|attribute| {
            let mut column = ViewColumn::new(attribute.name.clone(), attribute.type_name.clone());
            let usual = catalog.type_collation(attribute.type_oid);
            column.collation = catalog.collation(attribute.collation, usual)?;
            Ok(column)
        })
        .collect()
}
