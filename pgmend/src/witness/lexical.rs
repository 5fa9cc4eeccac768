//! Just enough of PostgreSQL's lexical rules to tell where the statements of a dump end.

use std::ops::Range;

/// What a piece of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Space,
    Comment,
    /// Between apostrophes or dollars.
    Text,
    /// Between quotes.
    Name,
    /// Letters, digits, `_` and `$`.
    Word,
    /// One character of anything else.
    Symbol,
}

/// A piece of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) kind: Kind,
    pub(crate) range: Range<usize>,
}

/// Cuts a text into tokens, without loss.
#[derive(Debug, Clone)]
pub(crate) struct Tokens<'a> {
    text: &'a str,
    place: usize,
    /// Whether the last token was an `E`, after which a text knows backslashes.
    after_e: bool,
}

impl<'a> Tokens<'a> {
    pub(crate) fn of(text: &'a str) -> Self {
        Self { text, place: 0, after_e: false }
    }

    /// Goes on after the next end of line, whatever stands before it.
    pub(crate) fn skip_line(&mut self) {
        let rest = &self.text[self.place..];
        self.place += rest.find('\n').map_or(rest.len(), |end| end + 1);
        self.after_e = false;
    }
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        let rest = &self.text[self.place..];
        let first = rest.chars().next()?;
        let (kind, length) = if first.is_whitespace() {
            (Kind::Space, length_while(rest, char::is_whitespace))
        } else if rest.starts_with("--") {
            (Kind::Comment, rest.find('\n').unwrap_or(rest.len()))
        } else if rest.starts_with("/*") {
            (Kind::Comment, block_comment(rest))
        } else if first == '\'' {
            (Kind::Text, quoted(rest, '\'', self.after_e))
        } else if first == '"' {
            (Kind::Name, quoted(rest, '"', false))
        } else if let Some(length) = dollar(rest) {
            (Kind::Text, length)
        } else if is_word(first) && first != '$' {
            (Kind::Word, length_while(rest, is_word))
        } else {
            (Kind::Symbol, first.len_utf8())
        };
        let range = self.place..self.place + length;
        self.place = range.end;
        self.after_e = self.text[range.clone()].eq_ignore_ascii_case("e");
        Some(Token { kind, range })
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '$' || !c.is_ascii()
}

fn length_while(text: &str, test: impl Fn(char) -> bool) -> usize {
    text.find(|c| !test(c)).unwrap_or(text.len())
}

/// The length up to the closing mark; a doubled mark does not close.
fn quoted(text: &str, mark: char, backslashes: bool) -> usize {
    let mut characters = text.char_indices().skip(1).peekable();
    while let Some((place, c)) = characters.next() {
        if backslashes && c == '\\' {
            characters.next();
        } else if c == mark {
            match characters.peek() {
                Some((_, next)) if *next == mark => {
                    characters.next();
                }
                _ => return place + 1,
            }
        }
    }
    text.len()
}

fn block_comment(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut place = 0;
    while place < text.len() {
        let rest = &text[place..];
        if rest.starts_with("/*") {
            depth += 1;
            place += 2;
        } else if rest.starts_with("*/") {
            depth -= 1;
            place += 2;
            if depth == 0 {
                return place;
            }
        } else {
            place += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}

/// The length of `$tag$…$tag$`, if that is what the text begins with.
fn dollar(text: &str) -> Option<usize> {
    let rest = text.strip_prefix('$')?;
    let end = rest.find('$')?;
    let tag = &rest[..end];
    let fits = tag.chars().all(|c| is_word(c) && c != '$') && !tag.starts_with(|c: char| c.is_ascii_digit());
    if !fits {
        return None;
    }
    let mark = &text[..end + 2];
    let close = text[mark.len()..].find(mark)?;
    Some(mark.len() + close + mark.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(Kind, &str)]) {
        let found: Vec<_> = Tokens::of(text)
            .filter(|token| token.kind != Kind::Space)
            .map(|token| (token.kind, &text[token.range]))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn quotes_of_every_kind() {
        use Kind::{Comment, Name, Symbol, Text, Word};
        check(r"'it''s;'", &[(Text, r"'it''s;'")]);
        check(r"E'it\'s;' 'a\'", &[(Word, "E"), (Text, r"'it\'s;'"), (Text, r"'a\'")]);
        check("\"Weird \"\"Name;😀\".x", &[(Name, "\"Weird \"\"Name;😀\""), (Symbol, "."), (Word, "x")]);
        check("$$a;$b$;$$ $b$ $$;$b$", &[(Text, "$$a;$b$;$$"), (Text, "$b$ $$;$b$")]);
        check("a$b$c", &[(Word, "a$b$c")]);
        check("$1 + $2", &[(Symbol, "$"), (Word, "1"), (Symbol, "+"), (Symbol, "$"), (Word, "2")]);
        check("-- x;'\na", &[(Comment, "-- x;'"), (Word, "a")]);
        check("/* a /* ; */ é */b", &[(Comment, "/* a /* ; */ é */"), (Word, "b")]);
        check("größe😀", &[(Word, "größe😀")]);
    }

    #[test]
    fn nothing_is_lost() {
        let text = "SELECT 'a' /* never closed $$ \" é";
        let whole: String = Tokens::of(text).map(|t| &text[t.range]).collect();
        assert_eq!(whole, text);
    }
}
