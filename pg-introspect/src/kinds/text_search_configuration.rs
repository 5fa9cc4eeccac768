//! Text search configurations: `pg_ts_config` and `pg_ts_config_map`.

use schema_model::TextSearchConfiguration;

use super::Read;
use crate::Error;
use crate::build::Builder;
use crate::catalog::entry::Ownership;
use crate::catalog::{Catalog, class};
use crate::row::Row;
use crate::statement::{Statement, statement};

const TEXT_SEARCH_CONFIGURATION: Statement = statement!(Texts, "text_search_configuration", decode);

fn decode(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let oid = row.oid()?;
    let name = row.text()?;
    let namespace = row.oid()?;
    let owner = row.oid()?;
    let parser = row.text()?;
    let parser_namespace = row.oid()?;
    let (tokens, dictionaries) = (row.texts()?, row.texts()?);
    let namespaces = row.numbers()?;
    let id = catalog.qualified(namespace, name);
    let mut payload = TextSearchConfiguration::new(catalog.qualified(parser_namespace, parser));
    for ((token, dictionary), namespace) in tokens.iter().zip(&dictionaries).zip(namespaces) {
        let (Some(token), Some(dictionary)) = (token, dictionary) else { continue };
        let dictionary = catalog.qualified(namespace, dictionary);
        payload.mappings.entry(catalog.interner.name(token)).or_default().push(dictionary);
    }
    catalog.enter((class::TS_CONFIGURATION, oid), id, Ownership::owner(owner), payload);
    Ok(())
}

impl Read for TextSearchConfiguration {
    const STATEMENTS: &'static [&'static Statement] = &[&TEXT_SEARCH_CONFIGURATION];

    fn build(catalog: &Catalog, out: &mut Builder) -> Result<(), Error> {
        catalog.build_entries::<Self>(out);
        Ok(())
    }
}
