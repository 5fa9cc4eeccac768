//! What holds for every schema.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test fails loudly

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use schema_model::{Kind, Object, ObjectId, Schema, Selector, strategies};

fn validator() -> &'static jsonschema::Validator {
    static VALIDATOR: std::sync::OnceLock<jsonschema::Validator> = std::sync::OnceLock::new();
    VALIDATOR.get_or_init(|| jsonschema::validator_for(&schema_model::json_schema()).expect("a valid schema"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn ids_round_trip(id in strategies::object_id()) {
        let text = id.to_string();
        prop_assert_eq!(text.parse::<ObjectId>().unwrap(), id);
    }

    #[test]
    fn no_text_makes_the_id_parser_panic(text in "\\PC{0,40}") {
        if let Ok(id) = text.parse::<ObjectId>() {
            prop_assert_eq!(id.to_string(), text);
        }
    }

    #[test]
    fn the_wire_form_round_trips(schema in strategies::schema()) {
        let text = schema.to_json();
        let again = Schema::from_json(&text).unwrap();
        prop_assert_eq!(again.to_json(), text);
        prop_assert_eq!(again, schema);
    }

    #[test]
    fn the_json_schema_describes_the_wire_form(schema in strategies::schema()) {
        let value: serde_json::Value = serde_json::from_str(&schema.to_json()).unwrap();
        let errors: Vec<String> = validator().iter_errors(&value).map(|e| e.to_string()).collect();
        prop_assert!(errors.is_empty(), "{:?}", errors);
    }

    #[test]
    fn no_json_makes_the_reader_panic(schema in strategies::schema(), cut in any::<prop::sample::Index>()) {
        let text = schema.to_json();
        let mut at = cut.index(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        prop_assert!(Schema::from_json(&text[..at]).is_err());
    }

    #[test]
    fn equal_fingerprints_mean_equal_in_what_counts((a, b) in strategies::pair()) {
        let same = a.objects().map(|(id, _)| id).eq(b.objects().map(|(id, _)| id))
            && a.objects().zip(b.objects()).all(|((_, x), (_, y))| x.changed(y) == Some(vec![]));
        prop_assert_eq!(a.fingerprint() == b.fingerprint(), same);
    }

    #[test]
    fn every_edge_joins_two_objects(schema in strategies::schema()) {
        let mut broken = Vec::new();
        schema.edges(|from, to, _| {
            if !schema.contains(from) || !schema.contains(to) {
                broken.push((from.clone(), to.clone()));
            }
        });
        prop_assert!(broken.is_empty(), "{:?}", broken);
        for (id, _) in schema.objects() {
            prop_assert!(id.parents().is_empty() || schema.parent(id).is_some(), "{} has no parent", id);
        }
    }

    #[test]
    fn a_selector_and_its_opposite_share_everything_out(schema in strategies::schema()) {
        let only: Selector = "table:*".parse().unwrap();
        let but: Selector = "-table:*".parse().unwrap();
        // What is said of the database, and what its cluster has, is neither's: it is asked for by its own kind.
        let apart = |id: &ObjectId| {
            id.is_of_cluster()
                || matches!(id.target().unwrap_or(id), ObjectId::Database(_) | ObjectId::RoleSetting(_))
        };
        for (id, _) in schema.objects().filter(|(id, _)| !apart(id)) {
            prop_assert!(only.selects(&schema, id) != but.selects(&schema, id), "{}", id);
        }
    }

    #[test]
    fn fields_taken_over_one_by_one_make_the_other((a, b) in strategies::pair()) {
        for (id, old) in a.objects() {
            let Some(new) = b.object(id) else { continue };
            let fields = old.changed(new).unwrap();
            let mixed = old.with_fields(new, &fields).unwrap();
            prop_assert_eq!(mixed.changed(new), Some(vec![]), "{}", id);
        }
    }
}

#[test]
fn views_show_what_is_there() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut tables = 0;
    for _ in 0..50 {
        let schema = strategies::schema().new_tree(&mut runner).unwrap().current();
        for table in schema.tables() {
            tables += 1;
            let columns: Vec<u32> = table.columns().map(|(_, c)| c.position).collect();
            assert!(columns.is_sorted() && !columns.is_empty());
            for (name, _) in table.indexes() {
                let id = ObjectId::Index(table.name().member(name));
                assert!(schema.object(&id).is_some_and(|o| matches!(o, Object::Index(_))));
            }
        }
        let counted: usize = schema.all::<schema_model::Table>().count();
        assert_eq!(counted, schema.of_kind(<schema_model::Table as Kind>::KIND).count());
    }
    assert!(tables > 20, "the strategy makes tables: {tables}");
}
