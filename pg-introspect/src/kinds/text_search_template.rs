//! Text search templates: `pg_ts_template`.

use schema_model::TextSearchTemplate;

use super::Read;
use crate::Error;
use crate::build::Builder;
use crate::catalog::entry::Ownership;
use crate::catalog::{Catalog, class, named};
use crate::row::Row;
use crate::statement::{Statement, statement};

const TEXT_SEARCH_TEMPLATE: Statement = statement!(Texts, "text_search_template", decode);

fn decode(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let oid = row.oid()?;
    let name = row.text()?;
    let namespace = row.oid()?;
    let (init, lexize) = (row.oid()?, row.oid()?);
    let id = catalog.qualified(namespace, name);
    let mut payload = TextSearchTemplate::new(catalog.function(lexize)?);
    payload.init = catalog.optional_function(init)?;
    catalog.enter((class::TS_TEMPLATE, oid), id, Ownership::default(), payload);
    Ok(())
}

impl Read for TextSearchTemplate {
    const STATEMENTS: &'static [&'static Statement] = &[&named::NAMED_FUNCTION, &TEXT_SEARCH_TEMPLATE];

    fn build(catalog: &Catalog, out: &mut Builder) -> Result<(), Error> {
        catalog.build_entries::<Self>(out);
        Ok(())
    }
}
