//! `clean_up` is about the whole process, so this test has one of its own.
#![allow(clippy::unwrap_used)]

use pgmend::connect::{Environment, Target};
use pgmend::scratch::{Scratch, ScratchOptions, clean_up};

#[test]
fn an_interrupt_leaves_no_database_on_the_target() {
    let server = testkit::server();
    if !server.many_connections() {
        return;
    }
    let home = server.database("clean_up");
    let target = Target::parse_in(&home.url(), &Environment::empty()).unwrap();
    let scratch = Scratch::open(&ScratchOptions::new().target(target)).unwrap();
    let database = scratch.database().unwrap();
    let _in_use = database.target().connect().unwrap();
    let name = database.target().database().to_owned();
    assert_eq!(clean_up(), Vec::<String>::new());
    let row =
        home.connect().query_one("SELECT count(*) FROM pg_database WHERE datname = $1", &[&name]).unwrap();
    assert_eq!(row.get::<_, i64>(0), 0);
    database.finish().unwrap();
}
