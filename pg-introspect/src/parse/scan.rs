//! Takes pieces out of the server's own definitions: what is quoted or in parentheses is skipped whole.

/// A piece of a definition at the top level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token<'a> {
    /// A run of letters, digits, `_` and `$`.
    Word(&'a str),
    /// `( … )` or `[ … ]`, whole: what is inside.
    Group(&'a str),
    /// Anything else: a quoted name, a string, a sign.
    Other,
}

/// The length of what is quoted at the start of `text`, closing quote included. In strings after `E` a backslash
/// guards the next character; the server writes no other strings with backslashes.
fn quoted(text: &str, quote: u8, escapes: bool) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 1;
    while at < bytes.len() {
        if bytes[at] == quote {
            if bytes.get(at + 1) != Some(&quote) {
                return Some(at + 1);
            }
            at += 1;
        } else if escapes && bytes[at] == b'\\' {
            at += 1;
        }
        at += 1;
    }
    None
}

/// The first token of `text` after white space, and where the rest starts. `None` at the end, and where a quote or a
/// parenthesis is not closed.
fn token(text: &str) -> Option<(Token<'_>, usize)> {
    let start = text.len() - text.trim_start().len();
    let here = &text[start..];
    let first = *here.as_bytes().first()?;
    let is_word = |b: u8| b.is_ascii_alphanumeric() || b == b'_' || b == b'$' || !b.is_ascii();
    match first {
        b'\'' | b'"' => quoted(here, first, false).map(|len| (Token::Other, start + len)),
        b'(' | b'[' => {
            let mut at = 1;
            loop {
                let rest = &here[at..];
                let blank = rest.len() - rest.trim_start().len();
                match rest.as_bytes().get(blank) {
                    Some(b')' | b']') => {
                        let end = at + blank;
                        return Some((Token::Group(&here[1..end]), start + end + 1));
                    }
                    Some(_) => at += token(rest)?.1,
                    None => return None,
                }
            }
        }
        b if is_word(b) => {
            let len = here.bytes().position(|b| !is_word(b)).unwrap_or(here.len());
            if matches!(&here[..len], "E" | "e") && here.as_bytes().get(len) == Some(&b'\'') {
                let string = quoted(&here[len..], b'\'', true)?;
                return Some((Token::Other, start + len + string));
            }
            Some((Token::Word(&here[..len]), start + len))
        }
        _ => Some((Token::Other, start + 1)),
    }
}

/// What stands in the parentheses after the keyword `word`: the condition of `… WHEN (condition) EXECUTE …`. Keywords are
/// reserved words, which the server quotes where they are names.
pub(crate) fn group_after<'a>(definition: &'a str, word: &str) -> Option<&'a str> {
    let mut rest = definition;
    let mut found = false;
    while let Some((token, end)) = token(rest) {
        match token {
            Token::Group(inner) if found => return Some(inner),
            Token::Word(this) => found = this == word,
            _ => found = false,
        }
        rest = &rest[end..];
    }
    None
}

/// What stands before the keyword `word`, and what after it. Keywords as above.
pub(crate) fn split_at_word<'a>(definition: &'a str, word: &str) -> Option<(&'a str, &'a str)> {
    let mut at = 0;
    loop {
        let (token, end) = token(&definition[at..])?;
        let after = &definition[at + end..];
        if matches!(token, Token::Word(this) if this == word) {
            return Some((&definition[..at], after));
        }
        at += end;
    }
}

/// The first group of a definition: the key columns of `CREATE INDEX … USING btree (…)`.
pub(crate) fn first_group(definition: &str) -> Option<&str> {
    let mut rest = definition;
    while let Some((token, end)) = token(rest) {
        if let Token::Group(inner) = token {
            return Some(inner);
        }
        rest = &rest[end..];
    }
    None
}

/// Splits a list at its commas.
pub(crate) fn split_list(list: &str) -> Option<Vec<&str>> {
    let mut items = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < list.len() && !list[at..].trim_start().is_empty() {
        let blank = list[at..].len() - list[at..].trim_start().len();
        let end = at + token(&list[at..])?.1;
        if list.as_bytes().get(at + blank) == Some(&b',') {
            items.push(list[start..at + blank].trim());
            start = end;
        }
        at = end;
    }
    items.push(list[start..].trim());
    Some(items)
}

