//! What counts as a privilege that somebody granted.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test fails loudly

mod common;

use common::{role_exists, servers};
use pg_introspect::{Options, read};
use schema_model::{ObjectId, Owner};
use testkit::TestDatabase;

/// Owners and privileges as text, without that of the database, which is whoever made it.
fn said(database: &TestDatabase) -> Vec<String> {
    let read = read(&mut database.connect(), &Options::new()).unwrap();
    let owners = read.schema.all::<Owner>().filter(|(id, _)| !matches!(id.id(), ObjectId::Database(_)));
    let owners = owners.map(|(id, owner)| format!("{}: {}", id.id(), owner.role));
    let privileges = read.schema.objects().filter_map(|(id, object)| {
        let ObjectId::Privilege(_) = id else { return None };
        Some(format!("{id}: {}", object.value("privileges")?))
    });
    owners.chain(privileges).collect()
}

#[test]
fn a_new_database_says_nothing() {
    for server in servers() {
        let database = server.database("new");
        assert_eq!(said(&database), Vec::<String>::new());
        let read = read(&mut database.connect(), &Options::new()).unwrap();
        assert_eq!(
            read.schema.objects().map(|(id, _)| id.to_string()).collect::<Vec<_>>(),
            ["database:current", "schema:public", "owner:(database:current)"]
        );
        assert_eq!(read.diagnostics, []);
    }
}

#[test]
fn the_schema_public_is_compared_with_what_it_was_at_first() {
    for server in servers() {
        let database = server.database("public");
        role_exists(&mut database.connect(), "introspect_owner", "NOLOGIN");
        database.execute("GRANT CREATE ON SCHEMA public TO PUBLIC");
        let expected: &[&str] = match server.major() {
            // It was granted from the beginning.
            14 => &[],
            _ => &["privilege:(schema:public).PUBLIC: {\"create\":false,\"usage\":false}"],
        };
        assert_eq!(said(&database), expected);

        database.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC");
        assert_eq!(said(&database), ["privilege:(schema:public).PUBLIC: {}"]);

        database.execute("ALTER SCHEMA public OWNER TO introspect_owner");
        assert_eq!(
            said(&database),
            ["schema:public: introspect_owner", "privilege:(schema:public).PUBLIC: {}"]
        );

        // One that somebody made is like any other.
        database.execute("DROP SCHEMA public; CREATE SCHEMA public AUTHORIZATION introspect_owner");
        assert_eq!(said(&database), ["schema:public: introspect_owner"]);
    }
}

#[test]
fn the_owners_own_rights_are_nobodys_by_name() {
    for server in servers() {
        let of = |owner: &str| {
            let database = server.database("owners");
            role_exists(&mut database.connect(), owner, "NOLOGIN");
            role_exists(&mut database.connect(), "introspect_reader", "NOLOGIN");
            database.execute(&format!(
                "CREATE TABLE t (a serial, b text); CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS 'SELECT 1';
                 ALTER TABLE t OWNER TO {owner}; ALTER FUNCTION f() OWNER TO {owner};
                 GRANT SELECT ON t TO introspect_reader; REVOKE UPDATE ON t FROM {owner};
                 GRANT UPDATE (b) ON t TO introspect_reader WITH GRANT OPTION;
                 REVOKE EXECUTE ON FUNCTION f() FROM PUBLIC; GRANT USAGE ON SEQUENCE t_a_seq TO PUBLIC"
            ));
            said(&database).iter().map(|line| line.replace(owner, "X")).collect::<Vec<_>>()
        };
        let one = of("introspect_owner");
        assert_eq!(one, of("introspect_writer"));
        let privileges: Vec<&str> =
            one.iter().map(String::as_str).filter(|l| l.starts_with("privilege")).collect();
        let all = match server.major() {
            17.. => "\"insert\":false,\"maintain\":false,\"references\":false,\"select\":false",
            _ => "\"insert\":false,\"references\":false,\"select\":false",
        };
        assert_eq!(
            privileges,
            [
                "privilege:(sequence:public.t_a_seq).PUBLIC: {\"usage\":false}",
                &format!(
                    "privilege:(table:public.t).OWNER: {{\"delete\":false,{all},\"trigger\":false,\"truncate\":false}}"
                ),
                "privilege:(table:public.t).introspect_reader: {\"select\":false}",
                "privilege:(column:public.t.b).introspect_reader: {\"update\":true}",
                "privilege:(function:public.f()).PUBLIC: {}",
            ]
        );
    }
}
