//! Casts: `pg_cast`.

use schema_model::{Cast, CastContext, CastMethod, CastName};

use super::Read;
use crate::Error;
use crate::build::Builder;
use crate::catalog::entry::Ownership;
use crate::catalog::{Catalog, class};
use crate::row::Row;
use crate::statement::{Statement, statement};

const CAST: Statement = statement!(Texts, "cast", decode);

fn decode(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let oid = row.oid()?;
    let (source, target) = (catalog.interner.text(row.text()?), catalog.interner.text(row.text()?));
    let (method, context) = (row.letter()?, row.letter()?);
    let function = row.optional()?;
    let id = CastName::new(source, target);
    let mut payload = Cast::new(match (method, function) {
        ('f', Some(function)) => CastMethod::Function(catalog.interner.text(function)),
        ('i', _) => CastMethod::InOut,
        ('b', _) => CastMethod::Binary,
        (other, _) => return Err(row.fault(format!("castmethod `{other}`"))),
    });
    payload.context = match context {
        'e' => CastContext::Explicit,
        'a' => CastContext::Assignment,
        'i' => CastContext::Implicit,
        other => return Err(row.fault(format!("castcontext `{other}`"))),
    };
    catalog.enter((class::CAST, oid), id, Ownership::default(), payload);
    Ok(())
}

impl Read for Cast {
    const STATEMENTS: &'static [&'static Statement] = &[&CAST];

    fn build(catalog: &Catalog, out: &mut Builder) -> Result<(), Error> {
        catalog.build_entries::<Self>(out);
        Ok(())
    }
}
