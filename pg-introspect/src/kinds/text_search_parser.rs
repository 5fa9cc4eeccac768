//! Text search parsers: `pg_ts_parser`.

use schema_model::TextSearchParser;

use super::Read;
use crate::Error;
use crate::build::Builder;
use crate::catalog::entry::Ownership;
use crate::catalog::{Catalog, class, named};
use crate::row::Row;
use crate::statement::{Statement, statement};

const TEXT_SEARCH_PARSER: Statement = statement!(Texts, "text_search_parser", decode);

fn decode(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let oid = row.oid()?;
    let name = row.text()?;
    let namespace = row.oid()?;
    let (start, token, end) = (row.oid()?, row.oid()?, row.oid()?);
    let (headline, token_types) = (row.oid()?, row.oid()?);
    let id = catalog.qualified(namespace, name);
    let mut payload = TextSearchParser::new(
        catalog.function(start)?,
        catalog.function(token)?,
        catalog.function(end)?,
        catalog.function(token_types)?,
    );
    payload.headline = catalog.optional_function(headline)?;
    catalog.enter((class::TS_PARSER, oid), id, Ownership::default(), payload);
    Ok(())
}

impl Read for TextSearchParser {
    const STATEMENTS: &'static [&'static Statement] = &[&named::NAMED_FUNCTION, &TEXT_SEARCH_PARSER];

    fn build(catalog: &Catalog, out: &mut Builder) -> Result<(), Error> {
        catalog.build_entries::<Self>(out);
        Ok(())
    }
}
