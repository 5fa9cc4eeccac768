//! One file per object kind: its statement and what becomes of the rows.

mod access_method;
pub(crate) mod aggregate;
mod attribute;
mod base_type;
mod cast;
mod collation;
pub(crate) mod column;
mod comment;
mod composite_type;
pub(crate) mod constraint;
mod conversion;
mod database;
pub(crate) mod default;
mod default_privilege;
mod domain;
mod domain_constraint;
pub(crate) mod r#enum;
mod event_trigger;
pub(crate) mod extension;
mod foreign_data_wrapper;
mod foreign_server;
pub(crate) mod function;
pub(crate) mod index;
mod language;
mod materialized_view;
pub(crate) mod membership;
mod operator;
mod operator_class;
pub(crate) mod operator_family;
mod owner;
mod parameter;
pub(crate) mod policy;
pub(crate) mod privilege;
mod procedure;
mod publication;
mod publication_schema;
mod publication_table;
mod range;
mod role;
mod role_setting;
mod rule;
pub(crate) mod schema;
pub(crate) mod security_label;
pub(crate) mod sequence;
mod shell_type;
mod statistics;
mod subscription;
mod table;
mod tablespace;
mod text_search_configuration;
mod text_search_dictionary;
mod text_search_parser;
mod text_search_template;
mod transform;
pub(crate) mod trigger;
mod user_mapping;
pub(crate) mod view;

use schema_model::{Kind, for_each_kind};

use crate::Error;
use crate::build::Builder;
use crate::catalog::Catalog;
use crate::statement::Statement;

/// How a kind is read. There are no default bodies: a kind says all of it in its own file.
pub(crate) trait Read: Kind {
    /// The statements that the kind is made of. Those that several kinds name are sent once.
    const STATEMENTS: &'static [&'static Statement];

    /// Makes the kind's objects out of what was read.
    fn build(catalog: &Catalog, out: &mut Builder) -> Result<(), Error>;
}

macro_rules! dispatch {
    ($(($variant:ident, $word:literal, $payload:ident, $id:ident, $array:ident)),* $(,)?) => {
        /// Every kind's statements. A kind without a reader does not compile.
        pub(crate) fn statements() -> Vec<&'static Statement> {
            let mut all = Vec::new();
            $(all.extend(<schema_model::$payload as Read>::STATEMENTS);)*
            all
        }

        /// Makes every kind's objects, in canonical order of the kinds.
        pub(crate) fn build(catalog: &Catalog, out: &mut Builder) -> Result<(), Error> {
            $(<schema_model::$payload as Read>::build(catalog, out)?;)*
            Ok(())
        }
    };
}

for_each_kind!(dispatch);

#[cfg(test)]
mod tests {
    use schema_model::ObjectKind;

    #[test]
    fn every_kind_has_a_file_of_its_name() {
        for kind in ObjectKind::ALL {
            let path = format!("{}/src/kinds/{}.rs", env!("CARGO_MANIFEST_DIR"), kind.word());
            assert!(std::path::Path::new(&path).exists(), "{path}");
        }
    }
}
