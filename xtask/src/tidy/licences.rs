//! A package carries only what is below its manifest: each published crate has its own copy of the licences.

use super::{PUBLISHED, Tree};

pub(super) fn check(tree: &Tree, found: &mut Vec<String>) {
    for licence in ["LICENSE-MIT", "LICENSE-APACHE"] {
        let Some(text) = tree.text(licence) else {
            found.push(format!("{licence} is missing"));
            continue;
        };
        for (directory, _) in PUBLISHED {
            if tree.text(&format!("{directory}/{licence}")).as_ref() != Some(&text) {
                found.push(format!("{directory}/{licence} is not a copy of {licence}"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::Made;
    use super::*;

    #[test]
    fn a_missing_and_a_changed_copy_are_found() {
        let mut files = vec![("LICENSE-MIT".to_owned(), "mit"), ("LICENSE-APACHE".to_owned(), "apache")];
        for (directory, _) in PUBLISHED {
            files.push((
                format!("{directory}/LICENSE-MIT"),
                if directory == "pgmend" { "other" } else { "mit" },
            ));
            if directory != "sql-emit" {
                files.push((format!("{directory}/LICENSE-APACHE"), "apache"));
            }
        }
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), *text)).collect();
        assert_eq!(
            Made::new(&files).found(check),
            [
                "pgmend/LICENSE-MIT is not a copy of LICENSE-MIT",
                "sql-emit/LICENSE-APACHE is not a copy of LICENSE-APACHE"
            ]
        );
    }
}
