//! Across majors: the same SQL, run on servers of two versions, must read as the same schema. Noted are the schemas that the
//! proof loop reads anyway; what differs between any two of them is invented.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::{Mutex, PoisonError};

use schema_diff::{Options, plan};
use schema_model::{ObjectKind, Schema};

use crate::TestServer;
use crate::proof::differences;

/// By what was run, and by major version.
static READ: Mutex<BTreeMap<String, BTreeMap<u16, Schema>>> = Mutex::new(BTreeMap::new());

/// Notes what a server made of something.
pub fn note(what: String, server: &TestServer, schema: &Schema) {
    let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
    read.entry(what).or_default().insert(server.major(), schema.clone());
}

/// What the majors at hand made of what was noted: how much was compared, and a text for each difference.
#[derive(Debug, Default)]
pub struct Across {
    /// Pairs of one text on two servers.
    pub compared: usize,
    /// Those of them that differ.
    pub different: Vec<String>,
}

impl Across {
    /// For the end of a test's output.
    pub fn summary(&self) -> String {
        let mut text = String::new();
        for difference in &self.different {
            let _ = writeln!(text, "{difference}");
        }
        let Self { compared, different } = self;
        let _ = writeln!(
            text,
            "across majors: {compared} pairs of schemas compared, {} of them differ",
            different.len()
        );
        text
    }
}

/// Compares what the oldest server made of each text with what every other one did.
pub fn across() -> Across {
    let read = READ.lock().unwrap_or_else(PoisonError::into_inner);
    let mut all = Across::default();
    for (what, by_major) in read.iter() {
        let mut majors = by_major.iter();
        let Some((oldest, first)) = majors.next() else { continue };
        for (major, schema) in majors {
            all.compared += 1;
            let found = invented(first, schema);
            if !found.is_empty() {
                all.different.push(format!("{what}, read on {oldest} and on {major}:\n{found}"));
            }
        }
    }
    all
}

/// What a plan would do about it, with what differs. What is only reported is not: the version of an extension, a text that
/// means the same by its words. And a server may make something else of the same SQL: since 18 a subscription streams in
/// parallel unless it is told otherwise.
fn invented(from: &Schema, to: &Schema) -> String {
    let plan = match plan(from, to, &Options::default()) {
        Ok(plan) => plan,
        Err(error) => return error.to_string(),
    };
    let acts = plan.actions.iter().any(|action| action.kind() != ObjectKind::Subscription);
    if acts || !plan.refused.is_empty() { differences(from, to) } else { String::new() }
}
