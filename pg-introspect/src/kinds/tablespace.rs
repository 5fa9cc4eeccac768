//! Tablespaces: `pg_tablespace`.

use schema_model::Tablespace;

use super::Read;
use crate::Error;
use crate::build::Builder;
use crate::catalog::entry::Ownership;
use crate::catalog::{Catalog, class};
use crate::parse::options;
use crate::row::Row;
use crate::statement::{Statement, statement};

const TABLESPACE: Statement = statement!(Texts, "tablespace", decode, extent: Cluster);

fn decode(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let oid = row.oid()?;
    let name = catalog.interner.name(row.text()?);
    let ownership = Ownership::read(row)?;
    let mut tablespace = Tablespace::new(catalog.interner.text(row.text()?));
    tablespace.options = options::parse(&row.texts()?, "", &mut catalog.interner);
    catalog.comment_on(class::TABLESPACE, oid, row)?;
    catalog.enter((class::TABLESPACE, oid), name, ownership, tablespace);
    Ok(())
}

impl Read for Tablespace {
    const STATEMENTS: &'static [&'static Statement] = &[&TABLESPACE];

    fn build(catalog: &Catalog, out: &mut Builder) -> Result<(), Error> {
        catalog.build_entries::<Self>(out);
        Ok(())
    }
}
