//! One object kind is one word, and that word is a file name in every room.

use std::collections::BTreeSet;

use schema_model::ObjectKind;

use super::Tree;

/// The rooms that each kind has a file in.
const ROOMS: [&str; 4] =
    ["schema-model/src/kinds", "pg-introspect/src/kinds", "schema-diff/src/kinds", "sql-emit/src/kinds"];

/// What a corpus case may be made of.
const CASE: [&str; 4] = ["a.sql", "b.sql", "seed.sql", "case.toml"];

pub(super) fn check(tree: &Tree, found: &mut Vec<String>) {
    let words: BTreeSet<&str> = ObjectKind::ALL.iter().map(|kind| kind.word()).collect();
    for room in ROOMS {
        for word in &words {
            if !tree.has(&format!("{room}/{word}.rs")) {
                found.push(format!("the kind `{word}` has no file {room}/{word}.rs"));
            }
        }
        let files = tree.below(room).filter_map(|(path, name)| Some((path, name.strip_suffix(".rs")?)));
        for (path, name) in files.filter(|(_, name)| *name != "mod") {
            if !words.contains(name) {
                found.push(format!("{path}: `{name}` is no kind of the registry"));
            }
        }
    }
    corpus(tree, &words, found);
}

fn corpus(tree: &Tree, words: &BTreeSet<&str>, found: &mut Vec<String>) {
    let mut without: BTreeSet<&str> = words.clone();
    let mut cases = BTreeSet::new();
    for (path, rest) in tree.below("corpus") {
        let Some((case, file)) = rest.split_once('/') else { continue };
        let Some(word) = case.split_once("--").map(|(word, _)| word).filter(|word| words.contains(word))
        else {
            found.push(format!("{path}: a case is called <kind>--<case>, with a kind of the registry"));
            continue;
        };
        without.remove(word);
        cases.insert(case);
        if !CASE.contains(&file) {
            found.push(format!("{path}: a case is made of {}", CASE.join(", ")));
        }
    }
    for case in cases {
        for file in ["a.sql", "b.sql"] {
            if !tree.has(&format!("corpus/{case}/{file}")) {
                found.push(format!("corpus/{case} has no {file}"));
            }
        }
    }
    for word in without {
        found.push(format!("the kind `{word}` has no case in the corpus: corpus/{word}--*"));
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::Made;
    use super::*;

    #[test]
    fn a_forgotten_room_and_a_forgotten_case_are_found() {
        let mut files = Vec::new();
        for kind in ObjectKind::ALL {
            let word = kind.word();
            files.extend(ROOMS.map(|room| format!("{room}/{word}.rs")));
            files.extend(["a.sql", "b.sql"].map(|file| format!("corpus/{word}--case/{file}")));
        }
        files.retain(|file| file != "sql-emit/src/kinds/policy.rs" && file != "corpus/view--case/b.sql");
        files.retain(|file| !file.starts_with("corpus/trigger--"));
        files.extend(
            ["corpus/README.md", "corpus/gadget--x/a.sql", "schema-diff/src/kinds/gadget.rs"]
                .map(String::from),
        );
        let files: Vec<(&str, &str)> = files.iter().map(|file| (file.as_str(), "")).collect();
        assert_eq!(
            Made::new(&files).found(check),
            [
                "schema-diff/src/kinds/gadget.rs: `gadget` is no kind of the registry",
                "the kind `policy` has no file sql-emit/src/kinds/policy.rs",
                "corpus/gadget--x/a.sql: a case is called <kind>--<case>, with a kind of the registry",
                "corpus/view--case has no b.sql",
                "the kind `trigger` has no case in the corpus: corpus/trigger--*",
            ]
        );
    }
}
