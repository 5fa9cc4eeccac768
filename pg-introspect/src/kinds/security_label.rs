//! Security labels: `pg_seclabel`, and `pg_shseclabel` of the database. Read where all schemas are.

use schema_model::{Diagnostic, DiagnosticKind, Name, SecurityLabel, SecurityLabelName, SqlText};

use super::Read;
use crate::Error;
use crate::build::Builder;
use crate::catalog::Catalog;
use crate::catalog::depend::Address;
use crate::row::Row;
use crate::statement::{Statement, statement};

/// A label, and what it is on in the server's words.
pub(crate) struct LabelRow {
    provider: Name,
    address: Address,
    label: SqlText,
    described: Option<String>,
}

const SECURITY_LABEL: Statement = statement!(Texts, "security_label", decode, extent: All, optional: true);

fn decode(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let provider = catalog.interner.name(row.text()?);
    let (class, object, column) = (row.oid()?, row.oid()?, row.number::<i32>()?);
    let address = Address { class, object, column: i16::try_from(column).unwrap_or(0) };
    let label = catalog.interner.text(row.text()?);
    let described = row.optional()?.map(str::to_owned);
    catalog.labels.push(LabelRow { provider, address, label, described });
    Ok(())
}

impl Read for SecurityLabel {
    const STATEMENTS: &'static [&'static Statement] = &[&SECURITY_LABEL];

    fn build(catalog: &Catalog, out: &mut Builder) -> Result<(), Error> {
        for row in &catalog.labels {
            let place = catalog.resolve(row.address).and_then(|place| catalog.id(place));
            let target = if catalog.is_itself(row.address) { place } else { catalog.part(row.address) };
            if let Some(target) = target {
                let id = SecurityLabelName::new(target, row.provider.clone());
                out.insert(id, SecurityLabel::new(row.label.clone()));
            } else if let Some(described) = &row.described {
                // Nothing where it was dropped meanwhile.
                out.report(Diagnostic::new(
                    DiagnosticKind::NotModelled,
                    "pg_seclabel",
                    format!("security label of {} on {described}", row.provider),
                    "what it is on is no object here, or an extension's, which a copy has without it",
                ));
            }
        }
        Ok(())
    }
}