/// An item of a list such as `a = 1`: the name without its quotes, and the value as it stands.
pub(crate) fn assignment(item: &str) -> Option<(String, &str)> {
    let (_, end) = token(item)?;
    let name = item[..end].trim();
    let name = match name.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        Some(inner) => inner.replace("\"\"", "\""),
        None => name.to_owned(),
    };
    Some((name, item[end..].trim_start().strip_prefix('=')?.trim_start()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn when(definition: &str) -> Option<&str> {
        group_after(definition, "WHEN")
    }

    #[test]
    fn conditions_of_triggers() {
        assert_eq!(
            when(
                "CREATE TRIGGER t BEFORE UPDATE ON public.t FOR EACH ROW WHEN ((old.a IS DISTINCT FROM new.a)) EXECUTE FUNCTION public.f()"
            ),
            Some("(old.a IS DISTINCT FROM new.a)")
        );
        assert_eq!(
            when(
                r#"CREATE TRIGGER " WHEN (x) " BEFORE UPDATE ON public." WHEN (1" FOR EACH ROW WHEN ((old."a)" = ') WHEN ('::text)) EXECUTE FUNCTION public.f('WHEN (no)')"#
            ),
            Some(r#"(old."a)" = ') WHEN ('::text)"#)
        );
        assert_eq!(
            when(
                r"CREATE TRIGGER t BEFORE UPDATE ON t FOR EACH ROW WHEN ((new.a = E'\\'')'::text)) EXECUTE FUNCTION f()"
            ),
            Some(r"(new.a = E'\\'')'::text)")
        );
        assert_eq!(
            when("CREATE TRIGGER t BEFORE UPDATE ON public.t FOR EACH ROW EXECUTE FUNCTION f('WHEN (x)')"),
            None
        );
    }

    #[test]
    fn case_expressions_inside_are_no_condition() {
        assert_eq!(
            when("X WHEN (CASE WHEN (a) THEN b ELSE c END) EXECUTE FUNCTION f()"),
            Some("CASE WHEN (a) THEN b ELSE c END")
        );
    }

    #[test]
    fn lists() {
        let definition = r#"CREATE INDEX "i (" ON public.t USING btree (a, lower(b) COLLATE "C", "x,y", ((c || ','::text))) WHERE (d > 0)"#;
        let list = first_group(definition).unwrap();
        assert_eq!(
            split_list(list).unwrap(),
            ["a", r#"lower(b) COLLATE "C""#, r#""x,y""#, "((c || ','::text))"]
        );
        assert_eq!(split_list("a").unwrap(), ["a"]);
        assert_eq!(split_list("f(x),  b ").unwrap(), ["f(x)", "b"]);
    }

    #[test]
    fn assignments() {
        let list = split_list(r#"stopwords = 'a, b', "Odd "" = name" = E'\\', n = 1"#).unwrap();
        let all: Vec<_> = list.into_iter().map(|item| assignment(item).unwrap()).collect();
        let expected = [("stopwords", "'a, b'"), ("Odd \" = name", r"E'\\'"), ("n", "1")];
        assert_eq!(all, expected.map(|(name, value)| (name.to_owned(), value)));
        assert_eq!(assignment("n"), None);
    }

    #[test]
    fn what_is_not_closed_is_nothing() {
        for text in ["WHEN (a", "WHEN ('a)", "WHEN (\"a)", "WHEN", ""] {
            assert_eq!(when(text), None);
        }
    }

    fn ident() -> impl Strategy<Value = String> {
        ".{1,12}".prop_map(|name| format!("\"{}\"", name.replace('"', "\"\"")))
    }

    fn literal() -> impl Strategy<Value = String> {
        ".{0,12}".prop_map(|text| {
            let plain = text.replace('\'', "''");
            if plain.contains('\\') {
                format!("E'{}'", plain.replace('\\', "\\\\"))
            } else {
                format!("'{plain}'")
            }
        })
    }

    proptest! {
        #[test]
        fn any_names_and_strings(name in ident(), table in ident(), column in ident(), value in literal(), argument in literal()) {
            let condition = format!("(old.{column} = {value}::text)");
            let definition = format!(
                "CREATE TRIGGER {name} BEFORE UPDATE OF {column} ON {table} FOR EACH ROW WHEN ({condition}) EXECUTE FUNCTION f({argument})"
            );
            prop_assert_eq!(when(&definition), Some(condition.as_str()));
        }

        #[test]
        fn any_text_ends(text in ".*") {
            let _ = when(&text);
            let _ = split_list(&text);
            let _ = first_group(&text);
        }
    }
}
