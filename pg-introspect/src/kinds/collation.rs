//! Collations: `pg_collation`.

use schema_model::{Collation, CollationProvider};

use super::Read;
use crate::Error;
use crate::build::Builder;
use crate::catalog::entry::Ownership;
use crate::catalog::{Catalog, class};
use crate::row::Row;
use crate::statement::{Statement, statement};

const COLLATION: Statement = statement!(Texts, "collation", decode);

fn decode(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let oid = row.oid()?;
    let name = row.text()?;
    let namespace = row.oid()?;
    let owner = row.oid()?;
    let provider = match row.letter()? {
        'c' => CollationProvider::Libc,
        'i' => CollationProvider::Icu,
        'b' => CollationProvider::Builtin,
        other => return Err(row.fault(format!("collprovider `{other}`"))),
    };
    let mut collation = Collation::new(provider, catalog.interner.text(row.text()?));
    collation.character_type = row.optional()?.map(|text| catalog.interner.text(text));
    collation.rules = row.optional()?.map(|text| catalog.interner.text(text));
    collation.nondeterministic = !row.flag()?;
    let id = catalog.qualified(namespace, name);
    catalog.enter((class::COLLATION, oid), id, Ownership::owner(owner), collation);
    Ok(())
}

impl Read for Collation {
    const STATEMENTS: &'static [&'static Statement] = &[&COLLATION];

    fn build(catalog: &Catalog, out: &mut Builder) -> Result<(), Error> {
        catalog.build_entries::<Self>(out);
        Ok(())
    }
}
