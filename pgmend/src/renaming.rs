//! `--rename`, `--rename-file`, `--map-label` and `--fill`.

use std::path::PathBuf;

use clap::Args;
use schema_diff::{Fill, LabelMapping, Options, Rename};

use crate::error::{Error, Result};

/// What is called otherwise in the schema that is wanted, and is the same thing; and values that rows get.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct Renaming {
    /// Rename instead of dropping and creating: column:public.users.name=full_name (repeat). Nothing is ever renamed on a guess.
    #[arg(long, value_name = "OBJECT=NAME")]
    pub(crate) rename: Vec<String>,
    /// A file with one such rename a line; a line that begins with # is a comment.
    #[arg(long, value_name = "FILE")]
    pub(crate) rename_file: Option<PathBuf>,
    /// What takes the place of an enum's label that goes: public.colour.mauve=blue (repeat). Where the new one is no label yet,
    /// the old one is renamed; otherwise rows that have it get the other.
    #[arg(long, value_name = "LABEL=LABEL")]
    pub(crate) map_label: Vec<String>,
    /// A value for rows that have none where a column is new, or becomes NOT NULL: public.users.email="login || '@example.org'"
    /// (repeat). Rows get it before NOT NULL comes: a constant without being touched, anything else by an UPDATE, which is
    /// done in batches where NOT NULL goes online.
    #[arg(long, value_name = "COLUMN=EXPRESSION")]
    pub(crate) fill: Vec<String>,
}

impl Renaming {
    /// What was said, among the options of a plan.
    pub(crate) fn say(&self, options: Options) -> Result<Options> {
        let label = |text: &String| {
            text.parse::<LabelMapping>().map_err(|e| {
                Error::failed(format!("--map-label {text} is no mapping like public.colour.mauve=blue"))
                    .caused_by(e)
            })
        };
        let labels = self.map_label.iter().map(label).collect::<Result<Vec<_>>>()?;
        let fill = |text: &String| {
            text.parse::<Fill>().map_err(|reason| {
                Error::failed(format!("--fill {text} is nothing like public.users.email='unknown': {reason}"))
            })
        };
        let fills = self.fill.iter().map(fill).collect::<Result<Vec<_>>>()?;
        Ok(options.with_renames(self.read()?).with_labels(labels).with_fills(fills))
    }

    /// All renames, those of the file last.
    fn read(&self) -> Result<Vec<Rename>> {
        let mut all = Vec::new();
        for text in &self.rename {
            all.push(parse(text, "--rename")?);
        }
        if let Some(path) = &self.rename_file {
            let name = path.display();
            let text = std::fs::read_to_string(path)
                .map_err(|e| Error::failed(format!("{name} can't be read")).caused_by(e))?;
            for (number, line) in (1..).zip(text.lines()) {
                let line = line.trim();
                if !line.is_empty() && !line.starts_with('#') {
                    all.push(parse(line, &format!("{name}:{number}"))?);
                }
            }
        }
        Ok(all)
    }
}

fn parse(text: &str, place: &str) -> Result<Rename> {
    text.parse().map_err(|e: schema_model::Error| {
        Error::failed(format!("{place}: {text} is no rename like column:public.users.name=full_name"))
            .caused_by(e)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_one_rename_a_line() {
        let directory = tempfile::tempdir().expect("a directory");
        let path = directory.path().join("renames");
        std::fs::write(&path, "# people\ntable:public.users=people\n\n  column:public.users.id=key  \n")
            .expect("a file");
        let renaming = Renaming {
            rename: vec!["schema:a=b".into()],
            rename_file: Some(path.clone()),
            ..Renaming::default()
        };
        let read: Vec<String> = renaming.read().expect("renames").iter().map(ToString::to_string).collect();
        assert_eq!(read, ["schema:a=b", "table:public.users=people", "column:public.users.id=key"]);
        std::fs::write(&path, "\nusers=people\n").expect("a file");
        let error = renaming.read().expect_err("no kind").to_string();
        assert!(error.contains("renames:2"), "{error}");
    }
}
