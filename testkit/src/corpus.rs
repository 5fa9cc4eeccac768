//! The corpus: scenarios as data, `corpus/<kind>--<case>/{a.sql,b.sql[,seed.sql][,case.toml]}`.

use std::path::{Path, PathBuf};

use serde::Deserialize;

/// One scenario.
#[derive(Clone, Debug)]
pub struct Case {
    /// The folder's name.
    pub name: String,
    /// The state before.
    pub a: String,
    /// The state after.
    pub b: String,
    /// Rows for the state before.
    pub seed: Option<String>,
    /// What is expected beyond "it works".
    pub expected: Expected,
}

/// What not every build of PostgreSQL has: the embedded one lacks all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Need {
    /// Collations of ICU.
    Icu,
    /// The libraries of the system's conversions.
    Conversions,
    /// The files of text search: stop words.
    StopWords,
    /// The library with which a subscription connects.
    Subscriptions,
}

impl Need {
    /// A question that a server with it answers with a row, and another with an error or nothing.
    pub(crate) fn question(self) -> &'static str {
        match self {
            // One is in the catalog from the beginning; initdb brings those that the library has.
            Self::Icu => "SELECT 1 FROM pg_catalog.pg_collation WHERE collprovider = 'i' HAVING count(*) > 1",
            Self::StopWords => "SELECT to_tsvector('pg_catalog.english', 'x')",
            Self::Subscriptions => {
                "SELECT 1 FROM pg_catalog.pg_config c, pg_catalog.pg_ls_dir(c.setting) f \
                 WHERE c.name = 'PKGLIBDIR' AND f LIKE 'libpqwalreceiver.%'"
            }
            Self::Conversions => "SELECT convert('x'::bytea, 'UTF8', 'LATIN1')",
        }
    }
}

/// `case.toml`
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    /// What is hard about the case.
    #[serde(default)]
    pub title: Option<String>,
    /// The oldest major version that has what the case needs.
    #[serde(default)]
    pub min_major: Option<u16>,
    /// The newest major version that behaves so.
    #[serde(default)]
    pub max_major: Option<u16>,
    /// Extensions that the server must have.
    #[serde(default)]
    pub extensions: Vec<String>,
    /// What the server must have been built with.
    #[serde(default)]
    pub needs: Vec<Need>,
    /// It changes what the databases of a cluster share, and has one to itself: see [`cluster_cases`].
    #[serde(default)]
    pub cluster: bool,
    /// What is expected from a to b.
    #[serde(default)]
    pub forward: Way,
    /// What is expected from b to a.
    #[serde(default)]
    pub backward: Way,
    /// About the rows.
    #[serde(default)]
    pub seed: Seed,
    /// About the witness.
    #[serde(default)]
    pub witness: Witness,
}

/// Expectations of one direction.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Way {
    /// Actions that must be in the plan.
    #[serde(default)]
    pub require: Vec<String>,
    /// Actions that must not.
    #[serde(default)]
    pub forbid: Vec<String>,
    /// Nothing may be planned.
    #[serde(default)]
    pub empty: bool,
    /// The most actions there may be.
    #[serde(default)]
    pub max_actions: Option<usize>,
    /// There is no plan, and the reason says this.
    #[serde(default)]
    pub refused: Option<String>,
    /// Renames that are asked for, as after `--rename`.
    #[serde(default)]
    pub rename: Vec<String>,
    /// What becomes of labels of enums, as after `--map-label`.
    #[serde(default)]
    pub map_label: Vec<String>,
    /// Values for rows that have none, as after `--fill`.
    #[serde(default)]
    pub fill: Vec<String>,
    /// What is expected of the online strategy beside the above.
    #[serde(default)]
    pub online: Tokens,
}

/// Actions that must be in a plan, and that must not.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tokens {
    /// Actions that must be in the plan, or ways in which they are carried out.
    #[serde(default)]
    pub require: Vec<String>,
    /// Actions and ways that must not.
    #[serde(default)]
    pub forbid: Vec<String>,
}

/// About the rows of a case.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seed {
    /// The rows don't fit the way back.
    #[serde(default)]
    pub forward_only: bool,
}

