//! Scratch databases on servers.
#![allow(clippy::unwrap_used)]

use pgmend::scratch::{Kind, Scratch, ScratchDatabase, ScratchOptions};

/// A database is empty, keeps what it is given, and is separate from the next one.
fn two_databases(scratch: &Scratch) {
    let first = scratch.database().unwrap();
    let second = scratch.database().unwrap();
    execute(&first, "CREATE TABLE public.\"Weird \"\"Name\" (a int)");
    assert_eq!(count_tables(&first), 1);
    assert_eq!(count_tables(&second), 0);
    first.finish().unwrap();
    second.finish().unwrap();
}

fn execute(database: &ScratchDatabase, sql: &str) {
    database.target().connect().unwrap().batch_execute(sql).unwrap();
}

fn count_tables(database: &ScratchDatabase) -> i64 {
    database
        .target()
        .connect()
        .unwrap()
        .query_one("SELECT count(*) FROM pg_class WHERE oid >= 16384 AND relkind = 'r'", &[])
        .unwrap()
        .get(0)
}

#[test]
#[cfg(unix)]
fn local_programs_make_a_cluster_for_the_time_of_need() {
    let Ok(scratch) = Scratch::open(&ScratchOptions::new().only(Kind::Local)) else {
        let found = pgmend::scratch::Binaries::on_this_machine();
        assert!(found.is_empty(), "{found:?} were not used");
        return;
    };
    assert!(scratch.describe().contains("local PostgreSQL"));
    assert!(scratch.major() >= 14);
    two_databases(&scratch);
}
