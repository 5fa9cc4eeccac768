//! The compiler that a crate says is enough must be enough for what it is built of.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::PUBLISHED;

pub(super) fn check(root: &Path, found: &mut Vec<String>) {
    match metadata(root) {
        Err(why) => found.push(why),
        Ok(metadata) => {
            for (_, package) in PUBLISHED {
                one(&metadata, package, found);
            }
        }
    }
}

/// What cargo knows, from the lock file and what is already on this machine.
fn metadata(root: &Path) -> Result<Value, String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    // Packages for other systems may not be on this machine.
    let output = Command::new(&cargo)
        .args(["metadata", "--format-version", "1", "--offline", "--locked"])
        .args(["--filter-platform", &host(&cargo)?])
        .current_dir(root)
        .output()
        .map_err(|error| format!("cargo can't be run: {error}"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(format!(
            "cargo metadata --offline --locked failed (try cargo fetch --locked): {}",
            said.trim()
        ));
    }
    serde_json::from_slice(&output.stdout).map_err(|error| format!("cargo metadata is no JSON: {error}"))
}

fn host(cargo: &std::ffi::OsStr) -> Result<String, String> {
    let output =
        Command::new(cargo).arg("-vV").output().map_err(|error| format!("cargo can't be run: {error}"))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let host = text.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).ok_or_else(|| "cargo -vV names no host".to_owned())
}

/// A version as numbers, so that 1.100 is newer than 1.88, and 1.88.0 is not.
fn version(text: &str) -> [u32; 3] {
    let mut numbers = text.split('.').map(|part| part.parse().unwrap_or_default());
    [(); 3].map(|()| numbers.next().unwrap_or_default())
}

fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn one(metadata: &Value, package: &str, found: &mut Vec<String>) {
    let packages: BTreeMap<&str, &Value> =
        items(&metadata["packages"]).filter_map(|package| Some((package["id"].as_str()?, package))).collect();
    let nodes: BTreeMap<&str, &Value> =
        items(&metadata["resolve"]["nodes"]).filter_map(|node| Some((node["id"].as_str()?, node))).collect();
    let root = packages.iter().find(|(_, value)| value["name"] == package).map(|(id, _)| *id);
    let stated = root.and_then(|id| packages[id]["rust_version"].as_str());
    let (Some(root), Some(stated)) = (root, stated) else {
        found.push(format!("{package} states no rust-version"));
        return;
    };
    let mut seen = BTreeSet::new();
    let mut queue = vec![root];
    while let Some(id) = queue.pop() {
        if !seen.insert(id) {
            continue;
        }
        let dependencies = nodes.get(id).into_iter().flat_map(|node| items(&node["deps"]));
        // Tests may need more.
        let needed = dependencies.filter(|d| items(&d["dep_kinds"]).any(|kind| kind["kind"] != "dev"));
        queue.extend(needed.filter_map(|dependency| dependency["pkg"].as_str()));
    }
    for id in seen {
        let Some(value) = packages.get(id) else { continue };
        let Some(needs) = value["rust_version"].as_str() else { continue };
        if version(needs) > version(stated) {
            let (name, its) =
                (value["name"].as_str().unwrap_or(id), value["version"].as_str().unwrap_or_default());
            found.push(format!("{package} says Rust {stated} is enough, but {name} {its} needs {needs}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn found(needs: &str, kind: Value) -> Vec<String> {
        let metadata = json!({
            "packages": [
                {"id": "a", "name": "pgmend-schema-model", "version": "1", "rust_version": "1.88"},
                {"id": "b", "name": "b", "version": "2.0.0", "rust_version": null},
                {"id": "c", "name": "c", "version": "3.0.0", "rust_version": needs},
            ],
            "resolve": {"nodes": [
                {"id": "a", "deps": [{"pkg": "b", "dep_kinds": [{"kind": null}]}]},
                {"id": "b", "deps": [{"pkg": "c", "dep_kinds": [{"kind": kind}]}]},
                {"id": "c", "deps": []},
            ]},
        });
        let mut found = Vec::new();
        one(&metadata, "pgmend-schema-model", &mut found);
        found
    }

    #[test]
    fn a_dependency_of_a_dependency_counts() {
        let said = ["pgmend-schema-model says Rust 1.88 is enough, but c 3.0.0 needs 1.100"];
        assert_eq!(found("1.100", Value::Null), said);
        assert_eq!(found("1.100", json!("build")), said);
        assert!(found("1.100", json!("dev")).is_empty());
        assert!(found("1.88.0", Value::Null).is_empty());
        assert!(found("1.9", Value::Null).is_empty());
    }

    #[test]
    fn a_crate_must_state_its_compiler() {
        let mut found = Vec::new();
        one(
            &json!({"packages": [{"id": "a", "name": "pgmend", "rust_version": null}]}),
            "pgmend",
            &mut found,
        );
        assert_eq!(found, ["pgmend states no rust-version"]);
    }
}
