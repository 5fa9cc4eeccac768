//! Enum types: `pg_type` and `pg_enum`.

use schema_model::{EnumType, Name};

use super::Read;
use crate::Error;
use crate::build::Builder;
use crate::catalog::{Catalog, types};
use crate::row::Row;
use crate::statement::{Statement, statement};

/// A row of `pg_enum`.
pub(crate) struct Label {
    pub(crate) order: f32,
    pub(crate) name: Name,
}

const ENUM: Statement = statement!(Texts, "enum", decode);

fn decode(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let oid = row.oid()?;
    let name = catalog.interner.name(row.text()?);
    let order = row.number()?;
    catalog.enum_labels.entry(oid).push(Label { order, name });
    Ok(())
}

impl Read for EnumType {
    const STATEMENTS: &'static [&'static Statement] = &[&types::TYPE, &ENUM];

    fn build(catalog: &Catalog, out: &mut Builder) -> Result<(), Error> {
        for row in catalog.types.iter().filter(|row| row.ours && row.kind == 'e') {
            let labels = catalog.enum_labels.get(row.oid).map(Vec::as_slice).unwrap_or_default();
            let mut labels: Vec<&Label> = labels.iter().collect();
            labels.sort_by(|a, b| a.order.total_cmp(&b.order));
            out.insert_row(
                row.oid,
                0,
                row.name.clone(),
                EnumType::new(labels.into_iter().map(|label| &label.name)),
            );
        }
        Ok(())
    }
}
