//! Column defaults: `pg_attrdef`.

use schema_model::{ColumnDefault, SqlText};

use super::{Read, column};
use crate::Error;
use crate::build::Builder;
use crate::catalog::{Catalog, relation};
use crate::intern::Oid;
use crate::row::Row;
use crate::statement::{Statement, statement};

/// A row of `pg_attrdef`: a default, or a generated column's expression.
pub(crate) struct DefaultRow {
    pub(crate) relation: Oid,
    pub(crate) number: i16,
    pub(crate) expression: SqlText,
}

pub(crate) const DEFAULT: Statement = statement!(Texts, "default", decode);

fn decode(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let oid = row.oid()?;
    let relation = row.oid()?;
    let number = row.number()?;
    let Some(expression) = row.optional()? else {
        return Err(Error::skew(catalog.describe_relation(relation), "it was dropped"));
    };
    let expression = catalog.interner.expression(expression);
    let at = catalog.defaults.len();
    catalog.default_at.insert((relation, number), at);
    catalog.default_by_oid.insert(oid, at);
    catalog.defaults.push(DefaultRow { relation, number, expression });
    Ok(())
}

impl Catalog {
    pub(crate) fn default_of(&self, relation: Oid, number: i16) -> Option<&DefaultRow> {
        self.defaults.get(*self.default_at.get((relation, number))?)
    }
}

impl Read for ColumnDefault {
    const STATEMENTS: &'static [&'static Statement] = &[&relation::RELATION, &DEFAULT, &column::COLUMN];

    fn build(catalog: &Catalog, out: &mut Builder) -> Result<(), Error> {
        for relation in catalog.ours().filter(|row| row.is_table() || row.is_view()) {
            for (attribute, _) in
                relation.columns_by_name().filter(|(attribute, _)| !attribute.is_generated())
            {
                if let Some(row) = catalog.default_of(relation.oid, attribute.number) {
                    let default = ColumnDefault::new(row.expression.clone());
                    out.insert(relation.name.member(&attribute.name), default);
                }
            }
        }
        Ok(())
    }
}
