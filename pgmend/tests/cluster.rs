//! What the databases of a cluster share: every case of the corpus that is about it, on a cluster to itself for each server at
//! hand, and the program with `--cluster`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test fails loudly

use std::collections::{BTreeMap, BTreeSet};

use schema_model::{ObjectKind, Schema};
use testkit::cluster::OwnCluster;
use testkit::corpus::{Case, cluster_cases};
use testkit::{TestServer, servers};

fn own_cluster(server: &TestServer) -> Option<OwnCluster> {
    let cluster = OwnCluster::like(server);
    if cluster.is_none() {
        println!("{server} is not ours alone: what its databases share is not touched");
    }
    cluster
}

/// Whether the server can have it.
fn applies(case: &Case, cluster: &OwnCluster) -> bool {
    let only = std::env::var("PGMEND_CASE").ok();
    only.is_none_or(|only| case.name.contains(&only))
        && case.applies_to(cluster.major())
        && (cluster.is_whole() || !case.name.starts_with("tablespace--"))
}

#[test]
fn every_case_goes_both_ways() {
    let cases = cluster_cases();
    assert!(cases.len() >= 5, "few cases are about clusters: {}", cases.len());
    let mut failures = Vec::new();
    for server in servers() {
        let Some(mut cluster) = own_cluster(server) else { continue };
        let mut proven = 0;
        for case in &cases {
            if !applies(case, &cluster) {
                continue;
            }
            match cluster.prove(case) {
                Ok(()) => proven += 1,
                Err(failure) => {
                    failures.push(format!("{} {}: {failure}", server.major(), case.name));
                    // What it left would be the next one's.
                    cluster = own_cluster(server).unwrap();
                }
            }
            if !cluster.is_whole() {
                cluster = own_cluster(server).unwrap();
            }
        }
        println!("PostgreSQL {}: {proven} cases", server.major());
    }
    assert!(failures.is_empty(), "{} cases:\n{}", failures.len(), failures.join("\n"));
}

/// Every field of every kind has two values somewhere, so that none is made up.
#[test]
fn every_field_has_been_read() {
    let mut values: BTreeMap<(ObjectKind, &str), BTreeSet<String>> = BTreeMap::new();
    let mut note = |schema: &Schema| {
        for (id, object) in schema.objects().filter(|(id, _)| id.kind().is_of_cluster()) {
            for field in id.kind().fields() {
                let value = object.value(field).unwrap().to_string();
                values.entry((id.kind(), field)).or_default().insert(value);
            }
        }
    };
    let Some(cluster) = servers().last().and_then(own_cluster).filter(|c| c.is_whole() && c.major() >= 16)
    else {
        return;
    };
    for case in cluster_cases().iter().filter(|case| case.applies_to(cluster.major())) {
        let empty = cluster.read().unwrap();
        for sql in [&case.a, &case.b] {
            cluster.run(&case.name, sql).unwrap();
            note(&cluster.read().unwrap());
            cluster.go(&case.name, &empty, None).unwrap();
        }
    }
    let kinds = ObjectKind::ALL.iter().filter(|kind| kind.is_of_cluster());
    let fields = kinds.flat_map(|kind| kind.fields().into_iter().map(|field| (*kind, field)));
    // There is one directory that every cluster has: its own.
    let fields = fields.filter(|key| *key != (ObjectKind::Tablespace, "location"));
    let dull: Vec<_> = fields.filter(|key| values.get(key).map_or(0, BTreeSet::len) < 2).collect();
    assert!(dull.is_empty(), "the cases have at most one value of {dull:?}");
}
