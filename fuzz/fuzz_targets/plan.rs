//! Plans: two schemas grown from the input, and the plan between them against the naive answer.
#![cfg_attr(fuzzing, no_main)]

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use schema_diff::{Options, compare, plan};
use schema_model::strategies;

fn run(data: &[u8]) {
    let mut seed = [0; 32];
    for (n, byte) in data.iter().enumerate() {
        seed[n % 32] ^= byte;
    }
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let Ok(tree) = strategies::pair().new_tree(&mut runner) else { return };
    let (from, to) = tree.current();
    let plan = plan(&from, &to, &Options::default()).expect("generated schemas have no circles");
    // The naive differ: everything that is not equal has to be touched, and the result is the other schema.
    let equal = from.objects().eq(to.objects());
    assert!(!equal || plan.is_empty(), "equal schemas need no plan");
    assert!(compare(&plan.apply(&from, &to), &to).is_empty(), "the plan leads elsewhere: {from:?} {to:?}");
    let script = sql_emit::emit(&plan, &from, &to, &sql_emit::Options::default());
    assert_eq!(script.is_empty(), plan.actions.is_empty());
}

#[cfg(fuzzing)]
libfuzzer_sys::fuzz_target!(|data: &[u8]| run(data));

#[cfg(not(fuzzing))]
fn main() {
    pgmend_fuzz::replay("plan", run);
}
