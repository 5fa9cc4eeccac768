//! The `pgmend` program.

fn main() {}
