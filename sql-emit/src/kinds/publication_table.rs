//! Tables of publications.

use schema_diff::PublicationTableAlter;
use schema_model::{ObjectId, PublicationMember, PublicationTable};

use crate::guard::Guard;
use crate::quote::{identifier, identifiers, literal, qualified};
use crate::words::{Scope, Words};

/// The table by its name, without its children.
fn table(id: &PublicationMember) -> Option<String> {
    match id.target.id() {
        ObjectId::Table(table) => Some(qualified(table)),
        _ => None,
    }
}

/// That a column of a catalog is this publication.
pub(super) fn in_publication(id: &PublicationMember, column: &str) -> String {
    let class = "'pg_catalog.pg_publication'::pg_catalog.regclass";
    format!(
        "(pg_catalog.pg_identify_object_as_address({class}, {column}, 0)).object_names = ARRAY[{}]",
        literal(&id.publication)
    )
}

impl Words for PublicationTable {
    type Alter = PublicationTableAlter;

    /// Nothing can be said of it but by its publication.
    fn address(id: &PublicationMember) -> String {
        format!("PUBLICATION {}", identifier(&id.publication))
    }

    fn exists(id: &PublicationMember) -> Option<String> {
        let table = table(id)?;
        Some(format!(
            "EXISTS (SELECT FROM pg_catalog.pg_publication_rel WHERE prrelid = pg_catalog.to_regclass({}) AND {})",
            literal(&table),
            in_publication(id, "prpubid")
        ))
    }

    fn guard(_: &PublicationMember, alter: &PublicationTableAlter) -> Guard {
        match *alter {}
    }

    fn create(_: Scope<'_>, id: &PublicationMember, new: &Self) -> Vec<String> {
        let Some(table) = table(id) else { return Vec::new() };
        let columns =
            new.columns.as_ref().map(|columns| format!(" ({})", identifiers(columns))).unwrap_or_default();
        let filter = new.filter.as_ref().map(|filter| format!(" WHERE ({filter})")).unwrap_or_default();
        vec![format!(
            "ALTER PUBLICATION {} ADD TABLE ONLY {table}{columns}{filter}",
            identifier(&id.publication)
        )]
    }

    fn alter(
        _: Scope<'_>,
        _: &PublicationMember,
        _: &Self,
        _: &Self,
        alter: &PublicationTableAlter,
    ) -> Vec<String> {
        match *alter {}
    }

    fn drop(_: Scope<'_>, id: &PublicationMember, _: &Self) -> Vec<String> {
        let Some(table) = table(id) else { return Vec::new() };
        vec![format!("ALTER PUBLICATION {} DROP TABLE ONLY {table}", identifier(&id.publication))]
    }
}
