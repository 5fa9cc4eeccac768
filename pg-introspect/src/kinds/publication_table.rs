//! Tables of publications: `pg_publication_rel`.

use schema_model::{ObjectId, PublicationMember, PublicationTable};

use super::Read;
use crate::Error;
use crate::build::Builder;
use crate::catalog::entry::Ownership;
use crate::catalog::{Catalog, class, relation};
use crate::row::Row;
use crate::statement::{Statement, statement};

const PUBLICATION_TABLE: Statement = statement!(Texts, "publication_table", decode, extent: All);

fn decode(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let oid = row.oid()?;
    let publication = catalog.interner.name(row.text()?);
    let relation = row.oid()?;
    let has_columns = row.flag()?;
    let columns = row.texts()?;
    let has_filter = row.flag()?;
    let filter = row.optional()?;
    if has_filter && filter.is_none() {
        return Err(Error::skew(catalog.describe_relation(relation), "it was dropped"));
    }
    // Those of a ledger, or of an extension, are left out with it.
    let Some(table) = catalog.relation(relation).filter(|table| table.ours) else { return Ok(()) };
    let id = PublicationMember::new(publication, ObjectId::Table(table.name.clone()));
    let mut published = PublicationTable::new();
    if has_columns {
        published.columns = Some(columns.iter().flatten().map(|name| catalog.interner.name(name)).collect());
    }
    published.filter = filter.map(|text| catalog.interner.expression(text));
    catalog.enter((class::PUBLICATION_REL, oid), id, Ownership::default(), published);
    Ok(())
}

impl Read for PublicationTable {
    const STATEMENTS: &'static [&'static Statement] = &[&relation::RELATION, &PUBLICATION_TABLE];

    fn build(catalog: &Catalog, out: &mut Builder) -> Result<(), Error> {
        catalog.build_entries::<Self>(out);
        Ok(())
    }
}
