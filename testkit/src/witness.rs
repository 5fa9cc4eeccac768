//! The witness: `pg_dump` of test databases. What it makes of a dump is [`pgmend::witness`].

use std::io::Write;
use std::sync::OnceLock;

use pgmend::connect::Target;
pub use pgmend::witness::{Dump, DumpOptions};
use pgmend::witness::{PgDump, statements_of};

use crate::cache;
use crate::servers::{TestDatabase, TestServer};

/// Dumps a database. None if no `pg_dump` at hand is new enough for it, which is printed once.
///
/// The embedded server has one connection, so nobody else may be connected to it.
pub fn dump(database: &TestDatabase, options: &DumpOptions) -> Option<Dump> {
    let dumped = program_for(database.major())?.dump(&target(database), options);
    Some(dumped.unwrap_or_else(|error| panic!("{error}")))
}

/// Dumps a database, loads the dump into a fresh one, and dumps that. None as for [`dump`].
///
/// For expressions whose text is no fixed point: what `pg_dump` writes for `x IN ('a', 'b')` on a varchar, PostgreSQL reads
/// and then writes otherwise. Who compares a database that was loaded from people's SQL with one that was loaded from
/// PostgreSQL's compares texts that went through the server once with texts that went through it twice. After this, both went
/// once more, and what is equal stays equal.
pub fn dump_again(server: &TestServer, database: &TestDatabase, options: &DumpOptions) -> Option<Dump> {
    let text = program_for(database.major())?.text(&target(database), options);
    let text = text.unwrap_or_else(|error| panic!("{error}"));
    let fresh = server.database("again");
    let mut client = fresh.connect();
    for statement in statements_of(&text) {
        client.batch_execute(&statement).unwrap_or_else(|error| {
            panic!("loading the dump of {}: {error:?}\n{statement}", database.name())
        });
    }
    drop(client);
    dump(&fresh, options)
}

fn target(database: &TestDatabase) -> Target {
    Target::parse(&database.url()).unwrap_or_else(|error| panic!("{}: {error}", database.url()))
}

fn program_for(major: u16) -> Option<&'static PgDump> {
    static PROGRAM: OnceLock<Option<PgDump>> = OnceLock::new();
    static SAID: OnceLock<()> = OnceLock::new();
    let program =
        PROGRAM.get_or_init(|| PgDump::on_this_machine([cache::client_programs().join("pg_dump")])).as_ref();
    let found = program.filter(|program| program.major() >= major);
    if found.is_none() {
        SAID.get_or_init(|| {
            // Past the capturing of the test harness, as what servers were found; nobody may read it.
            let _ = writeln!(
                std::io::stderr(),
                "no pg_dump for PostgreSQL {major} at hand: the witness is silent \
                 (`cargo run -p pgmend-xtask -- servers` fetches one)"
            );
        });
    }
    found
}
