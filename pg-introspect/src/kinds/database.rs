//! The database: its row of `pg_database`, with its settings and its comment. Read where all schemas are.

use schema_model::Database;

use super::Read;
use crate::Error;
use crate::build::Builder;
use crate::catalog::entry::Ownership;
use crate::catalog::{Catalog, class};
use crate::parse::options;
use crate::row::Row;
use crate::statement::{Statement, statement};

const DATABASE: Statement = statement!(Texts, "database", decode, extent: All);

fn decode(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let oid = row.oid()?;
    let ownership = Ownership::read(row)?;
    let mut database = Database::new();
    database.connection_limit = row.number()?;
    database.settings = options::parse(&row.texts()?, "", &mut catalog.interner);
    catalog.comment_on(class::DATABASE, oid, row)?;
    catalog.enter((class::DATABASE, oid), Database::current(), ownership, database);
    Ok(())
}

impl Read for Database {
    const STATEMENTS: &'static [&'static Statement] = &[&DATABASE];

    fn build(catalog: &Catalog, out: &mut Builder) -> Result<(), Error> {
        catalog.build_entries::<Self>(out);
        Ok(())
    }
}
