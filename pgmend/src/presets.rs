//! Selectors for what something else than the application makes in a database: texts that can be read and changed.

use std::fs;

use schema_model::{Selector, SelectorRule};

use crate::error::{Error, Result};

/// A preset: its name, and its rules with what is to be known about them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Preset {
    /// What `--preset` takes.
    pub(crate) name: &'static str,
    /// As a file, comments and all.
    pub(crate) text: &'static str,
}

macro_rules! presets {
    ($($name:literal),* $(,)?) => {
        /// In the order of their names.
        pub(crate) const PRESETS: &[Preset] =
            &[$(Preset { name: $name, text: include_str!(concat!("../presets/", $name, ".selector")) }),*];
    };
}

presets!(
    "azure",
    "cloud_sql",
    "heroku",
    "neon",
    "pg_cron",
    "pg_partman",
    "pgmq",
    "rds",
    "supabase",
    "timescaledb"
);

impl Preset {
    /// The preset of this name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        PRESETS.iter().find(|preset| preset.name == name).copied()
    }

    /// What it is about: its first line.
    pub(crate) fn title(self) -> &'static str {
        self.text.lines().next().unwrap_or_default().trim_start_matches(['#', ' '])
    }
}

/// The rules of a preset, or of a file.
///
/// # Errors
///
/// Neither is there, the file can't be read, or a rule of it is none.
pub(crate) fn rules(name_or_file: &str) -> Result<Vec<SelectorRule>> {
    let text = match Preset::named(name_or_file) {
        Some(preset) => preset.text.to_owned(),
        None => fs::read_to_string(name_or_file).map_err(|error| {
            Error::failed(format!(
                "no preset is called `{name_or_file}` (`pgmend presets` lists them), and as a file it can't be read: {error}"
            ))
        })?,
    };
    let selector: Selector = text
        .parse()
        .map_err(|error: schema_model::Error| Error::failed(format!("{name_or_file}: {error}")))?;
    Ok(selector.into_rules())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test fails loudly

    use schema_model::{Schema, Server};

    use super::*;

    #[test]
    fn every_preset_has_rules_and_a_title_and_they_are_sorted() {
        for preset in PRESETS {
            assert!(!rules(preset.name).unwrap().is_empty(), "{}", preset.name);
            assert!(preset.title().contains(':'), "{}", preset.name);
        }
        assert!(PRESETS.is_sorted_by_key(|preset| preset.name));
        let files = fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/presets")).unwrap().count();
        assert_eq!(files, PRESETS.len());
    }

    /// The names that pg_partman gives, and names that are near to them.
    #[test]
    fn partitions_of_pg_partman() {
        let selector = Preset::named("pg_partman").unwrap().text.parse::<Selector>().unwrap();
        let schema = Schema::new(Server::new(170_000));
        for (name, counts) in [
            ("log_p20240131", false),
            ("log_p2024_01_31", false),
            ("log_p20240131_130000", false),
            ("log_p2024w05", false),
            ("log_p2024q1", false),
            ("log_p2024_01", false),
            ("log_p2024", false),
            ("log_p0", false),
            ("log_p1000000", false),
            ("log_default", false),
            ("log", true),
            ("log_people", true),
            ("map_p4a", true),
            ("default_rates", true),
        ] {
            let id = format!("table:app.{name}").parse().unwrap();
            assert_eq!(selector.selects(&schema, &id), counts, "{name}");
        }
    }

    #[test]
    fn what_is_neither_a_preset_nor_a_file_is_said() {
        let error = rules("partman").unwrap_err().to_string();
        assert!(error.contains("pgmend presets"), "{error}");
    }
}
