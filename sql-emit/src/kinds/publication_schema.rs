//! Schemas of publications.

use schema_diff::PublicationSchemaAlter;
use schema_model::{PublicationMember, PublicationSchema};

use super::publication_table::in_publication;
use crate::guard::Guard;
use crate::quote::{identifier, literal};
use crate::words::{Scope, Words};

fn say(verb: &str, id: &PublicationMember) -> Vec<String> {
    let (publication, schema) = (identifier(&id.publication), identifier(id.target.id().own_name()));
    vec![format!("ALTER PUBLICATION {publication} {verb} TABLES IN SCHEMA {schema}")]
}

impl Words for PublicationSchema {
    type Alter = PublicationSchemaAlter;

    /// Nothing can be said of it but by its publication.
    fn address(id: &PublicationMember) -> String {
        format!("PUBLICATION {}", identifier(&id.publication))
    }

    fn exists(id: &PublicationMember) -> Option<String> {
        Some(format!(
            "EXISTS (SELECT FROM pg_catalog.pg_publication_namespace WHERE pnnspid = pg_catalog.to_regnamespace({}) AND {})",
            literal(&identifier(id.target.id().own_name())),
            in_publication(id, "pnpubid")
        ))
    }

    fn guard(_: &PublicationMember, alter: &PublicationSchemaAlter) -> Guard {
        match *alter {}
    }

    fn create(_: Scope<'_>, id: &PublicationMember, _: &Self) -> Vec<String> {
        say("ADD", id)
    }

    fn alter(
        _: Scope<'_>,
        _: &PublicationMember,
        _: &Self,
        _: &Self,
        alter: &PublicationSchemaAlter,
    ) -> Vec<String> {
        match *alter {}
    }

    fn drop(_: Scope<'_>, id: &PublicationMember, _: &Self) -> Vec<String> {
        say("DROP", id)
    }
}
