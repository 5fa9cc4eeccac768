//! Comparing, planning and emitting between large catalogs, without a server.
#![allow(missing_docs)] // criterion's macros

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use pgmend_benches::{catalog, drifted};
use schema_diff::{Options, compare, plan};
use schema_model::{Schema, Server};

fn sizes() -> [(&'static str, usize); 2] {
    [("tables_1k", 1_000), ("tables_10k", 10_000)]
}

fn differences(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("diff");
    group.sample_size(10);
    for (name, tables) in sizes() {
        let (from, mut to) = (catalog(tables), drifted(tables));
        group.bench_function(BenchmarkId::new("compare", name), |b| {
            b.iter(|| black_box(compare(&from, &to)).len());
        });
        to.share_with(&from);
        group.bench_function(BenchmarkId::new("compare_shared", name), |b| {
            b.iter(|| black_box(compare(&from, &to)).len());
        });
        group.bench_function(BenchmarkId::new("plan", name), |b| {
            b.iter(|| black_box(plan(&from, &to, &Options::default())).map(|p| p.actions.len()));
        });
    }
    group.finish();
}

fn everything(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("baseline");
    group.sample_size(10);
    for (name, tables) in sizes() {
        let (from, to) = (Schema::new(Server::new(170_000)), catalog(tables));
        group.bench_function(BenchmarkId::new("plan", name), |b| {
            b.iter(|| black_box(plan(&from, &to, &Options::default())).map(|p| p.actions.len()));
        });
        let Ok(whole) = plan(&from, &to, &Options::default()) else { continue };
        group.bench_function(BenchmarkId::new("emit", name), |b| {
            b.iter(|| {
                black_box(sql_emit::emit(&whole, &from, &to, &sql_emit::Options::default())).statements.len()
            });
        });
    }
    group.finish();
}

criterion_group!(benches, differences, everything);
criterion_main!(benches);