/// How the witness looks.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Witness {
    /// The dumps are loaded once more and dumped again before they are compared: for texts that are no fixed point.
    #[serde(default)]
    pub again: bool,
}

/// From which state to which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From a to b, with rows, and back again.
    Forward,
    /// From b to a.
    Backward,
}

impl Case {
    /// Whether the case is for servers of this major version.
    pub fn applies_to(&self, major: u16) -> bool {
        self.expected.min_major.is_none_or(|min| major >= min)
            && self.expected.max_major.is_none_or(|max| major <= max)
    }

    /// What is expected of a direction.
    pub fn way(&self, direction: Direction) -> &Way {
        match direction {
            Direction::Forward => &self.expected.forward,
            Direction::Backward => &self.expected.backward,
        }
    }
}

/// The folder of the corpus in this checkout.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../corpus")
}

/// Every case that a database is enough for, in order of names.
pub fn cases() -> Vec<Case> {
    all().into_iter().filter(|case| !case.expected.cluster).collect()
}

/// Every case that needs a cluster to itself, in order of names.
pub fn cluster_cases() -> Vec<Case> {
    all().into_iter().filter(|case| case.expected.cluster).collect()
}

fn all() -> Vec<Case> {
    let folder = folder();
    let entries = std::fs::read_dir(&folder).unwrap_or_else(|e| panic!("no corpus at {folder:?}: {e}"));
    let mut cases: Vec<Case> = entries
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|p| p.is_dir())
        .map(load)
        .collect();
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    assert!(!cases.is_empty(), "the corpus at {folder:?} is empty");
    cases
}

fn load(folder: PathBuf) -> Case {
    let read = |file: &str| std::fs::read_to_string(folder.join(file));
    let must = |file: &str| read(file).unwrap_or_else(|e| panic!("{folder:?}/{file}: {e}"));
    let expected = match read("case.toml") {
        Ok(text) => toml::from_str(&text).unwrap_or_else(|e| panic!("{folder:?}/case.toml: {e}")),
        Err(_) => Expected::default(),
    };
    Case {
        name: folder.file_name().expect("a folder has a name").to_string_lossy().into_owned(),
        a: must("a.sql"),
        b: must("b.sql"),
        seed: read("seed.sql").ok(),
        expected,
    }
}

/// A case that is known to fail.
pub struct Known {
    name: String,
    direction: String,
    major: Option<u16>,
    /// Why.
    pub reason: String,
}

impl Known {
    /// Whether this is about a case in one direction on one server.
    pub fn is_about(&self, case: &Case, direction: Direction, major: u16) -> bool {
        let word = format!("{direction:?}").to_lowercase();
        self.name == case.name && self.direction == word && self.major.is_none_or(|known| known == major)
    }
}

/// Cases that are known to fail, by a list in the corpus, such as `KNOWN_FAILURES`: `name direction major reason`, where the
/// major can be `*`. One that passes must be struck from the list.
pub fn ledger(list: &str) -> Vec<Known> {
    let text = std::fs::read_to_string(folder().join(list)).unwrap_or_default();
    text.lines()
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
        .map(|line| {
            let mut words = line.splitn(4, ' ');
            let mut next = || words.next().unwrap_or_else(|| panic!("{list}: `{line}`")).to_owned();
            let (name, direction) = (next(), next());
            let major = match next().as_str() {
                "*" => None,
                major => Some(major.parse().unwrap_or_else(|_| panic!("{list}: `{line}`"))),
            };
            Known { name, direction, major, reason: next() }
        })
        .collect()
}

/// Actions that plans could do without, and why they are there all the same: `name direction count reason`.
pub fn needless() -> Vec<(String, String, usize, String)> {
    let text = std::fs::read_to_string(folder().join("NEEDLESS")).unwrap_or_default();
    text.lines()
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
        .map(|line| {
            let mut words = line.splitn(4, ' ');
            let mut next = || words.next().unwrap_or_else(|| panic!("NEEDLESS: `{line}`")).to_owned();
            let (name, direction, count) = (next(), next(), next());
            (name, direction, count.parse().unwrap_or_else(|_| panic!("NEEDLESS: `{line}`")), next())
        })
        .collect()
}
