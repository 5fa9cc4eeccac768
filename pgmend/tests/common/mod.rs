//! What several test programs need.
#![allow(dead_code, clippy::unwrap_used)]

use pgmend::scratch::Binaries;

/// Server programs to make a cluster with. None, and a line that says so, where there is only the embedded server.
pub(crate) fn binaries() -> Option<Binaries> {
    let found = testkit::servers().iter().rev().find_map(|server| server.binaries().cloned());
    if found.is_none() {
        eprintln!("no server programs at hand: nothing to start a cluster with");
    }
    found
}
