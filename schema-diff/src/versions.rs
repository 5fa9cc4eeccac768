//! What is no difference between schemas of servers of two major versions: what only one of them has, or writes in another way.

use schema_model::{
    Column, DefaultPrivilege, Identity, ObjectId, ObjectKind, Privilege, PrivilegeType, Schema, Sequence,
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
            let held = |schema: &Schema| {
                let all = schema.get::<Privilege>(name)?.privileges.clone();
                Some(all.into_iter().filter(|(privilege, _)| known(*privilege, older)).collect::<Vec<_>>())
            };
            name.target.id().kind() == ObjectKind::Table && held(from) == held(to)
        }
        (ObjectId::DefaultPrivilege(name), "privileges") => {
            let held = |schema: &Schema| {
                let all = schema.get::<DefaultPrivilege>(name)?.privileges.clone();
                Some(all.into_iter().filter(|(privilege, _)| known(*privilege, older)).collect::<Vec<_>>())
            };
            held(from) == held(to)
        }
        // It is true where it is not said.
        (ObjectId::Membership(_), "inherit" | "set") => older < crate::kinds::membership::OPTIONS,
        (ObjectId::Column(name), "not_null") => {
            let has = |schema: &Schema| schema.get::<Column>(name).map(|column| column.not_null.is_some());
            older < NOT_NULL_NAMES && has(from) == has(to)
        }
        _ => false,
    }
}

/// What is said of such texts.
pub(crate) const OTHER_WORDS: &str = "the two are of different major versions, which write the same query differently: equal in meaning by all that their words \
     tell, but not checked";

fn known(privilege: PrivilegeType, major: u32) -> bool {
    privilege != PrivilegeType::Maintain || major >= MAINTAIN
}

/// Whether two texts differ only in how versions write them: which columns they qualify (from 16 on only where it must be), and
/// which words they put in quotes. The texts may mean different things all the same: nobody checked.
pub(crate) fn is_written_otherwise(from: &Schema, to: &Schema, old: &str, new: &str) -> bool {
    from.server.major() != to.server.major() && bare(old) == bare(new)
}

/// A text without what qualifies its names, and without quotes where a name needs none.
fn bare(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
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
        if is_name && rest.starts_with('.') {
            rest = &rest[1..];
            continue;
        }
        let inner = word.strip_prefix('"').and_then(|word| word.strip_suffix('"'));
        out += inner.filter(|inner| is_plain(inner)).unwrap_or(word);
    }
    out
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
        assert_eq!(bare(old), bare(new));
        assert_ne!(bare("SELECT t.id"), bare("SELECT t.it"));
        assert_ne!(bare("SELECT 'a.b'"), bare("SELECT 'b'"));
        assert_ne!(bare("SELECT 1.5"), bare("SELECT 5"));
        assert_eq!(bare("SELECT t.*"), bare("SELECT *"));
        assert_eq!(bare("SELECT \"unfinished"), "SELECT \"unfinished");
        assert_eq!(bare(""), "");
    }
}
