//! What sources must look like, and what they must not say.

use super::{LIBRARIES, Tree, has_word};

/// The most lines that a source file has.
const LINES: usize = 600;

/// Unfinished work, wherever it is. In pieces, because this file is a source too.
const UNFINISHED: [&str; 4] =
    [concat!("to", "do!"), concat!("unimpl", "emented!"), concat!("db", "g!"), concat!("#[ig", "nore")];

/// Marks of unfinished work.
const MARKS: [&str; 4] = [concat!("FIX", "ME"), concat!("XX", "X"), concat!("TO", "DO"), concat!("HA", "CK")];

/// Places on somebody's machine.
const PLACES: [&str; 3] = [concat!("/wo", "rk/"), concat!("/ho", "me/"), concat!("/ro", "ot/")];

/// The place of temporary files, which a test may name.
const TEMPORARY: &str = concat!("/t", "mp/");

/// What is absent on purpose: where, which word, why, and the files that may say it all the same.
const ABSENT: [(&[&str], &str, &str, &[&str]); 9] = [
    // A foreign key's action; a base type, which stands on functions that stand on it; and the attributes of typed tables, where it drops nothing that is not in the plan.
    (
        &["schema-diff/src", "sql-emit/src"],
        "CASCADE",
        "no statement takes along what the plan does not name",
        &[
            "sql-emit/src/kinds/constraint.rs",
            "sql-emit/src/kinds/attribute.rs",
            "sql-emit/src/kinds/shell_type.rs",
            "sql-emit/src/rename.rs",
        ],
    ),
    (PURE, "Oid", "no OID leaves pg-introspect", &[]),
    // Kept beside a model on request, to prove renames: nothing else looks at them. And what a guard asks the catalog joins it.
    (
        PURE,
        "oid",
        "no OID leaves pg-introspect",
        &["schema-model/src/origins.rs", "schema-diff/src/rename/candidates.rs", "sql-emit/src/guard.rs"],
    ),
    (PURE, "fs", "the pure crates read and write no file", &[]),
    (PURE, "net", "the pure crates open no connection", &[]),
    (PURE, "Instant", "the same input gives the same bytes", &[]),
    (PURE, "SystemTime", "the same input gives the same bytes", &[]),
    (&["schema-diff/src/compare.rs"], "ObjectKind", "comparing knows no kind", &[]),
    (&["schema-diff/src/compare.rs"], "ObjectId::", "comparing knows no kind", &[]),
];

const PURE: &[&str] = &["schema-model/src", "schema-diff/src", "sql-emit/src"];

pub(super) fn check(tree: &Tree, found: &mut Vec<String>) {
    for path in &tree.files {
        let source = path.ends_with(".rs") || path.ends_with(".sql");
        let prose = path.ends_with(".md") || path.ends_with(".toml") || path == ".ci/run";
        if !(source || prose) || path.ends_with("Cargo.lock") {
            continue;
        }
        let Some(text) = tree.text(path) else {
            found.push(format!("{path}: it is no UTF-8"));
            continue;
        };
        let lines = text.lines().count();
        if source && !path.starts_with("corpus/") && !path.starts_with("pgmend/demo/") && lines > LINES {
            found.push(format!("{path}: {lines} lines, at most {LINES}: split it by noun"));
        }
        if path.ends_with(".rs") {
            rust(path, &text, found);
        }
        words(path, &text, found);
    }
    absent(tree, found);
}

fn rust(path: &str, text: &str, found: &mut Vec<String>) {
    if !text.starts_with("//!") {
        found.push(format!("{path}: it does not begin with a //! line that says what it is for"));
    }
    for (line, code) in code(text) {
        for word in UNFINISHED.iter().filter(|word| code.contains(*word)) {
            found.push(format!("{path}:{line}: {word} is unfinished work"));
        }
    }
}

fn words(path: &str, text: &str, found: &mut Vec<String>) {
    let mut in_test = path.contains("/tests/") || path.starts_with("testkit/");
    for (line, words) in (1..).zip(text.lines()) {
        in_test |= words.trim() == "#[cfg(test)]";
        for mark in MARKS.iter().filter(|mark| has_word(words, mark)) {
            found.push(format!("{path}:{line}: {mark} is unfinished work"));
        }
        let temporary = (!in_test).then_some(&TEMPORARY);
        for place in PLACES.iter().chain(temporary).filter(|place| names(words, place)) {
            found.push(format!("{path}:{line}: {place} is a place on somebody's machine"));
        }
    }
}

