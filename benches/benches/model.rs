//! The wire form and fingerprints of large catalogs.
#![allow(missing_docs)] // criterion's macros

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use pgmend_benches::catalog;
use schema_model::Schema;

fn documents(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("model");
    group.sample_size(10);
    for (name, tables) in [("tables_1k", 1_000), ("tables_10k", 10_000)] {
        let schema = catalog(tables);
        let text = schema.to_json();
        group.bench_function(BenchmarkId::new("to_json", name), |b| {
            b.iter(|| black_box(schema.to_json()).len())
        });
        group.bench_function(BenchmarkId::new("from_json", name), |b| {
            b.iter(|| black_box(Schema::from_json(&text)).map(|s| s.len()));
        });
        group.bench_function(BenchmarkId::new("fingerprint", name), |b| {
            b.iter(|| black_box(schema.fingerprint()))
        });
    }
    group.finish();
}

criterion_group!(benches, documents);
criterion_main!(benches);
