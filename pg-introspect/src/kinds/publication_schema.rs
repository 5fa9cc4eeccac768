//! Schemas of publications: `pg_publication_namespace` (15+).

use schema_model::{ObjectId, PublicationMember, PublicationSchema};

use super::{Read, schema};
use crate::Error;
use crate::build::Builder;
use crate::catalog::entry::Ownership;
use crate::catalog::{Catalog, class};
use crate::row::Row;
use crate::statement::{Statement, statement};

const PUBLICATION_SCHEMA: Statement = statement!(Texts, "publication_schema", decode, since: 15, extent: All);

fn decode(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let oid = row.oid()?;
    let publication = catalog.interner.name(row.text()?);
    let namespace = row.oid()?;
    let Some(namespace) = catalog.namespace(namespace).filter(|namespace| namespace.ours) else {
        return Ok(());
    };
    let id = PublicationMember::new(publication, ObjectId::Schema(namespace.name.clone()));
    catalog.enter((class::PUBLICATION_NAMESPACE, oid), id, Ownership::default(), PublicationSchema::new());
    Ok(())
}

impl Read for PublicationSchema {
    const STATEMENTS: &'static [&'static Statement] = &[&schema::SCHEMA, &PUBLICATION_SCHEMA];

    fn build(catalog: &Catalog, out: &mut Builder) -> Result<(), Error> {
        catalog.build_entries::<Self>(out);
        Ok(())
    }
}
