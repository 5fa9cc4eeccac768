//! Minimal, ordered differences between two PostgreSQL schemas.
