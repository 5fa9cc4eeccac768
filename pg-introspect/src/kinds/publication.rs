//! Publications: `pg_publication`. They are the database's, and read where all schemas are.

use schema_model::{Publication, PublicationOperation};

use super::Read;
use crate::Error;
use crate::build::Builder;
use crate::catalog::entry::Ownership;
use crate::catalog::{Catalog, class};
use crate::row::Row;
use crate::statement::{Statement, statement};

const PUBLICATION: Statement = statement!(Texts, "publication", decode, extent: All);

fn decode(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let oid = row.oid()?;
    let name = catalog.interner.name(row.text()?);
    let owner = row.oid()?;
    let mut publication = Publication::new();
    publication.all_tables = row.flag()?;
    publication.operations.clear();
    for operation in PublicationOperation::ALL {
        if row.flag()? {
            publication.operations.insert(*operation);
        }
    }
    publication.via_partition_root = row.flag()?;
    publication.generated_columns = row.flag()?;
    catalog.enter((class::PUBLICATION, oid), name, Ownership::owner(owner), publication);
    Ok(())
}

impl Read for Publication {
    const STATEMENTS: &'static [&'static Statement] = &[&PUBLICATION];

    fn build(catalog: &Catalog, out: &mut Builder) -> Result<(), Error> {
        catalog.build_entries::<Self>(out);
        Ok(())
    }
}
