//! Two texts that the server wrote, compared but for names: enough of PostgreSQL's lexical rules to tell a name from a
//! string, and no more. Source: PostgreSQL's documentation, "Lexical Structure".

use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token<'a> {
    /// A name or a key word, without its quotes.
    Word(String),
    /// Anything else: a string with its quotes, a number, one sign.
    Other(&'a str),
}

/// Cuts a text into tokens. White space is none.
fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut all = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if first.is_whitespace() {
            rest = &rest[first.len_utf8()..];
            continue;
        }
        let escapes = rest.starts_with("E'") || rest.starts_with("e'");
        let length = match first {
            '"' | '\'' => quoted(rest, first, false),
            _ if escapes => 1 + quoted(&rest[1..], '\'', true),
            _ if is_word_start(first) => rest.find(|c| !is_word(c)).unwrap_or(rest.len()),
            _ if first.is_ascii_digit() => {
                rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '.')).unwrap_or(rest.len())
            }
            _ => first.len_utf8(),
        };
        let (token, after) = rest.split_at(length);
        all.push(match first {
            '"' => {
                let inner = token.strip_prefix('"').and_then(|t| t.strip_suffix('"')).unwrap_or(token);
                Token::Word(inner.replace("\"\"", "\""))
            }
            _ if is_word_start(first) && !escapes => Token::Word(token.to_owned()),
            _ => Token::Other(token),
        });
        rest = after;
    }
    all
}

fn is_word_start(c: char) -> bool {
    c.is_ascii_alphabetic() || c == '_' || !c.is_ascii()
}

fn is_word(c: char) -> bool {
    is_word_start(c) || c.is_ascii_digit() || c == '$'
}

/// The length of what stands in quotes at the beginning of `text`: a doubled quote is part of it.
fn quoted(text: &str, quote: char, escapes: bool) -> usize {
    let mut chars = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        if escapes && c == '\\' {
            chars.next();
        } else if c == quote {
            if chars.peek().is_some_and(|(_, next)| *next == quote) {
                chars.next();
            } else {
                return at + c.len_utf8();
            }
        }
    }
    text.len()
}

/// The old names that a text may have, with the new ones.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    /// What every word of this name becomes.
    pub(super) renamed: BTreeMap<String, String>,
    /// Names that something else has too, which keeps it.
    pub(super) shared: BTreeSet<String>,
    /// Whether a shared name is renamed after this qualifier: of the columns of two tables, after the table's name.
    pub(super) qualified: BTreeMap<(String, String), bool>,
    /// Labels of enums.
    pub(super) labels: Labels,
}

/// The old labels of enums that a text may have, with the new ones.
#[derive(Clone, Debug, Default)]
pub(super) struct Labels {
    /// Of an enum that is named behind them (`'mauve'::public.colour`), by its schema and its new name.
    pub(super) cast: BTreeMap<(String, String), BTreeMap<String, String>>,
    /// Of one that is not: in the bound of a partition.
    pub(super) bare: BTreeMap<String, String>,
}

