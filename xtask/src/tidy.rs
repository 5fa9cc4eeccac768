//! What must hold of the whole checkout and that no compiler sees: files that belong together, edges between crates, what is
//! absent on purpose, and papers that repeat what the code says.
//!
//! Fast, without a network and without a server; `cargo test` runs it.

mod commands;
mod edges;
mod kinds;
mod licences;
mod papers;
mod rust_version;
mod sources;

use std::fs;
use std::path::{Path, PathBuf};

/// The crates that are published: directory and package.
pub const PUBLISHED: [(&str, &str); 5] = [
    ("schema-model", "pgmend-schema-model"),
    ("pg-introspect", "pgmend-introspect"),
    ("schema-diff", "pgmend-schema-diff"),
    ("sql-emit", "pgmend-sql-emit"),
    ("pgmend", "pgmend"),
];

/// The published crates that others build on: all but the program.
pub const LIBRARIES: [&str; 4] = ["schema-model", "pg-introspect", "schema-diff", "sql-emit"];

/// Everything that is not as it should be, one sentence each, in order.
///
/// `program` is this crate's own program: through it the `pgmend` command line is asked what it knows.
pub fn findings(root: &Path, program: &Path) -> Vec<String> {
    let tree = Tree::read(root);
    let mut found = Vec::new();
    kinds::check(&tree, &mut found);
    edges::check(&tree, &mut found);
    sources::check(&tree, &mut found);
    licences::check(&tree, &mut found);
    papers::check(&tree, &mut found);
    commands::check(&tree, program, &mut found);
    rust_version::check(root, &mut found);
    found
}

/// The checkout that this program was built in.
pub fn checkout() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// Prints what is not as it should be.
///
/// # Errors
///
/// The number of findings, if there are any.
pub fn run() -> Result<(), String> {
    let program = std::env::current_exe().map_err(|error| format!("where am I? {error}"))?;
    let found = findings(&checkout(), &program);
    for finding in &found {
        println!("{finding}");
    }
    match found.len() {
        0 => Ok(()),
        1 => Err("tidy: one finding".to_owned()),
        many => Err(format!("tidy: {many} findings")),
    }
}

/// The files of a checkout by their paths from its root, in order; directories that programs make are left out.
struct Tree {
    root: PathBuf,
    files: Vec<String>,
}

impl Tree {
    fn read(root: &Path) -> Self {
        let mut files = Vec::new();
        collect(root, root, &mut files);
        files.sort();
        Self { root: root.to_path_buf(), files }
    }

    /// The text of a file; nothing if there is none, or if it is no text.
    fn text(&self, path: &str) -> Option<String> {
        fs::read_to_string(self.root.join(path)).ok()
    }

    fn has(&self, path: &str) -> bool {
        self.files.binary_search_by(|file| file.as_str().cmp(path)).is_ok()
    }

    /// The files below a directory, with what follows it in their paths.
    fn below(&self, directory: &str) -> impl Iterator<Item = (&str, &str)> {
        let prefix = format!("{directory}/");
        self.files.iter().filter_map(move |file| Some((file.as_str(), file.strip_prefix(&prefix)?)))
    }
}

fn collect(root: &Path, directory: &Path, files: &mut Vec<String>) {
    // What can't be read is no part of the checkout; a file that must be there is missed by name.
    for entry in fs::read_dir(directory).into_iter().flatten().flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        let made =
            path.join("CACHEDIR.TAG").exists() || matches!(name.as_str(), ".git" | ".cache" | "target");
        if path.is_dir() {
            if !made {
                collect(root, &path, files);
            }
        } else if let Ok(relative) = path.strip_prefix(root) {
            files.push(relative.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/"));
        }
    }
}

/// Whether a word stands in a text by itself, not as part of a longer one.
fn has_word(text: &str, word: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(word)
        .any(|(at, _)| !text[..at].ends_with(part) && !text[at + word.len()..].starts_with(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A checkout made for a test, removed with it.
    pub(super) struct Made(tempfile::TempDir);

    impl Made {
        pub(super) fn new(files: &[(&str, &str)]) -> Self {
            let made = Self(tempfile::tempdir().unwrap());
            for (path, text) in files {
                let path = made.0.path().join(path);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, text).unwrap();
            }
            made
        }

        pub(super) fn found(&self, check: impl FnOnce(&Tree, &mut Vec<String>)) -> Vec<String> {
            let mut found = Vec::new();
            check(&Tree::read(self.0.path()), &mut found);
            found
        }
    }

    #[test]
    fn made_directories_are_no_part_of_the_tree() {
        let made =
            Made::new(&[("a/b.rs", ""), ("target/x.rs", ""), ("out/CACHEDIR.TAG", ""), ("out/y.rs", "")]);
        assert_eq!(Tree::read(made.0.path()).files, ["a/b.rs"]);
    }

    #[test]
    fn words_are_whole() {
        assert!(has_word("a plan, then", "plan") && has_word("plan", "plan"));
        assert!(!has_word("replan planning", "plan"));
    }
}
