//! Reads the schema of a PostgreSQL database from its catalog, in one snapshot.
