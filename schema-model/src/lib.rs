//! A typed, serializable model of what a PostgreSQL database is.
