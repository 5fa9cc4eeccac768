//! Generated schemas on real servers: read back as they were written, and turned into one another. The seeds are fixed, so
//! that a failure comes back; PGMEND_GENERATED says how many (by default few on each server).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test fails loudly

use proptest::strategy::{Strategy as _, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use schema_diff::{Options, Plan, Rename, Strategy, Verb, compare, plan};
use schema_model::strategies::{self, Recipe};
use schema_model::{Object, ObjectId, ObjectKind, Schema};
use testkit::proof::{Survival, apply, differences, read, read_with, survive};
use testkit::{TestServer, claims, servers};

fn count(server: &TestServer) -> usize {
    let given = std::env::var("PGMEND_GENERATED").ok().and_then(|n| n.parse().ok());
    // The embedded server starts anew for every database.
    given.unwrap_or(if server.many_connections() { 40 } else { 10 })
}

fn runner(seed: u8) -> TestRunner {
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]);
    TestRunner::new_with_rng(Config::default(), rng)
}

/// As the server has it, but for owners: whoever loads it owns it all.
fn without_owners(mut schema: Schema) -> Schema {
    schema.retain(|_, object| !matches!(object, Object::Owner(_)));
    schema
}

fn empty(server: &TestServer) -> Schema {
    Recipe::default().build(u32::from(server.major()))
}

/// What a recipe gives, without what the server wasn't built with: the embedded one has neither ICU nor the libraries and files
/// of conversions, text search and subscriptions.
fn build(server: &TestServer, recipe: &Recipe) -> Schema {
    let mut schema = recipe.build(u32::from(server.major()));
    if !server.many_connections() {
        let lacking = [
            ObjectKind::Conversion,
            ObjectKind::Collation,
            ObjectKind::TextSearchDictionary,
            ObjectKind::TextSearchConfiguration,
            ObjectKind::Subscription,
        ];
        schema.retain(|id, _| !lacking.contains(&id.target().unwrap_or(id).kind()));
        schema.prune_dependencies();
    }
    schema
}

/// Makes a generated schema in a new database.
fn make(server: &TestServer, schema: &Schema) -> testkit::TestDatabase {
    let database = server.database("generated");
    let from = empty(server);
    let made = plan(&from, schema, &Options::default()).expect("no circles");
    apply(&database, &made, &from, schema).unwrap_or_else(|e| panic!("{e}\n{schema:?}"));
    database
}

#[test]
fn what_is_written_is_read_back() {
    for server in servers() {
        let mut runner = runner(1);
        for _ in 0..count(server) {
            let recipe = strategies::recipe().new_tree(&mut runner).expect("a recipe").current();
            let schema = build(server, &recipe);
            let database = make(server, &schema);
            let back = without_owners(read(&database).unwrap_or_else(|e| panic!("{e}")));
            let found = differences(&back, &schema);
            assert_eq!(found, "", "on PostgreSQL {}:\n{schema:?}", server.major());
        }
        println!("PostgreSQL {}: {} schemas read back as written", server.major(), count(server));
    }
}

#[test]
fn any_schema_becomes_any_other() {
    for server in servers() {
        let mut runner = runner(2);
        for _ in 0..count(server) {
            let (a, b) = strategies::recipes().new_tree(&mut runner).expect("recipes").current();
            let (a, b) = (build(server, &a), build(server, &b));
            for strategy in [Strategy::PLAIN, Strategy::ONLINE] {
                let database = make(server, &a);
                let from = without_owners(read(&database).unwrap_or_else(|e| panic!("{e}")));
                let options = Options::default().with_strategy(strategy);
                let change = plan(&from, &b, &options).expect("no circles");
                if server.many_connections() {
                    claims::check(&make(server, &a), &change, &from, &b).unwrap_or_else(|e| {
                        panic!("{strategy} on PostgreSQL {}: {e}\nfrom {from:?}\nto {b:?}", server.major())
                    });
                }
                apply(&database, &change, &from, &b)
                    .unwrap_or_else(|e| panic!("{strategy}: {e}\nfrom {a:?}\nto {b:?}"));
                let after = without_owners(read(&database).unwrap_or_else(|e| panic!("{e}")));
                let found = differences(&after, &b);
                assert_eq!(found, "", "{strategy} on PostgreSQL {}:\nfrom {a:?}\nto {b:?}", server.major());
                assert!(compare(&after, &b).is_empty());
            }
        }
        println!("PostgreSQL {}: {} pairs turned into one another", server.major(), count(server));
        print!("{}", claims::summary());
    }
}

