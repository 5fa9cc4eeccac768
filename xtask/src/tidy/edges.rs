//! Who may depend on whom, as the manifests say it.

use std::collections::BTreeSet;

use toml::{Table, Value};

use super::{PUBLISHED, Tree};

/// The edges between the crates that are published. Tests may use no other, so that each crate tests on its own; but those
/// of [`NEED_SERVERS`] have the testkit.
const EDGES: [(&str, &[&str]); 5] = [
    ("schema-model", &[]),
    ("pg-introspect", &["schema-model"]),
    ("schema-diff", &["schema-model"]),
    ("sql-emit", &["schema-diff", "schema-model"]),
    ("pgmend", &["pg-introspect", "schema-diff", "schema-model", "sql-emit"]),
];

/// The crates whose tests need a server: the others prove themselves without one.
const NEED_SERVERS: [&str; 2] = ["pg-introspect", "pgmend"];

/// The published crates that may depend on a package, and its relatives, from outside.
const KEPT: [(&str, &[&str]); 3] =
    [("petgraph", &["schema-diff"]), ("postgres", &["pg-introspect", "pgmend"]), ("tokio", &["pgmend"])];

pub(super) fn check(tree: &Tree, found: &mut Vec<String>) {
    for (name, allowed) in EDGES {
        let path = format!("{name}/Cargo.toml");
        let Some(manifest) = tree.text(&path).and_then(|text| text.parse::<Table>().ok()) else {
            found.push(format!("{path}: no such manifest"));
            continue;
        };
        for (dependency, for_tests) in dependencies(&manifest) {
            if let Some((other, _)) =
                PUBLISHED.iter().find(|(dir, package)| *dir == dependency || *package == dependency)
            {
                // A crate's tests may use the crate itself with other features.
                let itself = for_tests && *other == name;
                if !(allowed.contains(other) || itself) {
                    found.push(format!("{path}: {name} must not depend on {other}"));
                }
            } else if matches!(dependency.as_str(), "testkit" | "pgmend-testkit")
                && !(for_tests && NEED_SERVERS.contains(&name))
            {
                found.push(format!("{path}: {name} must not depend on the testkit"));
            }
            for (kept, keepers) in KEPT {
                let relative = dependency == kept || dependency.starts_with(&format!("{kept}-"));
                if relative && !keepers.contains(&name) {
                    found.push(format!("{path}: {kept} is known to {} alone", keepers.join(" and ")));
                }
            }
        }
        inherited(&path, &manifest, found);
    }
}

/// The names of all dependencies, with whether they are for tests alone.
fn dependencies(manifest: &Table) -> BTreeSet<(String, bool)> {
    let mut all = BTreeSet::new();
    let targets = manifest.get("target").and_then(Value::as_table).into_iter().flat_map(Table::values);
    for part in targets.filter_map(Value::as_table).chain([manifest]) {
        for (section, for_tests) in
            [("dependencies", false), ("build-dependencies", false), ("dev-dependencies", true)]
        {
            let table = part.get(section).and_then(Value::as_table);
            for (name, value) in table.into_iter().flatten() {
                let package = value.get("package").and_then(Value::as_str).unwrap_or(name);
                all.insert((package.to_owned(), for_tests));
            }
        }
    }
    all
}

/// What every published crate takes from the workspace.
fn inherited(path: &str, manifest: &Table, found: &mut Vec<String>) {
    let from_workspace = |value: Option<&Value>| {
        value.and_then(|value| value.get("workspace")).and_then(Value::as_bool).unwrap_or_default()
    };
    let package = manifest.get("package").and_then(Value::as_table);
    for field in ["version", "edition", "license", "repository", "keywords", "categories"] {
        if !from_workspace(package.and_then(|package| package.get(field))) {
            found.push(format!("{path}: `{field}` is the workspace's"));
        }
    }
    for field in ["description", "readme"] {
        if package.is_none_or(|package| !package.contains_key(field)) {
            found.push(format!("{path}: `{field}` is missing"));
        }
    }
    if !from_workspace(manifest.get("lints")) {
        found.push(format!("{path}: the lints are the workspace's"));
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::Made;
    use super::*;

    const PACKAGE: &str = "[package]\ndescription = ''\nreadme = ''\nversion.workspace = true\n\
        edition.workspace = true\nlicense.workspace = true\nrepository.workspace = true\nkeywords.workspace = true\n\
        categories.workspace = true\n[lints]\nworkspace = true\n";

    #[test]
    fn forbidden_edges_are_found() {
        let with = |more: &str| format!("{PACKAGE}{more}");
        let files = [
            (
                "schema-model/Cargo.toml",
                with("[dev-dependencies]\nschema-model = { path = '.', package = 'pgmend-schema-model' }\n"),
            ),
            (
                "pg-introspect/Cargo.toml",
                with("[dependencies]\nschema-diff.workspace = true\npostgres = '0.19'\n"),
            ),
            (
                "schema-diff/Cargo.toml",
                with(
                    "[target.'cfg(unix)'.dependencies]\npostgres-types = '0.2'\n[dev-dependencies]\ntestkit.workspace = true\n",
                ),
            ),
            (
                "sql-emit/Cargo.toml",
                with("[dependencies]\ngraphs = { package = 'petgraph', version = '0.8' }\n"),
            ),
            (
                "pgmend/Cargo.toml",
                with("[dependencies]\npostgres = '0.19'\n[dev-dependencies]\ntestkit.workspace = true\n")
                    .replace("version.workspace", "version2"),
            ),
        ];
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
        assert_eq!(
            Made::new(&files).found(check),
            [
                "pg-introspect/Cargo.toml: pg-introspect must not depend on schema-diff",
                "schema-diff/Cargo.toml: postgres is known to pg-introspect and pgmend alone",
                "schema-diff/Cargo.toml: schema-diff must not depend on the testkit",
                "sql-emit/Cargo.toml: petgraph is known to schema-diff alone",
                "pgmend/Cargo.toml: `version` is the workspace's",
            ]
        );
    }
}
