//! Prints the schema of a database as JSON: `cargo run --example inspect -- postgresql://…`. What is not in it goes to
//! standard error.

use std::error::Error;

use pg_introspect::{Options, postgres};

fn main() -> Result<(), Box<dyn Error>> {
    let url = std::env::args().nth(1).ok_or("usage: inspect URL")?;
    let mut client = postgres::Client::connect(&url, postgres::NoTls)?;
    let read = pg_introspect::read(&mut client, &Options::new())?;
    println!("{}", read.schema.to_json());
    for diagnostic in &read.diagnostics {
        eprintln!("{:?}: {diagnostic}", diagnostic.kind);
    }
    Ok(())
}
