//! A stand-in for the fuzzer: replays the files that are named, or those of `corpus/<target>`, and then goes on with
//! random bytes for `--seconds N`.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Runs a target as an ordinary program.
pub fn replay(target: &str, run: impl Fn(&[u8])) {
    let mut seconds = 0;
    let mut files: Vec<PathBuf> = Vec::new();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        if argument == "--seconds" {
            let value = arguments.next().unwrap_or_default();
            seconds = value.parse().unwrap_or_else(|_| panic!("--seconds takes a number, not {value:?}"));
        } else {
            files.push(argument.into());
        }
    }
    if files.is_empty() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target);
        let entries = std::fs::read_dir(&folder).unwrap_or_else(|e| panic!("{folder:?}: {e}"));
        files.extend(entries.map(|entry| entry.expect("a readable folder").path()));
        files.sort();
    }
    let mut inputs: Vec<Vec<u8>> = Vec::new();
    for file in &files {
        let bytes = std::fs::read(file).unwrap_or_else(|e| panic!("{file:?}: {e}"));
        run(&bytes);
        inputs.push(bytes);
    }
    let replayed = inputs.len();
    let end = Instant::now() + Duration::from_secs(seconds);
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let mut made = 0_u64;
    while Instant::now() < end {
        run(&random.input(&inputs));
        made += 1;
    }
    println!("{target}: {replayed} inputs replayed, {made} made");
}

/// A small generator of its own: the same inputs on every run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % bound.max(1) as u64).unwrap_or(0)
    }

    /// Random bytes, or a known input with some bytes changed, doubled or taken away.
    fn input(&mut self, known: &[Vec<u8>]) -> Vec<u8> {
        if known.is_empty() || self.below(4) == 0 {
            let length = self.below(200);
            return (0..length).map(|_| self.next().to_le_bytes()[0]).collect();
        }
        let mut bytes = known[self.below(known.len())].clone();
        for _ in 0..=self.below(4) {
            let at = self.below(bytes.len());
            match self.below(3) {
                0 if !bytes.is_empty() => bytes[at] = self.next().to_le_bytes()[0],
                1 if !bytes.is_empty() => {
                    bytes.remove(at);
                }
                _ => {
                    let piece: Vec<u8> = bytes.iter().skip(at).take(self.below(16)).copied().collect();
                    bytes.splice(at..at, piece);
                }
            }
        }
        bytes
    }
}
