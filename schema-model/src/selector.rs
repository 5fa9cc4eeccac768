//! One language for choosing objects: by kind, schema, name, owner and extension.

use std::fmt;
use std::str::FromStr;

use crate::{Database, Error, Name, ObjectId, ObjectKind, Schema};

/// Which objects count. Rules are tried in order and the last one that matches an object, or anything that the object
/// is below, decides. Without a matching rule an object counts, unless there is an including rule at all.
///
/// What is said of the database itself counts only where a rule of that kind includes it, and such a rule leaves out nothing
/// else: `database:*`.
///
/// ```
/// # use schema_model::{ObjectId, Schema, Selector, Server};
/// let schema = Schema::new(Server::new(170_005));
/// let selector: Selector = "-table:public.audit_*, -schema:tmp".parse()?;
/// assert!(!selector.selects(&schema, &"column:public.audit_2024.id".parse()?));
/// assert!(selector.selects(&schema, &"table:public.users".parse()?));
/// # Ok::<(), schema_model::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selector {
    rules: Vec<SelectorRule>,
}

/// One rule: `[-]what:pattern`. `-` leaves out what matches.
///
/// `what` is `schema` (everything in it), `owner`, `extension`, `name` (any kind), or a kind's word; the pattern is
/// matched against the qualified name, the owner's or the extension's name, with `*` and `?` as in file names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelectorRule {
    exclude: bool,
    what: What,
    pattern: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Schema,
    Owner,
    Extension,
    AnyName,
    Kind(ObjectKind),
}

impl Selector {
    /// A selector that selects everything.
    pub fn everything() -> Self {
        Self::default()
    }

    /// Whether it selects everything.
    pub fn is_everything(&self) -> bool {
        self.rules.is_empty()
    }

    /// The schemas outside of which nothing is selected, if the rules say so: every including rule names one schema. What
    /// reads a database need not ask for more.
    ///
    /// ```
    /// # use schema_model::Selector;
    /// let selector: Selector = "schema:app, schema:audit, -table:app.tmp_*".parse()?;
    /// assert_eq!(selector.only_schemas().map(|names| names.len()), Some(2));
    /// assert_eq!("schema:app_*".parse::<Selector>()?.only_schemas(), None);
    /// # Ok::<(), schema_model::Error>(())
    /// ```
    pub fn only_schemas(&self) -> Option<Vec<Name>> {
        let mut names = Vec::new();
        for rule in self.rules.iter().filter(|rule| !rule.exclude) {
            // The database is read where all schemas are.
            if rule.what != What::Schema || rule.pattern.contains(['*', '?']) {
                return None;
            }
            names.push(Name::from(rule.pattern.as_str()));
        }
        names.sort();
        names.dedup();
        (!names.is_empty()).then_some(names)
    }

    /// The same with one more rule, which decides over those before it.
    pub fn with(mut self, rule: SelectorRule) -> Self {
        self.rules.push(rule);
        self
    }

    /// Whether an object counts. `schema` tells owners and parents.
    pub fn selects(&self, schema: &Schema, id: &ObjectId) -> bool {
        let of_database = is_of_database(id);
        let includes = |rule: &SelectorRule| !rule.exclude && rule.what != What::Kind(ObjectKind::Database);
        let default = !of_database && !self.rules.iter().any(includes);
        // Of the database only what names it speaks.
        let speaks = |rule: &&SelectorRule| !(of_database && includes(rule)) && rule.matches(schema, id);
        self.rules.iter().rev().find(speaks).map_or(default, |rule| !rule.exclude)
    }

    /// Takes out what does not count, and gives back how many objects that were.
    pub fn apply(&self, schema: &mut Schema) -> usize {
        let first = ObjectId::Database(Database::current());
        if self.is_everything() && schema.resolve(&first).is_none() {
            return 0;
        }
        let before = schema.len();
        let keep: Vec<ObjectId> =
            schema.objects().map(|(id, _)| id).filter(|id| self.selects(schema, id)).cloned().collect();
        let mut keep = keep.iter().peekable();
        // Both are in canonical order.
        schema.retain(|id, _| keep.next_if(|kept| *kept == id).is_some());
        before - schema.len()
    }
}

/// Whether it is the database, or about it.
pub(crate) fn is_of_database(id: &ObjectId) -> bool {
    matches!(id.target().unwrap_or(id), ObjectId::Database(_))
}

impl SelectorRule {
    fn matches(&self, schema: &Schema, id: &ObjectId) -> bool {
        let here = match self.what {
            What::Schema => id.schema_name().is_some_and(|name| glob(&self.pattern, name)),
            What::Owner => schema.owner(id).is_some_and(|owner| glob(&self.pattern, owner)),
            What::Extension => match id {
                ObjectId::Extension(name) => glob(&self.pattern, name),
                _ => false,
            },
            What::AnyName => glob(&self.pattern, &id.naming().plain()),
            What::Kind(kind) => id.kind() == kind && glob(&self.pattern, &id.naming().plain()),
        };
        here || match self.what {
            // Everything in a schema says so itself.
            What::Schema => false,
            _ => id.parents().iter().filter(|parent| !matches!(parent, ObjectId::Schema(_))).any(|parent| {
                // What is on a part of an object counts with the part, and with the object.
                let whole = schema.resolve(parent).filter(|whole| *whole != parent);
                self.matches(schema, parent) || whole.is_some_and(|whole| self.matches(schema, whole))
            }),
        }
    }
}

