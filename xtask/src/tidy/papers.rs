//! Papers that repeat what the code says, and links between them.

use std::collections::BTreeMap;

use schema_model::ObjectKind;
use toml::Table;

use super::{LIBRARIES, PUBLISHED, Tree};

/// The papers at the top, and those in `docs`.
const PAPERS: [&str; 8] = [
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "COVERAGE.md",
    "CHANGELOG.md",
    "RELEASING.md",
    "GLOSSARY.md",
    "docs/dangerous-changes.md",
];

/// What a row of COVERAGE.md may say of a kind.
const STATES: [&str; 4] = ["full", "partly", "reported only", "not read"];

pub(super) fn check(tree: &Tree, found: &mut Vec<String>) {
    let readmes = PUBLISHED.map(|(directory, _)| format!("{directory}/README.md"));
    for path in PAPERS.iter().copied().chain(readmes.iter().map(String::as_str)) {
        match tree.text(path) {
            None => found.push(format!("{path} is missing")),
            Some(text) => links(tree, path, &text, found),
        }
    }
    coverage(tree, found);
    numbers(tree, found);
}

/// Links to files must lead to one.
fn links(tree: &Tree, path: &str, text: &str, found: &mut Vec<String>) {
    let here = path.rsplit_once('/').map_or("", |(directory, _)| directory);
    for (at, _) in text.match_indices("](") {
        let target = text[at + 2..].split([')', '\n']).next().unwrap_or_default();
        let file = target.split('#').next().unwrap_or_default();
        if file.is_empty() || file.contains("://") {
            continue;
        }
        let mut place: Vec<&str> = here.split('/').filter(|part| !part.is_empty()).collect();
        for part in file.split('/').filter(|part| !matches!(*part, "" | ".")) {
            if part == ".." {
                place.pop();
            } else {
                place.push(part);
            }
        }
        let place = place.join("/");
        if !tree.has(&place) && tree.below(&place).next().is_none() {
            found.push(format!("{path}: the link to {target} leads nowhere"));
        }
    }
}

/// Every kind of the registry has a row that says how much of it is there and a line with its fields; what is only
/// reported is what the coverage certificate asks the catalog for.
fn coverage(tree: &Tree, found: &mut Vec<String>) {
    let Some(text) = tree.text("COVERAGE.md") else { return };
    let mut states: BTreeMap<String, String> = BTreeMap::new();
    let certificate: String = tree
        .below("pg-introspect/src/catalog")
        .filter(|(_, file)| file.starts_with("coverage") && file.ends_with(".sql"))
        .filter_map(|(path, _)| tree.text(path))
        .collect();
    for row in text.lines().filter_map(|line| line.strip_prefix('|')?.strip_suffix('|')) {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let [kind, named, state, ..] = cells.as_slice() else { continue };
        if *state == "state" || state.starts_with("---") {
            continue;
        }
        if !STATES.contains(state) {
            found.push(format!(
                "COVERAGE.md: {kind}: the state is one of {}, not `{state}`",
                STATES.join(", ")
            ));
        }
        let names: Vec<&str> = named.split('`').skip(1).step_by(2).collect();
        if *state == "partly" && cells.get(3).is_none_or(|missing| missing.is_empty()) {
            found.push(format!("COVERAGE.md: {kind}: partly, and the row does not say what is missing"));
        }
        for name in names {
            let quoted = format!("'{name}'");
            match *state {
                "reported only" if !certificate.contains(&quoted) => found.push(format!(
                    "COVERAGE.md: {kind}: `{name}` is not reported by pg-introspect/src/catalog/coverage_*.sql"
                )),
                "full" | "partly" if ObjectKind::from_word(name).is_none() => {
                    found.push(format!("COVERAGE.md: {kind}: `{name}` is no kind of the registry"));
                }
                "full" | "partly" => {
                    states.insert(name.to_owned(), (*state).to_owned());
                }
                _ => {}
            }
        }
    }
    for kind in ObjectKind::ALL {
        if !states.contains_key(kind.word()) {
            found.push(format!("COVERAGE.md: the kind `{kind}` has no row that is full or partly"));
        }
        let fields: Vec<String> = kind.fields().iter().map(|field| format!("`{field}`")).collect();
        let fields = if fields.is_empty() { "none".to_owned() } else { fields.join(", ") };
        let line = format!("* `{kind}`: {fields}");
        if !text.lines().any(|other| other == line) {
            found.push(format!("COVERAGE.md: the line with the fields of `{kind}` must be: {line}"));
        }
    }
}

