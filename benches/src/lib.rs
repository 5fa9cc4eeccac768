//! Generators of large catalogs for the benchmarks.
