//! Procedures: `pg_proc` with `prokind` `p`.

use schema_model::Procedure;

use super::{Read, function};
use crate::Error;
use crate::build::Builder;
use crate::catalog::{Catalog, named, types};
use crate::statement::Statement;

impl Read for Procedure {
    const STATEMENTS: &'static [&'static Statement] =
        &[&types::ARGUMENT_TYPE, &named::NAMED, &function::FUNCTION, &function::ARGUMENT_DEFAULT];

    fn build(catalog: &Catalog, out: &mut Builder) -> Result<(), Error> {
        for row in catalog.routines.iter().filter(|row| row.ours && row.kind == 'p') {
            let Some(id) = row.id.clone() else { continue };
            let about = |e: Error| e.about(format!("procedure {id}"));
            let arguments = row.arguments(catalog).map_err(about)?;
            let language = row.language(catalog).map_err(about)?;
            let mut procedure = Procedure::new(arguments, language, row.body.clone());
            procedure.security_definer = row.security_definer;
            procedure.configuration = row.configuration.clone();
            procedure.transforms = catalog.type_texts(&row.transforms).map_err(about)?;
            out.insert_row(row.oid, 0, id, procedure);
        }
        Ok(())
    }
}