/// Whether a line names a place, and not one whose path begins further to the left.
fn names(line: &str, place: &str) -> bool {
    let goes_on = |c: char| c.is_alphanumeric() || c == '>' || c == '}';
    line.match_indices(place).any(|(at, _)| !line[..at].ends_with(goes_on))
}

fn absent(tree: &Tree, found: &mut Vec<String>) {
    for (places, word, why, except) in ABSENT {
        let there =
            |path: &str| places.iter().any(|place| path == *place || path.starts_with(&format!("{place}/")));
        for path in tree.files.iter().filter(|path| path.ends_with(".rs") && there(path)) {
            if except.contains(&path.as_str()) {
                continue;
            }
            for (line, code) in code(&tree.text(path).unwrap_or_default()) {
                let said = if word.ends_with(':') { code.contains(word) } else { has_word(code, word) };
                if said {
                    found.push(format!("{path}:{line}: `{word}`: {why}"));
                }
            }
        }
    }
    for library in LIBRARIES {
        if tree.below(&format!("{library}/src")).next().is_none() {
            found.push(format!("{library}/src has no sources: what must be absent from them can't be told"));
        }
    }
}

/// The lines of a source that are no comments, with their numbers.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    (1..).zip(text.lines()).filter(|(_, line)| !line.trim_start().starts_with("//"))
}

#[cfg(test)]
mod tests {
    use super::super::tests::Made;
    use super::*;

    fn found(path: &str, text: &str) -> Vec<String> {
        let mut files = vec![(path, text)];
        let others = LIBRARIES.map(|library| format!("{library}/src/lib.rs"));
        files.extend(others.iter().map(|path| (path.as_str(), "//! One.\n")));
        Made::new(&files).found(check)
    }

    #[test]
    fn long_files_and_files_without_a_word_about_themselves() {
        let long = format!("//! Long.\n{}", "\n".repeat(LINES));
        assert_eq!(
            found("pgmend/src/a.rs", &long),
            ["pgmend/src/a.rs: 601 lines, at most 600: split it by noun"]
        );
        assert!(found("corpus/a--b/a.sql", &long).is_empty());
        let bare = "mod a;\n";
        assert_eq!(found("a.rs", bare), ["a.rs: it does not begin with a //! line that says what it is for"]);
    }

    #[test]
    fn unfinished_work_and_places() {
        for word in UNFINISHED {
            assert_eq!(
                found("a.rs", &format!("//! A.\n{word}()\n")),
                [format!("a.rs:2: {word} is unfinished work")]
            );
        }
        for mark in MARKS {
            assert_eq!(
                found("a.md", &format!("see {mark}: it\n")),
                [format!("a.md:1: {mark} is unfinished work")]
            );
        }
        for place in PLACES {
            let said = format!("a.toml:1: {place} is a place on somebody's machine");
            assert_eq!(found("a.toml", &format!("x = '{place}y'\n")), [said]);
        }
        let temporary = format!("//! A.\n#[cfg(test)]\nconst A: &str = \"{TEMPORARY}a\";\n");
        assert!(found("a.rs", &temporary).is_empty());
        assert_eq!(found("a.rs", &temporary.replace("#[cfg(test)]", "")).len(), 1);
    }

    #[test]
    fn what_is_absent_on_purpose() {
        let cascade = "//! A.\nfn f() -> &'static str { \"DROP TABLE t CASCADE\" }\n";
        assert_eq!(
            found("sql-emit/src/kinds/table.rs", cascade),
            [
                "sql-emit/src/kinds/table.rs:2: `CASCADE`: no statement takes along what the plan does not name"
            ]
        );
        assert!(found("sql-emit/src/kinds/constraint.rs", cascade).is_empty());
        assert!(found("sql-emit/src/kinds/table.rs", "//! Says no CASCADE.\n").is_empty());
        let kind = "//! A.\nfn f(id: &ObjectId) -> bool { matches!(id, ObjectId::Table(_)) }\n";
        assert_eq!(
            found("schema-diff/src/compare.rs", kind),
            ["schema-diff/src/compare.rs:2: `ObjectId::`: comparing knows no kind"]
        );
        assert_eq!(found("schema-model/src/a.rs", "//! A.\nuse std::fs;\n").len(), 1);
    }
}
