//! One text for one meaning, where PostgreSQL has two.
//!
//! What `pg_get_expr` and its kin write is not a fixed point: read back and written again, some texts change, and only
//! then stay. `state IN ('a', 'b')` on a `varchar` is first `ANY ((ARRAY['a'::character varying, …])::text[])` and, after a
//! dump and restore, `ANY (ARRAY[('a'::character varying)::text, …])`. A database and its own copy would differ. This
//! brings the known forms to the one that stays, by brackets and quotes alone; nothing is understood, and what fits no
//! form is left as it is. Sources, in PostgreSQL's parser: `transformArrayExpr` (a cast of a whole array goes to its
//! elements), `makeAndExpr` and `makeOrExpr` (an AND to the left of an AND joins it), and `get_values_def`.

use std::borrow::Cow;
use std::iter::Peekable;
use std::str::Chars;

/// A piece of SQL text.
#[derive(Clone, Debug, PartialEq)]
enum Piece {
    /// Anything outside quotes and brackets.
    Plain(String),
    /// A string or a quoted name, quotes included.
    Quoted(String),
    /// What is between brackets: `(…)` or `[…]`.
    Group(char, Vec<Piece>),
}

/// The form that stays.
pub(crate) fn canonical(text: &str) -> Cow<'_, str> {
    let suspicious = text.contains("])::")
        || text.contains(") AND ")
        || text.contains(") OR ")
        || text.contains("(VALUES ");
    if !suspicious {
        return Cow::Borrowed(text);
    }
    let mut chars = text.chars().peekable();
    let Some(pieces) = read(&mut chars, None) else { return Cow::Borrowed(text) };
    let mut out = String::with_capacity(text.len());
    write(&settle(pieces), &mut out);
    if out == text { Cow::Borrowed(text) } else { Cow::Owned(out) }
}

/// Pieces up to the closing bracket; `None` if brackets or quotes are not in pairs.
fn read(chars: &mut Peekable<Chars<'_>>, close: Option<char>) -> Option<Vec<Piece>> {
    let mut pieces = Vec::new();
    let mut plain = String::new();
    loop {
        let Some(c) = chars.next() else {
            if close.is_some() {
                return None;
            }
            break;
        };
        match c {
            '\'' | '"' => {
                // Backslashes count in a string that begins with E.
                let escapes = c == '\'' && plain.ends_with('E');
                let mut quoted = String::from(c);
                loop {
                    let next = chars.next()?;
                    quoted.push(next);
                    if escapes && next == '\\' {
                        quoted.push(chars.next()?);
                    } else if next == c {
                        match chars.next_if_eq(&c) {
                            Some(doubled) => quoted.push(doubled),
                            None => break,
                        }
                    }
                }
                flush(&mut plain, &mut pieces);
                pieces.push(Piece::Quoted(quoted));
            }
            '(' | '[' => {
                flush(&mut plain, &mut pieces);
                let end = if c == '(' { ')' } else { ']' };
                pieces.push(Piece::Group(c, read(chars, Some(end))?));
            }
            ')' | ']' => {
                if close != Some(c) {
                    return None;
                }
                break;
            }
            _ => plain.push(c),
        }
    }
    flush(&mut plain, &mut pieces);
    Some(pieces)
}

fn flush(plain: &mut String, pieces: &mut Vec<Piece>) {
    if !plain.is_empty() {
        pieces.push(Piece::Plain(std::mem::take(plain)));
    }
}

fn write(pieces: &[Piece], out: &mut String) {
    for piece in pieces {
        match piece {
            Piece::Plain(text) | Piece::Quoted(text) => out.push_str(text),
            Piece::Group(open, inside) => {
                out.push(*open);
                write(inside, out);
                out.push(if *open == '(' { ')' } else { ']' });
            }
        }
    }
}

/// Brings the pieces of one level, and of all levels below, to the form that stays.
fn settle(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut settled: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut pieces = pieces.into_iter().peekable();
    while let Some(piece) = pieces.next() {
        let Piece::Group(open, inside) = piece else {
            settled.push(piece);
            continue;
        };
        let mut inside = settle(inside);
        if open == '(' {
            if let Some(element_type) = cast_of_array(&inside, pieces.peek()) {
                // `(ARRAY[…])::type[]…`: the element type comes before the brackets, which are a group.
                let rest = match pieces.next() {
                    Some(Piece::Plain(text)) => text,
                    _ => String::new(),
                };
                debug_assert_eq!(rest, format!("::{element_type}"));
                pieces.next();
                cast_elements(&mut inside, &element_type);
                settled.append(&mut inside);
                continue;
            }
            inside = flattened(inside);
            if let Some(Piece::Plain(text)) = inside.first_mut()
                && text.starts_with("VALUES ")
            {
                text.insert(0, ' ');
            }
        }
        settled.push(Piece::Group(open, inside));
    }
    settled
}

