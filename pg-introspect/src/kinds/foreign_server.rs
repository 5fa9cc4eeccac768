//! Foreign servers: `pg_foreign_server`.

use schema_model::ForeignServer;

use super::Read;
use crate::Error;
use crate::build::Builder;
use crate::catalog::Catalog;
use crate::catalog::entry::Ownership;
use crate::intern::Oid;
use crate::parse::options;
use crate::row::Row;
use crate::statement::{Statement, statement};

const FOREIGN_SERVER: Statement = statement!(Texts, "foreign_server", decode, extent: All);
/// The oid of `pg_foreign_server`.
const CLASS: Oid = 1417;

fn decode(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let oid = row.oid()?;
    let name = catalog.interner.name(row.text()?);
    let ownership = Ownership::read(row)?;
    let mut server = ForeignServer::new(catalog.interner.name(row.text()?));
    server.server_type = row.optional()?.map(|text| catalog.interner.text(text));
    server.version = row.optional()?.map(|text| catalog.interner.text(text));
    (server.options, server.secrets) = options::of_foreign(&row.texts()?, &mut catalog.interner);
    catalog.enter((CLASS, oid), name, ownership, server);
    Ok(())
}

impl Read for ForeignServer {
    const STATEMENTS: &'static [&'static Statement] = &[&FOREIGN_SERVER];

    fn build(catalog: &Catalog, out: &mut Builder) -> Result<(), Error> {
        catalog.build_entries::<Self>(out);
        Ok(())
    }
}
