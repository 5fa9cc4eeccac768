//! Extended statistics: `pg_statistic_ext`.

use schema_model::{Name, Statistics, StatisticsKind};

use super::Read;
use crate::Error;
use crate::build::Builder;
use crate::catalog::entry::Ownership;
use crate::catalog::{Catalog, class, relation};
use crate::row::Row;
use crate::statement::{Statement, statement};

const STATISTICS: Statement = statement!(Texts, "statistics", decode);

fn decode(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let oid = row.oid()?;
    let name = row.text()?;
    let namespace = row.oid()?;
    let id = catalog.qualified(namespace, name);
    let owner = row.oid()?;
    let relation = row.oid()?;
    let mut kinds = Vec::new();
    for kind in row.texts()?.into_iter().flatten() {
        kinds.push(match kind.as_str() {
            "d" => StatisticsKind::Ndistinct,
            "f" => StatisticsKind::Dependencies,
            "m" => StatisticsKind::Mcv,
            // There are expressions.
            "e" => continue,
            other => return Err(row.fault(format!("stxkind `{other}`"))),
        });
    }
    let columns: Vec<Name> = row.texts()?.iter().flatten().map(|name| catalog.interner.name(name)).collect();
    let target = match row.optional()? {
        Some(target) => Some(target.parse().map_err(|_| row.fault("it is no statistics target"))?),
        None => None,
    };
    let has_expressions = row.flag()?;
    let expressions = row.texts()?;
    if has_expressions && expressions.is_empty() {
        return Err(Error::skew(format!("statistics object {id}"), "it was dropped"));
    }
    // Those of a ledger, or of an extension's table, are left out with it.
    let Some(table) = catalog.relation(relation).filter(|table| table.ours) else { return Ok(()) };
    let mut statistics = Statistics::new(table.name.clone(), kinds, columns);
    let expressions = expressions.iter().flatten();
    statistics.expressions = expressions.map(|text| catalog.interner.expression(text)).collect();
    statistics.target = target;
    catalog.enter((class::STATISTIC, oid), id, Ownership::owner(owner), statistics);
    Ok(())
}

impl Read for Statistics {
    const STATEMENTS: &'static [&'static Statement] = &[&relation::RELATION, &STATISTICS];

    fn build(catalog: &Catalog, out: &mut Builder) -> Result<(), Error> {
        catalog.build_entries::<Self>(out);
        Ok(())
    }
}
