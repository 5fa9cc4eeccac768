//! What is committed beside the code stays true: the JSON Schema, and old documents.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test fails loudly

use std::path::Path;

use schema_model::{ObjectKind, Schema};

fn here(path: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

#[test]
fn the_committed_json_schema_is_the_one_of_today() {
    let path = here("schema/model.v1.schema.json");
    let today = serde_json::to_string_pretty(&schema_model::json_schema()).unwrap() + "\n";
    if std::env::var_os("PGMEND_BLESS").is_some() {
        std::fs::write(&path, &today).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == today, "run the tests once with PGMEND_BLESS=1 and look at the change of {path:?}");
}

#[test]
fn every_released_format_loads() {
    let mut read = 0;
    for entry in std::fs::read_dir(here("testdata/wire/v1")).unwrap() {
        let path = entry.unwrap().path();
        let schema = Schema::from_json(&std::fs::read_to_string(&path).unwrap())
            .unwrap_or_else(|e| panic!("{path:?}: {e}"));
        assert!(!schema.is_empty(), "{path:?}");
        read += 1;
    }
    assert!(read > 0);
}

#[test]
fn words_and_arrays_are_unique() {
    for (n, kind) in ObjectKind::ALL.iter().enumerate() {
        assert_eq!(ObjectKind::from_word(kind.word()), Some(*kind));
        let same = |other: &&ObjectKind| other.array() == kind.array() || other.word() == kind.word();
        assert!(!ObjectKind::ALL[n + 1..].iter().any(|other| same(&other)));
    }
}
