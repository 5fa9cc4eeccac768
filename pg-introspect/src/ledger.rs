//! The tables in which migration tools write down what they have done.

/// The ledger's tool, by the table's name.
const LEDGERS: &[(&str, &str)] = &[
    ("__EFMigrationsHistory", "Entity Framework"),
    ("__diesel_schema_migrations", "Diesel"),
    ("__drizzle_migrations", "Drizzle"),
    ("_prisma_migrations", "Prisma"),
    ("_sqlx_migrations", "sqlx"),
    ("alembic_version", "Alembic"),
    ("ar_internal_metadata", "Rails"),
    ("atlas_schema_revisions", "Atlas"),
    ("databasechangelog", "Liquibase"),
    ("databasechangeloglock", "Liquibase"),
    ("django_migrations", "Django"),
    ("doctrine_migration_versions", "Doctrine"),
    ("flyway_schema_history", "Flyway"),
    ("goose_db_version", "goose"),
    ("gorp_migrations", "sql-migrate"),
    ("knex_migrations", "Knex"),
    ("knex_migrations_lock", "Knex"),
    ("mikro_orm_migrations", "MikroORM"),
    ("pgmigrations", "node-pg-migrate"),
    ("phinxlog", "Phinx"),
    ("refinery_schema_history", "refinery"),
    ("schema_migrations", "Rails, dbmate or golang-migrate"),
    ("seaql_migrations", "SeaORM"),
    ("SequelizeMeta", "Sequelize"),
];

/// The names of the tables in which migration tools keep their books, each with the tool, in order of the names: tables of
/// these names are left out of models (see [`Options::include_ledgers`](crate::Options::include_ledgers)).
///
/// ```
/// assert!(pg_introspect::ledgers().any(|(table, tool)| (table, tool) == ("_sqlx_migrations", "sqlx")));
/// ```
pub fn ledgers() -> impl Iterator<Item = (&'static str, &'static str)> {
    LEDGERS.iter().copied()
}

/// The tool whose ledger a table of this name is.
pub(crate) fn tool(table: &str) -> Option<&'static str> {
    LEDGERS.iter().find(|(name, _)| *name == table).map(|(_, tool)| *tool)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_whole() {
        assert_eq!(tool("_sqlx_migrations"), Some("sqlx"));
        assert_eq!(tool("my_sqlx_migrations"), None);
    }
}
