//! Finds what a PostgreSQL database is missing compared with the schema it should have, and mends it safely.

pub mod connect;
pub mod scratch;
