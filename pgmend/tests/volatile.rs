//! Whether a default is volatile is told from the names of PostgreSQL's own volatile functions: the servers say which they are.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test fails loudly

use std::collections::BTreeSet;

use testkit::servers;

/// Functions that a default can call: no sets, no aggregates, nothing that takes or gives what SQL has no value of.
const VOLATILE: &str = "SELECT DISTINCT p.proname::text FROM pg_catalog.pg_proc p \
     WHERE p.provolatile = 'v' AND p.pronamespace = 'pg_catalog'::regnamespace AND NOT p.proretset AND p.prokind = 'f' \
     AND NOT EXISTS (SELECT FROM unnest(ARRAY[p.prorettype] || p.proargtypes::oid[]) t WHERE t::regtype::text IN \
     ('trigger', 'event_trigger', 'internal', 'language_handler', 'index_am_handler', 'table_am_handler', 'tsm_handler', \
     'pg_ddl_command', 'void', 'cstring', 'record'))";

#[test]
fn every_volatile_function_is_known() {
    let known: BTreeSet<String> = schema_diff::VOLATILE_FUNCTIONS.iter().map(|name| (*name).into()).collect();
    for server in servers() {
        let database = server.database("volatile");
        let rows = database.connect().query(VOLATILE, &[]).unwrap_or_else(|e| panic!("{e}"));
        let mut theirs: BTreeSet<String> = rows.iter().map(|row| row.get(0)).collect();
        // See the list's documentation.
        theirs.remove("timezone");
        let missing: Vec<_> = theirs.difference(&known).collect();
        assert!(missing.is_empty(), "PostgreSQL {} has others: {missing:?}", server.major());
        println!("PostgreSQL {}: {} volatile functions, all known", server.major(), theirs.len());
    }
}