/// The same with rows that are made for the first schema. Some plans fail on them, as they say: a key comes over values that
/// are there twice. In the others every value is as it was.
#[test]
fn rows_of_any_schema_survive() {
    for server in servers().iter().filter(|server| server.many_connections()) {
        let mut runner = runner(2);
        let (mut tables, mut rows, mut in_the_way) = (0, 0, 0);
        for _ in 0..count(server).div_ceil(2) {
            let (a, b) = strategies::recipes().new_tree(&mut runner).expect("recipes").current();
            let (a, b) = (build(server, &a), build(server, &b));
            for strategy in [Strategy::PLAIN, Strategy::ONLINE] {
                let database = make(server, &a);
                rows += pgmend::prove::seed(&mut database.connect()).expect("rows").rows;
                let from = without_owners(read(&database).unwrap_or_else(|e| panic!("{e}")));
                let change =
                    plan(&from, &b, &Options::default().with_strategy(strategy)).expect("no circles");
                match survive(&database, &change, &from, &b) {
                    Ok(Survival::Survived(compared)) => tables += compared,
                    Ok(Survival::InTheWay) => in_the_way += 1,
                    Err(e) => {
                        panic!("{strategy} on PostgreSQL {}: {e}\nfrom {a:?}\nto {b:?}", server.major())
                    }
                }
            }
        }
        assert!(tables > 0 && rows > 0, "nothing was compared");
        println!(
            "PostgreSQL {}: {rows} rows made; all that must survive did, in {tables} tables; {in_the_way} plans failed on rows",
            server.major()
        );
    }
}

/// Every object that can be, renamed by the server one at a time: asked for the same, the plan is that one rename (and what
/// follows from it), for whatever stands on the object.
#[test]
fn a_rename_is_all_that_a_rename_takes() {
    for server in servers() {
        let mut runner = runner(4);
        let mut renamed = 0;
        for _ in 0..count(server).div_ceil(10) {
            let recipe = strategies::recipe().new_tree(&mut runner).expect("a recipe").current();
            let schema = build(server, &recipe);
            let database = make(server, &schema);
            let mut client = database.connect();
            // Each rename is taken back before the next.
            let from = without_owners(read_with(&mut client).unwrap_or_else(|e| panic!("{e}")));
            let ids: Vec<ObjectId> =
                schema.objects().map(|(id, _)| id.clone()).filter(can_be_renamed).collect();
            for id in ids {
                let rename = Rename { from: id.clone(), to: "Other \"name\"".into() };
                let statement = sql_emit::rename(&from, &rename);
                // What PostgreSQL does not rename (the copy of a parent's column or trigger) is nobody's request.
                let mut transaction = client.transaction().expect("a transaction");
                if transaction.batch_execute(&statement).is_err() {
                    continue;
                }
                transaction.commit().expect("the rename is done");
                let to = without_owners(read_with(&mut client).unwrap_or_else(|e| panic!("{e}")));
                let options = Options::default().with_renames([rename.clone()]);
                let planned = plan(&from, &to, &options).expect("no circles");
                let others: Vec<String> = planned
                    .actions
                    .iter()
                    .filter(|action| !matches!(action.verb, Verb::Rename { .. }))
                    .map(|action| format!("{} {} {:?}", action.token(), action.id, action.reason))
                    .collect();
                assert!(
                    planned.refused.is_empty() && others.is_empty(),
                    "PostgreSQL {}: {rename}: {:?}\n{}\n{}\nfrom {from:?}\nto {to:?}",
                    server.major(),
                    planned.refused,
                    others.join("\n"),
                    differences(&planned.after_renames(&from, &to), &to)
                );
                assert_eq!(planned.actions.len(), 1, "{rename}: {:?}", planned.actions);
                let way_back = sql_emit::rename(&to, &back(&rename, &planned));
                client.batch_execute(&way_back).expect("the way back");
                if server.many_connections() {
                    claims::check(&database, &planned, &from, &to)
                        .unwrap_or_else(|e| panic!("PostgreSQL {}: {rename}: {e}", server.major()));
                    client.batch_execute(&way_back).expect("the way back again");
                }
                renamed += 1;
            }
        }
        println!("PostgreSQL {}: {renamed} objects renamed", server.major());
        assert!(renamed > 0);
    }
}

fn can_be_renamed(id: &ObjectId) -> bool {
    Rename::is_possible(id.kind()) && !matches!(id, ObjectId::Schema(name) if name == "public")
}

fn back(rename: &Rename, planned: &Plan) -> Rename {
    Rename { from: planned.actions[0].id.clone(), to: rename.from.own_name().clone() }
}

/// The server parses a whole string before it runs any of it: after a statement that fails when it runs, an error of
/// syntax can only be ours.
#[test]
fn the_parser_takes_every_statement() {
    for server in servers() {
        let mut runner = runner(3);
        let database = server.database("parser");
        let mut client = database.connect();
        let mut parsed = 0;
        for _ in 0..10 * count(server) {
            let (a, b) = strategies::recipes().new_tree(&mut runner).expect("recipes").current();
            let (a, b) = (build(server, &a), build(server, &b));
            let ways = [(&a, &b, Strategy::PLAIN), (&b, &a, Strategy::PLAIN), (&a, &b, Strategy::ONLINE)];
            for (from, to, strategy) in ways {
                let options = Options::default().with_strategy(strategy);
                let change = plan(from, to, &options).expect("no circles");
                let script = sql_emit::emit(&change, from, to, &sql_emit::Options::default());
                for statement in &script.statements {
                    parsed += 1;
                    let text = format!("SELECT 1 / 0; {}", statement.sql);
                    let error = client.batch_execute(&text).expect_err("the first statement fails");
                    let code = error.code().map(|code| code.code().to_owned()).unwrap_or_default();
                    assert_eq!(code, "22012", "PostgreSQL {}: {error}\n{}", server.major(), statement.sql);
                }
            }
        }
        println!("PostgreSQL {}: {parsed} statements parsed", server.major());
        assert!(parsed > 100);
    }
}
