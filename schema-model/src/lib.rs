//! A typed, serializable model of what a PostgreSQL database is.
//!
//! A [`Schema`] is one flat, ordered map from [`ObjectId`] to [`Object`], with the dependencies between the
//! objects and the facts about the server that they were read from. Whatever can be depended on, changed,
//! dropped or granted is an object of its own: a column, a column default, a constraint, a trigger, a comment.
//!
//! ```
//! use schema_model::{Column, MemberName, Name, ObjectId, QualifiedName, Schema, Server, Table};
//!
//! let mut schema = Schema::new(Server::new(170_005));
//! let users = QualifiedName::new("public", "users");
//! schema.insert_table(users.clone(), Table::new());
//! schema.insert_column(users.member("email"), Column::new("text", 1));
//!
//! let table = schema.table_view(&users).expect("inserted above");
//! assert_eq!(table.columns().count(), 1);
//! assert_eq!(ObjectId::Column(users.member("email")).to_string(), "column:public.users.email");
//! ```
//!
//! # What it does not do
//!
//! No I/O, no SQL statement, no OID. Expressions are the server's own text and opaque here; reading a server is
//! `pgmend-introspect`'s job, comparing is `pgmend-schema-diff`'s.
//!
//! # Features
//!
//! * `json-schema`: `json_schema()` describes the wire form (schemars).
//! * `proptest`: strategies for valid schemas and realistic mutations, in the module `strategies`.
//!
//! # Errors
//!
//! One opaque [`Error`] with predicates. Nothing panics on input.

mod apart;
mod coverage;
mod dependency;
mod error;
mod fingerprint;
mod id;
#[cfg(feature = "json-schema")]
mod json_schema;
#[doc(hidden)]
pub mod kinds;
mod name;
mod object_name;
mod origins;
mod part;
mod registry;
mod schema;
mod selector;
mod server;
#[cfg(feature = "proptest")]
pub mod strategies;
mod views;
mod wire;

pub use coverage::{Diagnostic, DiagnosticKind, Introspected};
pub use dependency::{Dependency, Why};
pub use error::Error;
pub use fingerprint::Fingerprint;
pub use id::{
    CastName, DefaultPrivilegeName, Grantee, MemberName, MembershipName, MethodName, Naming, NamingMut,
    OperatorName, PartName, PrivilegeName, PublicationMember, QualifiedName, RoutineName, SecurityLabelName,
    Target, TransformName,
};
#[cfg(feature = "json-schema")]
pub use json_schema::json_schema;
pub use kinds::*;
pub use name::{Name, SqlText};
pub use object_name::object_name;
pub use origins::{Origin, Origins};
pub use registry::{FieldName, Kind, Object, ObjectId, ObjectKind};
pub use schema::{Schema, SchemaBuilder};
pub use selector::{Selector, SelectorRule};
pub use server::Server;
pub use views::{DomainView, RelationView, TableView};
pub use wire::FORMAT;

/// The examples of the README, which are tests too.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}
