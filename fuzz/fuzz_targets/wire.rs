//! Documents: whatever is read can be written, read again, and is the same.
#![cfg_attr(fuzzing, no_main)]

use schema_model::Schema;

fn run(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    if let Ok(schema) = Schema::from_json(text) {
        let again = Schema::from_json(&schema.to_json()).expect("what was written can be read");
        assert_eq!(again, schema);
        assert_eq!(again.fingerprint(), schema.fingerprint());
    }
}

#[cfg(fuzzing)]
libfuzzer_sys::fuzz_target!(|data: &[u8]| run(data));

#[cfg(not(fuzzing))]
fn main() {
    pgmend_fuzz::replay("wire", run);
}
