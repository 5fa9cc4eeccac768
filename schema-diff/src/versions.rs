//! What is no difference between schemas of servers of two major versions: what only one of them has, or writes in another way.

use std::collections::BTreeMap;

use schema_model::{
    Column, DefaultPrivilege, Identity, Membership, ObjectId, ObjectKind, Privilege, PrivilegeType, Schema,
    Sequence,
};

/// Since when a sequence has a persistence of its own; before, it is none that could be changed.
pub(crate) const SEQUENCE_PERSISTENCE: u32 = 15;
/// Since when MAINTAIN can be granted (`PrivilegeType::Maintain`).
const MAINTAIN: u32 = 17;
/// Since when NOT NULL is a constraint with a name.
const NOT_NULL_NAMES: u32 = 18;

/// Whether a field differs only because one of the servers does not have what it says.
pub(crate) fn is_of_the_version(from: &Schema, to: &Schema, id: &ObjectId, field: &str) -> bool {
    let older = from.server.major().min(to.server.major());
    if from.server.major() == to.server.major() {
        return false;
    }
    match (id, field) {
        (ObjectId::Sequence(name), "persistence") => {
            older < SEQUENCE_PERSISTENCE
                && [from, to].iter().all(|schema| schema.get::<Sequence>(name).is_some())
        }
        (ObjectId::Column(name), "identity") => {
            let said = |schema: &Schema| {
                let identity = schema.get::<Column>(name)?.identity.as_deref()?;
                Some(Identity { persistence: None, ..identity.clone() })
            };
            older < SEQUENCE_PERSISTENCE && said(from).is_some() && said(from) == said(to)
        }
        (ObjectId::Privilege(name), "privileges") => {
            let held = |schema| Some(known(&Schema::get::<Privilege>(schema, name)?.privileges, older));
            name.target.id().kind() == ObjectKind::Table && held(from) == held(to)
        }
        (ObjectId::DefaultPrivilege(name), "privileges") => {
            let held =
                |schema| Some(known(&Schema::get::<DefaultPrivilege>(schema, name)?.privileges, older));
            held(from) == held(to)
        }
        // It is true where it is not said.
        (ObjectId::Membership(_), "inherit" | "set") => older < Membership::OPTIONS_SINCE,
        (ObjectId::Column(name), "not_null") => {
            let has = |schema: &Schema| schema.get::<Column>(name).map(|column| column.not_null.is_some());
            older < NOT_NULL_NAMES && has(from) == has(to)
        }
        _ => false,
    }
}

/// What is said of such texts.
pub(crate) const OTHER_WORDS: &str = "the two are of different major versions, which write the same query differently: equal in \
                                      meaning by all that their words tell, but not checked";

/// Those of these privileges that a major version has.
fn known(all: &BTreeMap<PrivilegeType, bool>, major: u32) -> Vec<(PrivilegeType, bool)> {
    let is_known = |privilege| privilege != PrivilegeType::Maintain || major >= MAINTAIN;
    all.iter().map(|(privilege, grantable)| (*privilege, *grantable)).filter(|(p, _)| is_known(*p)).collect()
}

/// Whether two texts differ only in how versions write them: which columns they qualify (from 16 on only where it must be), and
/// which words they put in quotes. What both qualify, they must qualify alike. The texts may mean different things all the same:
/// nobody checked.
pub(crate) fn is_written_otherwise(from: &Schema, to: &Schema, old: &str, new: &str) -> bool {
    from.server.major() != to.server.major() && are_alike(old, new)
}

fn are_alike(old: &str, new: &str) -> bool {
    let (old, new) = (words(old), words(new));
    old.len() == new.len()
        && old.iter().zip(&new).all(|(old, new)| {
            let alike = |long: &Word<'_>, short: &Word<'_>| {
                short.qualifiers.is_empty() || long.qualifiers == short.qualifiers
            };
            old.word == new.word && (alike(old, new) || alike(new, old))
        })
}

/// A word of a text, or a sign, without quotes where a name needs none, and the names before its points.
#[derive(Default)]
struct Word<'a> {
    qualifiers: Vec<&'a str>,
    word: &'a str,
}

fn words(text: &str) -> Vec<Word<'_>> {
    let mut all = Vec::new();
    let mut next = Word::default();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (word, is_name) = match first {
            '\'' => (&rest[..literal(rest)], false),
            '"' => (&rest[..quoted(rest)], true),
            c if c.is_alphabetic() || c == '_' => {
                let end =
                    rest.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '$').unwrap_or(rest.len());
                (&rest[..end], true)
            }
            // A number has a point of its own.
            c if c.is_ascii_digit() => {
                let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
                (&rest[..end], false)
            }
            c => (&rest[..c.len_utf8()], false),
        };
        rest = &rest[word.len()..];
        let inner = word.strip_prefix('"').and_then(|word| word.strip_suffix('"'));
        let word = inner.filter(|inner| is_plain(inner)).unwrap_or(word);
        if is_name && rest.starts_with('.') {
            rest = &rest[1..];
            next.qualifiers.push(word);
            continue;
        }
        next.word = word;
        all.push(std::mem::take(&mut next));
    }
    // A text that breaks off.
    if !next.qualifiers.is_empty() {
        all.push(next);
    }
    all
}

fn is_plain(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase() || c == '_')
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

/// The length of a string at the beginning of a text, or of a name in quotes; of all of it where it has no end.
fn literal(text: &str) -> usize {
    enclosed(text, '\'')
}

fn quoted(text: &str) -> usize {
    enclosed(text, '"')
}

fn enclosed(text: &str, quote: char) -> usize {
    let mut inside = true;
    for (at, c) in text.char_indices().skip(1) {
        if c == quote {
            inside = !inside;
        } else if !inside {
            return at;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn qualified_or_not_and_quoted_or_not() {
        let old = " SELECT t.id,\n    t.\"Odd \"\"x\" AS json,\n    'a.b''c.d' AS s,\n    1.5 AS n\n   FROM public.t\n  WHERE (t.v > 2.5)";
        let new = " SELECT id,\n    \"Odd \"\"x\" AS \"json\",\n    'a.b''c.d' AS s,\n    1.5 AS n\n   FROM public.t\n  WHERE (v > 2.5)";
        assert!(are_alike(old, new) && are_alike(new, old));
        for (one, other) in [
            ("SELECT t.id", "SELECT t.it"),
            ("SELECT 'a.b'", "SELECT 'b'"),
            ("SELECT 1.5", "SELECT 5"),
            // Both say which, and not the same.
            ("SELECT a.id FROM s.a, s.b", "SELECT b.id FROM s.a, s.b"),
            ("SELECT id FROM one.t", "SELECT id FROM two.t"),
            ("SELECT one.f(id)", "SELECT two.f(id)"),
            ("SELECT t.*", "SELECT u.*"),
            ("SELECT id", "SELECT id, id"),
        ] {
            assert!(!are_alike(one, other) && !are_alike(other, one), "{one} / {other}");
        }
        assert!(are_alike("SELECT t.*", "SELECT *"));
        assert!(are_alike("SELECT \"unfinished", "SELECT \"unfinished"));
        assert!(are_alike("", ""));
    }
}
