//! Writes PostgreSQL DDL for the actions of a schema plan.
