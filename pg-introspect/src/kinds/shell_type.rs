//! Shell types, read with the base types.

use schema_model::ShellType;

use super::{Read, base_type};
use crate::Error;
use crate::build::Builder;
use crate::catalog::Catalog;
use crate::statement::Statement;

impl Read for ShellType {
    const STATEMENTS: &'static [&'static Statement] = &[&base_type::BASE_TYPE];

    fn build(catalog: &Catalog, out: &mut Builder) -> Result<(), Error> {
        catalog.build_entries::<Self>(out);
        Ok(())
    }
}