impl Labels {
    /// Whether the strings that come first are the same label, or array of labels, before and after; `None` where they are
    /// no labels of these enums.
    fn fit(&self, old: &[Token<'_>], new: &[Token<'_>]) -> Option<bool> {
        let (Some(Token::Other(a)), Some(Token::Other(b))) = (old.first(), new.first()) else { return None };
        let (a, b) = (unquoted(a)?, unquoted(b)?);
        let cast = |tokens: &[Token<'_>]| matches!(tokens, [_, Token::Other(":"), Token::Other(":"), ..]);
        if !cast(old) || !cast(new) {
            return self.bare.get(&a).filter(|_| !cast(old) && !cast(new)).map(|label| *label == b);
        }
        let (labels, rest) = match new {
            [_, _, _, Token::Word(schema), Token::Other("."), Token::Word(name), rest @ ..] => {
                (self.cast.get(&(schema.clone(), name.clone())), rest)
            }
            _ => return None,
        };
        let labels = labels?;
        let image = |label: &String| labels.get(label).unwrap_or(label).clone();
        if !matches!(rest, [Token::Other("["), Token::Other("]"), ..]) {
            return Some(image(&a) == b);
        }
        let (a, b) = (elements(&a)?, elements(&b)?);
        Some(a.len() == b.len() && a.iter().zip(&b).all(|(a, b)| image(a) == *b))
    }
}

/// What a string constant says.
fn unquoted(token: &str) -> Option<String> {
    match token.strip_prefix(['E', 'e']) {
        Some(escaped) => {
            let inner = escaped.strip_prefix('\'')?.strip_suffix('\'')?;
            // The server escapes nothing but the backslash.
            Some(inner.replace("''", "'").replace("\\\\", "\\"))
        }
        None => Some(token.strip_prefix('\'')?.strip_suffix('\'')?.replace("''", "'")),
    }
}

/// The elements of an array of one dimension, as PostgreSQL writes it: `{a,"b c"}`. A null counts as the word.
fn elements(text: &str) -> Option<Vec<String>> {
    let inner = text.strip_prefix('{')?.strip_suffix('}')?;
    if inner.is_empty() {
        return Some(Vec::new());
    }
    let mut all = vec![String::new()];
    let mut chars = inner.chars();
    let mut in_quotes = false;
    while let Some(c) = chars.next() {
        match c {
            '"' => in_quotes = !in_quotes,
            '\\' => all.last_mut()?.push(chars.next()?),
            ',' if !in_quotes => all.push(String::new()),
            '{' | '}' if !in_quotes => return None,
            c => all.last_mut()?.push(c),
        }
    }
    (!in_quotes).then_some(all)
}

impl Names {
    /// Whether `old` may be written as `new`. A shared name that is not qualified by a relation may be either.
    fn fits(&self, qualifier: Option<&str>, old: &str, new: &str) -> bool {
        let Some(name) = self.renamed.get(old) else { return old == new };
        let known = qualifier
            .filter(|_| self.shared.contains(old))
            .and_then(|qualifier| self.qualified.get(&(qualifier.to_owned(), old.to_owned())));
        match known {
            Some(true) => name == new,
            Some(false) => old == new,
            None => name == new || (self.shared.contains(old) && old == new),
        }
    }
}

/// Whether the server writes `old` as `new` once things have their new names. Where a column is shown under its new name
/// the server adds what it was called before: `new AS old`.
pub(super) fn same_but_for_names(old: &str, new: &str, names: &Names) -> bool {
    let (old, new) = (tokens(old), tokens(new));
    let is_as = |token: Option<&Token<'_>>| matches!(token, Some(Token::Word(word)) if word == "AS");
    let (mut i, mut j) = (0, 0);
    while i < old.len() && j < new.len() {
        let alias = i > 0 && is_as(old.get(i - 1));
        match (&old[i], &new[j]) {
            (Token::Word(a), Token::Word(b)) if !alias => {
                let qualifier =
                    match (i.checked_sub(2).map(|at| &old[at]), i.checked_sub(1).map(|at| &old[at])) {
                        (Some(Token::Word(qualifier)), Some(Token::Other("."))) => Some(qualifier.as_str()),
                        _ => None,
                    };
                if !names.fits(qualifier, a, b) {
                    return false;
                }
                if a != b && !is_as(old.get(i + 1)) {
                    let kept = is_as(new.get(j + 1)) && new.get(j + 2) == Some(&old[i]);
                    if kept {
                        j += 2;
                    } else if is_listed(&old, i) {
                        return false;
                    }
                }
            }
            (Token::Other(a), Token::Other(b))
                if names.labels.fit(&old[i..], &new[j..]).unwrap_or(a == b) => {}
            (a, b) if a == b && matches!(a, Token::Word(_)) => {}
            // 'public.numbers'::regclass is written by what it is called now.
            (Token::Other(a), Token::Other(b)) if is_reference(&old[i..]) && is_reference(&new[j..]) => {
                let inner = |text: &str| text.trim_matches('\'').replace("''", "'");
                if !same_but_for_names(&inner(a), &inner(b), names) {
                    return false;
                }
            }
            _ => return false,
        }
        i += 1;
        j += 1;
    }
    i == old.len() && j == new.len()
}

/// Whether a column stands by itself in the list of a SELECT: there the server always adds the old name.
fn is_listed(tokens: &[Token<'_>], at: usize) -> bool {
    let word = |at: usize| match tokens.get(at) {
        Some(Token::Word(word)) => Some(word.as_str()),
        _ => None,
    };
    let sign = |at: usize, sign: &str| matches!(tokens.get(at), Some(Token::Other(text)) if *text == sign);
    let ends = tokens.get(at + 1).is_none()
        || word(at + 1) == Some("FROM")
        || [",", ")", ";"].iter().any(|end| sign(at + 1, end));
    let start = if at >= 2 && sign(at - 1, ".") { at - 2 } else { at };
    let Some(before) = start.checked_sub(1).filter(|_| ends) else { return false };
    if !(sign(before, ",") || matches!(word(before), Some("SELECT" | "DISTINCT" | "ALL"))) {
        return false;
    }
    // Back to the word that began this list.
    let mut depth = 0;
    for at in (0..=before).rev() {
        if sign(at, ")") {
            depth += 1;
        } else if sign(at, "(") {
            if depth == 0 {
                return false;
            }
            depth -= 1;
        } else if depth == 0 {
            match word(at) {
                Some("SELECT") => return true,
                Some("FROM" | "WHERE" | "BY" | "HAVING" | "VALUES" | "SET" | "ON" | "USING") => return false,
                _ => {}
            }
        }
    }
    false
}

/// Whether a string comes first that the server reads as the name of an object.
fn is_reference(tokens: &[Token<'_>]) -> bool {
    matches!(
        tokens,
        [Token::Other(text), Token::Other(":"), Token::Other(":"), Token::Word(word), ..]
            if text.starts_with('\'') && word.starts_with("reg")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(old: &str, new: &str) -> bool {
        let renamed = [("name", "full name"), ("users", "people")];
        let renamed = renamed.iter().map(|(a, b)| (a.to_string(), b.to_string())).collect();
        let shared = ["id".to_owned()].into();
        let mut names = Names { renamed, shared, ..Names::default() };
        names.renamed.insert("id".into(), "key".into());
        names.qualified.insert(("users".into(), "id".into()), true);
        names.qualified.insert(("orders".into(), "id".into()), false);
        same_but_for_names(old, new, &names)
    }

    #[test]
    fn a_name_that_two_have_is_told_by_its_table() {
        assert!(same("(users.id = orders.id)", "(people.key = orders.id)"));
        assert!(!same("(users.id = orders.id)", "(people.id = orders.id)"));
        assert!(!same("(users.id = orders.id)", "(people.key = orders.key)"));
        // Behind an alias nobody can tell.
        assert!(same("(u.id = o.id)", "(u.key = o.id)"));
        assert!(!same("(u.id = o.id)", "(u.other = o.id)"));
    }

    #[test]
    fn names_may_differ_and_nothing_else() {
        assert!(same("(length(name) > 3)", "(length(\"full name\") > 3)"));
        assert!(!same("(length(name) > 3)", "(length(name) > 3)"));
        assert!(!same("(length(name) > 3)", "(length(\"full name\") > 4)"));
        assert!(!same("(code = 'name'::text)", "(code = 'full name'::text)"));
        assert!(same("(code = 'it''s name'::text)", "(code = 'it''s name'::text)"));
        assert!(same("(code = E'\\'name'::text)", "(code = E'\\'name'::text)"));
        assert!(same(
            "SELECT users.name FROM public.users",
            "SELECT people.\"full name\" AS name\n FROM public.people"
        ));
        assert!(!same(
            "SELECT users.name FROM public.users",
            "SELECT people.\"full name\" AS other FROM public.people"
        ));
        assert!(same("SELECT code AS name FROM public.users", "SELECT code AS name FROM public.people"));
        assert!(!same("a", "a b"));
        // The list of a SELECT shows the old name; an order, a condition and a call don't.
        assert!(!same(
            "SELECT users.name FROM public.users",
            "SELECT people.\"full name\" FROM public.people"
        ));
        assert!(!same("SELECT a, name, b FROM t", "SELECT a, \"full name\", b FROM t"));
        assert!(same("SELECT a, f(b, name) FROM t", "SELECT a, f(b, \"full name\") FROM t"));
        assert!(same("SELECT a FROM t ORDER BY a, name", "SELECT a FROM t ORDER BY a, \"full name\""));
        assert!(same("nextval('users'::regclass)", "nextval('people'::regclass)"));
        assert!(!same("nextval('users'::text)", "nextval('people'::text)"));
    }

    #[test]
    fn labels_follow_their_type() {
        let new: BTreeMap<String, String> = [("it's".to_owned(), "b c".to_owned())].into();
        let cast = BTreeMap::from([(("public".to_owned(), "Odd".to_owned()), new.clone())]);
        let names = Names { labels: Labels { cast, bare: new }, ..Names::default() };
        let same = |old: &str, new: &str| same_but_for_names(old, new, &names);
        assert!(same("(c = 'it''s'::public.\"Odd\")", "(c = 'b c'::public.\"Odd\")"));
        assert!(same("'{a,it''s}'::public.\"Odd\"[]", "'{a,\"b c\"}'::public.\"Odd\"[]"));
        assert!(same("'{it''s}'::public.\"Odd\"[]", "'{\"b c\"}'::public.\"Odd\"[]"));
        assert!(same("IN ('it''s', 'd')", "IN ('b c', 'd')"));
        assert!(!same("(c = 'it''s'::public.\"Odd\")", "(c = 'it''s'::public.\"Odd\")"));
        assert!(!same("(c = 'it''s'::public.other)", "(c = 'b c'::public.other)"));
        assert!(!same("(c = 'it''s'::text)", "(c = 'b c'::text)"));
        assert!(!same("'{a,it''s}'::public.\"Odd\"[]", "'{\"b c\",a}'::public.\"Odd\"[]"));
    }

    #[test]
    fn broken_texts_end() {
        for text in ["'", "\"", "E'\\", "'a''", "é", "1e", "$1", ""] {
            assert!(same(text, text), "{text}");
        }
    }
}