/// The element type, if `inside` is nothing but an array and what follows casts it to an array type.
fn cast_of_array(inside: &[Piece], next: Option<&Piece>) -> Option<String> {
    let [Piece::Plain(word), Piece::Group('[', elements)] = inside else { return None };
    let Some(Piece::Plain(cast)) = next else { return None };
    let element_type = cast.strip_prefix("::")?;
    // A type without modifier or quotes is a plain run of words right before its brackets.
    let words = element_type.chars().all(|c| c.is_ascii_alphanumeric() || c == ' ' || c == '_' || c == '.');
    (word == "ARRAY" && !elements.is_empty() && words && !element_type.is_empty())
        .then(|| element_type.to_owned())
}

/// Casts each element of an array that has not got the type already.
fn cast_elements(array: &mut [Piece], element_type: &str) {
    let Some(Piece::Group('[', elements)) = array.get_mut(1) else { return };
    let suffix = format!("::{element_type}");
    let mut cast: Vec<Piece> = Vec::new();
    for (n, element) in split(std::mem::take(elements), ", ").into_iter().enumerate() {
        if n > 0 {
            cast.push(Piece::Plain(", ".into()));
        }
        if matches!(element.last(), Some(Piece::Plain(end)) if end.ends_with(&suffix)) {
            cast.extend(element);
        } else {
            cast.push(Piece::Group('(', element));
            cast.push(Piece::Plain(suffix.clone()));
        }
    }
    *elements = cast;
}

/// Splits the pieces of a level at a separator in plain text.
fn split(pieces: Vec<Piece>, separator: &str) -> Vec<Vec<Piece>> {
    let mut parts = vec![Vec::new()];
    for piece in pieces {
        let Piece::Plain(text) = piece else {
            if let Some(part) = parts.last_mut() {
                part.push(piece);
            }
            continue;
        };
        for (n, text) in text.split(separator).enumerate() {
            if n > 0 {
                parts.push(Vec::new());
            }
            if let (Some(part), false) = (parts.last_mut(), text.is_empty()) {
                part.push(Piece::Plain(text.to_owned()));
            }
        }
    }
    parts
}

/// `((a AND b) AND c)` is `(a AND b AND c)`, and so for OR: only on the left.
fn flattened(mut inside: Vec<Piece>) -> Vec<Piece> {
    for operator in [" AND ", " OR "] {
        loop {
            let joined = matches!(
                inside.as_slice(),
                [Piece::Group('(', first), Piece::Plain(next), ..]
                    if next.starts_with(operator) && is_joined(first, operator)
            );
            if !joined {
                break;
            }
            let Piece::Group(_, mut first) = inside.remove(0) else { break };
            first.append(&mut inside);
            inside = first;
        }
    }
    inside
}

/// Whether a level is operands joined by this operator, each in brackets of its own or a negation of such.
fn is_joined(pieces: &[Piece], operator: &str) -> bool {
    let mut any = false;
    for piece in pieces {
        if let Piece::Plain(text) = piece {
            any |= text.contains(operator);
            if ["SELECT ", "CASE ", " WHEN ", ","].iter().any(|other| text.contains(other)) {
                return false;
            }
        }
    }
    any
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn forms_that_do_not_stay() {
        for (first, stays) in [
            (
                "((state)::text = ANY ((ARRAY['a'::character varying, 'b, c'::character varying])::text[]))",
                "((state)::text = ANY (ARRAY[('a'::character varying)::text, ('b, c'::character varying)::text]))",
            ),
            ("(((a >= 1) AND (a <= 2)) AND (b > 0))", "((a >= 1) AND (a <= 2) AND (b > 0))"),
            ("((x > 0) AND ((a >= 1) AND (a <= 2)))", "((x > 0) AND ((a >= 1) AND (a <= 2)))"),
            ("((((a) OR (b)) OR (c)) AND (d))", "(((a) OR (b) OR (c)) AND (d))"),
            (" SELECT 1\n   FROM (VALUES (1), (2)) v", " SELECT 1\n   FROM ( VALUES (1), (2)) v"),
            ("(a = ANY (ARRAY['x'::text, 'y'::text]))", "(a = ANY (ARRAY['x'::text, 'y'::text]))"),
            ("(ARRAY['x'::text])::text[]", "ARRAY['x'::text]"),
            ("('(((a) AND (b)) AND (c))'::text) AND (x", "('(((a) AND (b)) AND (c))'::text) AND (x"),
        ] {
            assert_eq!(canonical(first), stays);
            assert_eq!(canonical(stays), stays, "the form that stays, stays");
        }
    }

    proptest! {
        #[test]
        fn it_is_a_fixed_point_and_never_panics(text in "[(){}\\[\\]'\"a-c: ,ANDORVLUESXY.]{0,60}") {
            let once = canonical(&text).into_owned();
            prop_assert_eq!(canonical(&once).into_owned(), once);
        }
    }
}