/// Whether `text` matches `pattern`, where `*` is any text and `?` any one character. Linear but for the last star.
fn glob(pattern: &str, text: &str) -> bool {
    let pattern: Vec<char> = pattern.chars().collect();
    let text: Vec<char> = text.chars().collect();
    let (mut p, mut t) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while t < text.len() {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, t));
                p += 1;
            }
            Some(&c) if c == '?' || c == text[t] => {
                p += 1;
                t += 1;
            }
            _ => match star {
                Some((at, from)) => {
                    star = Some((at, from + 1));
                    p = at + 1;
                    t = from + 1;
                }
                None => return false,
            },
        }
    }
    pattern[p..].iter().all(|c| *c == '*')
}

impl FromStr for SelectorRule {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let trimmed = text.trim();
        let (exclude, rest) = match trimmed.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, trimmed),
        };
        let Some((what, pattern)) = rest.split_once(':') else {
            return Err(Error::selector(
                text,
                "expected `what:pattern`, e.g. `schema:app` or `-table:public.audit_*`",
            ));
        };
        let what = match what {
            "schema" => What::Schema,
            "owner" => What::Owner,
            "extension" => What::Extension,
            "name" => What::AnyName,
            word => match ObjectKind::from_word(word) {
                Some(kind) => What::Kind(kind),
                None => return Err(Error::selector(text, format!("no kind is called `{word}`"))),
            },
        };
        if pattern.is_empty() {
            return Err(Error::selector(text, "the pattern is empty"));
        }
        Ok(Self { exclude, what, pattern: pattern.to_owned() })
    }
}

impl FromStr for Selector {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        text.split(',')
            .filter(|rule| !rule.trim().is_empty())
            .map(str::parse)
            .collect::<Result<Vec<_>, _>>()
            .map(|rules| Self { rules })
    }
}

impl fmt::Display for SelectorRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.what {
            What::Schema => "schema",
            What::Owner => "owner",
            What::Extension => "extension",
            What::AnyName => "name",
            What::Kind(kind) => kind.word(),
        };
        write!(f, "{}{what}:{}", if self.exclude { "-" } else { "" }, self.pattern)
    }
}

impl fmt::Display for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, rule) in self.rules.iter().enumerate() {
            if n > 0 {
                f.write_str(",")?;
            }
            rule.fmt(f)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn globs() {
        for (pattern, text, expected) in [
            ("public.*", "public.users", true),
            ("*", "", true),
            ("a?c", "abc", true),
            ("a?c", "ac", false),
            ("*_2024_*", "log_2024_01", true),
            ("a*b*c", "aXXbYYbZc", true),
            ("a*b*c", "aXXbYYbZ", false),
            ("🐘*", "🐘s", true),
        ] {
            assert_eq!(glob(pattern, text), expected, "{pattern} {text}");
        }
    }

    #[test]
    fn the_database_is_asked_for_by_name() {
        let mut schema = Schema::new(crate::Server::new(170_000));
        schema.insert(Name::from("app"), crate::Namespace::new());
        schema.insert(Database::current(), Database::new());
        let selected = |selector: &str| {
            let selector: Selector = selector.parse().unwrap();
            ["database:current", "owner:(database:current)", "schema:app"]
                .map(|id| selector.selects(&schema, &id.parse().unwrap()))
        };
        assert_eq!(selected(""), [false, false, true]);
        assert_eq!(selected("name:*"), [false, false, true]);
        assert_eq!(selected("database:*"), [true, true, true]);
        assert_eq!(selected("database:*,-owner:(nobody)"), [true, true, true]);
        assert_eq!(selected("database:*,-name:*"), [false, false, false]);
        assert_eq!(selected("database:*,table:public.*"), [true, true, false]);
        let mut rest = schema.clone();
        assert_eq!(Selector::everything().apply(&mut rest), 1);
        assert!(rest.of_kind(ObjectKind::Database).next().is_none());
    }

    #[test]
    fn the_last_matching_rule_decides() {
        let schema = Schema::new(crate::Server::new(170_000));
        let selector: Selector = "schema:app,-table:app.tmp_*,table:app.tmp_keep".parse().unwrap();
        let selects = |id: &str| selector.selects(&schema, &id.parse().unwrap());
        assert!(selects("table:app.users"));
        assert!(!selects("table:other.users"));
        assert!(!selects("comment:(column:app.tmp_x.id)"));
        assert!(selects("column:app.tmp_keep.id"));
        assert_eq!(selector.to_string().parse::<Selector>().unwrap(), selector);
    }

    #[test]
    fn what_is_no_selector_says_why() {
        for (text, reason) in [("users", "what:pattern"), ("tabel:x", "no kind"), ("table:", "empty")] {
            assert!(text.parse::<Selector>().unwrap_err().to_string().contains(reason));
        }
    }
}