/// Versions and names that papers repeat.
fn numbers(tree: &Tree, found: &mut Vec<String>) {
    let manifest =
        |path: &str| tree.text(path).and_then(|text| text.parse::<Table>().ok()).unwrap_or_default();
    let workspace = manifest("Cargo.toml");
    let of_workspace = |field: &str| {
        let package = workspace.get("workspace").and_then(|workspace| workspace.get("package"));
        Some(package?.get(field)?.as_str()?.to_owned())
    };
    let program = manifest("pgmend/Cargo.toml");
    let of_program =
        program.get("package").and_then(|package| package.get("rust-version")).and_then(|v| v.as_str());
    let readme = tree.text("README.md").unwrap_or_default();
    let mut wanted = Vec::new();
    match (of_workspace("rust-version"), of_program) {
        (Some(libraries), Some(program)) => {
            wanted.push(("README.md", &readme, format!("Rust {libraries}")));
            wanted.push(("README.md", &readme, format!("Rust {program}")));
        }
        _ => found.push("Cargo.toml and pgmend/Cargo.toml must each state a rust-version".to_owned()),
    }
    let changelog = tree.text("CHANGELOG.md").unwrap_or_default();
    if let Some(version) = of_workspace("version") {
        wanted.push(("CHANGELOG.md", &changelog, version));
    }
    for (directory, package) in PUBLISHED {
        wanted.push(("README.md", &readme, format!("`{package}`")));
        if LIBRARIES.contains(&directory) {
            wanted.push(("README.md", &readme, format!("`{}`", directory.replace('-', "_"))));
        }
    }
    for (path, text, wanted) in wanted {
        if !text.contains(&wanted) {
            found.push(format!("{path} does not say `{}`", wanted.trim_matches('`')));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::Made;
    use super::*;

    fn coverage_found(change: impl FnOnce(String) -> String) -> Vec<String> {
        let mut text = String::from("| kind | word | state | missing |\n|---|---|---|---|\n");
        for kind in ObjectKind::ALL {
            text += &format!("| {kind} | `{kind}` | full | |\n");
        }
        text += "| cast | `pg_cast` | reported only | |\n\n";
        for kind in ObjectKind::ALL {
            let fields: Vec<String> = kind.fields().iter().map(|field| format!("`{field}`")).collect();
            let fields = if fields.is_empty() { "none".to_owned() } else { fields.join(", ") };
            text += &format!("* `{kind}`: {fields}\n");
        }
        let text = change(text);
        let sql = "SELECT 'pg_cast' FROM pg_cast";
        Made::new(&[("COVERAGE.md", text.as_str()), ("pg-introspect/src/catalog/coverage_x.sql", sql)])
            .found(coverage)
    }

    #[test]
    fn coverage_is_what_the_registry_has() {
        assert!(coverage_found(|text| text).is_empty());
        let without = coverage_found(|text| text.replace("| policy | `policy` | full | |\n", ""));
        assert_eq!(without, ["COVERAGE.md: the kind `policy` has no row that is full or partly"]);
        let only = coverage_found(|text| text.replace("| `policy` | full |", "| `policy` | reported only |"));
        assert_eq!(only.len(), 2, "{only:?}");
        let fields = coverage_found(|text| text.replace("* `owner`: `role`", "* `owner`: `name`"));
        assert_eq!(fields, ["COVERAGE.md: the line with the fields of `owner` must be: * `owner`: `role`"]);
        let catalog = coverage_found(|text| text.replace("pg_cast", "pg_rock"));
        assert_eq!(catalog.len(), 1, "{catalog:?}");
        let state = coverage_found(|text| text.replace("reported only", "nearly"));
        assert_eq!(state.len(), 1, "{state:?}");
        let silent = coverage_found(|text| text.replace("| `view` | full | |", "| `view` | partly | |"));
        assert_eq!(silent, ["COVERAGE.md: view: partly, and the row does not say what is missing"]);
    }

    #[test]
    fn links_lead_somewhere() {
        let text = "[a](b/c.md) [d](../e.md#f) [g](b) [h](https://example.org/x) [i](#j)\n[k](l.md)";
        let files = [("p/q.md", text), ("p/b/c.md", ""), ("e.md", "")];
        let found = Made::new(&files).found(|tree, found| links(tree, "p/q.md", text, found));
        assert_eq!(found, ["p/q.md: the link to l.md leads nowhere"]);
    }

    #[test]
    fn versions_are_those_of_the_manifests() {
        let manifest = "[workspace.package]\nversion = '0.2.0'\nrust-version = '1.88'\n";
        let program = "[package]\nrust-version = '1.93'\n";
        let readme = "`pgmend-schema-model` `pgmend-introspect` `pgmend-schema-diff` `pgmend-sql-emit` `pgmend` \
            `schema_model` `pg_introspect` `schema_diff` `sql_emit` Rust 1.88, Rust 1.92";
        let files = [
            ("Cargo.toml", manifest),
            ("pgmend/Cargo.toml", program),
            ("README.md", readme),
            ("CHANGELOG.md", "0.1.0"),
        ];
        let found = Made::new(&files).found(numbers);
        assert_eq!(found, ["README.md does not say `Rust 1.93`", "CHANGELOG.md does not say `0.2.0`"]);
    }
}
