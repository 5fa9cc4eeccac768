//! Check constraints of domains: `pg_constraint` with a `contypid`.

use schema_model::DomainConstraint;

use super::{Read, constraint};
use crate::Error;
use crate::build::Builder;
use crate::catalog::{Catalog, types};
use crate::statement::Statement;

impl Read for DomainConstraint {
    const STATEMENTS: &'static [&'static Statement] = &[&types::TYPE, &constraint::CONSTRAINT];

    fn build(catalog: &Catalog, out: &mut Builder) -> Result<(), Error> {
        for row in catalog.constraints.iter().filter(|row| row.kind == 'c') {
            let Some(domain) = catalog.type_row(row.domain).filter(|domain| domain.ours) else {
                continue;
            };
            let mut constraint = DomainConstraint::new(row.text()?);
            constraint.validated = row.validated;
            out.insert_row(row.oid, 0, domain.name.member(&row.name), constraint);
        }
        Ok(())
    }
}
