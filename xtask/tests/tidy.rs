//! The checkout is tidy.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test fails loudly

use std::path::Path;

#[test]
fn the_checkout_is_tidy() {
    let program = Path::new(env!("CARGO_BIN_EXE_pgmend-xtask"));
    let found = xtask::tidy::findings(&xtask::tidy::checkout(), program);
    assert!(found.is_empty(), "{} findings:\n  {}", found.len(), found.join("\n  "));
}
