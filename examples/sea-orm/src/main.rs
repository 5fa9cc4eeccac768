//! Prints the SQL that makes what the entities describe: `cargo run > expected.sql`

mod customer;
mod purchase;

use sea_orm::sea_query::PostgresQueryBuilder;
use sea_orm::{DbBackend, EntityTrait, Schema};

fn print(entity: impl EntityTrait) {
    let schema = Schema::new(DbBackend::Postgres);
    for statement in schema.create_enum_from_entity(entity) {
        println!("{};\n", statement.to_string(PostgresQueryBuilder));
    }
    println!("{};\n", schema.create_table_from_entity(entity).to_string(PostgresQueryBuilder));
    for statement in schema.create_index_from_entity(entity) {
        println!("{};\n", statement.to_string(PostgresQueryBuilder));
    }
}

fn main() {
    // In the order of their foreign keys.
    print(customer::Entity);
    print(purchase::Entity);
}
