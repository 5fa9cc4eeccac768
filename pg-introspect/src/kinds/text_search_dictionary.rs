//! Text search dictionaries: `pg_ts_dict`.

use schema_model::{DictionaryOption, TextSearchDictionary};

use super::Read;
use crate::Error;
use crate::build::Builder;
use crate::catalog::entry::Ownership;
use crate::catalog::{Catalog, class};
use crate::parse::scan;
use crate::row::Row;
use crate::statement::{Statement, statement};

const TEXT_SEARCH_DICTIONARY: Statement = statement!(Texts, "text_search_dictionary", decode);

fn decode(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let oid = row.oid()?;
    let name = row.text()?;
    let namespace = row.oid()?;
    let owner = row.oid()?;
    let template = row.text()?;
    let template_namespace = row.oid()?;
    let id = catalog.qualified(namespace, name);
    let mut payload = TextSearchDictionary::new(catalog.qualified(template_namespace, template));
    if let Some(list) = row.optional()?.filter(|list| !list.is_empty()) {
        let options =
            scan::split_list(list).and_then(|list| list.into_iter().map(scan::assignment).collect());
        let options: Vec<(String, &str)> =
            options.ok_or_else(|| row.fault(format!("`{list}` is no list of options")))?;
        payload.options =
            options.into_iter().map(|(name, value)| DictionaryOption::new(name, value)).collect();
    }
    catalog.enter((class::TS_DICTIONARY, oid), id, Ownership::owner(owner), payload);
    Ok(())
}

impl Read for TextSearchDictionary {
    const STATEMENTS: &'static [&'static Statement] = &[&TEXT_SEARCH_DICTIONARY];

    fn build(catalog: &Catalog, out: &mut Builder) -> Result<(), Error> {
        catalog.build_entries::<Self>(out);
        Ok(())
    }
}
