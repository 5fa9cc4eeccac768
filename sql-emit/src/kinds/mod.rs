//! One file per object kind: its words.

mod access_method;
mod aggregate;
mod attribute;
mod base_type;
mod cast;
mod collation;
mod column;
mod comment;
mod composite_type;
mod constraint;
mod conversion;
pub(crate) mod database;
mod default;
mod default_privilege;
mod domain;
mod domain_constraint;
mod r#enum;
mod event_trigger;
mod extension;
mod foreign_data_wrapper;
mod foreign_server;
mod function;
mod index;
mod language;
mod materialized_view;
mod membership;
mod operator;
mod operator_class;
pub(crate) mod operator_family;
mod owner;
mod parameter;
mod policy;
pub(crate) mod privilege;
mod procedure;
mod publication;
mod publication_schema;
mod publication_table;
mod range;
mod role;
mod role_setting;
mod rule;
mod schema;
mod security_label;
mod sequence;
mod shell_type;
mod statistics;
mod subscription;
pub(crate) mod table;
mod tablespace;
mod text_search_configuration;
mod text_search_dictionary;
mod text_search_parser;
mod text_search_template;
mod transform;
mod trigger;
mod user_mapping;
mod view;

use schema_model::{ObjectId, QualifiedName, Schema, View};

use crate::quote::qualified;

/// `ALTER TABLE t`, or what a view needs instead.
pub(crate) fn alter_relation(schema: &Schema, name: &QualifiedName) -> String {
    if schema.get::<View>(name).is_some() {
        format!("ALTER VIEW {}", qualified(name))
    } else if schema.contains(&ObjectId::MaterializedView(name.clone())) {
        format!("ALTER MATERIALIZED VIEW {}", qualified(name))
    } else {
        format!("ALTER TABLE {}", qualified(name))
    }
}
