//! The statements of a dump.

use super::lexical::{Kind, Token, Tokens};

/// One statement: its text without comments around it and without the semicolon, and its tokens.
#[derive(Debug, Clone)]
pub(super) struct Statement {
    pub(super) text: String,
    pub(super) tokens: Vec<Token>,
}

impl Statement {
    pub(super) fn new(text: &str) -> Self {
        let text = text.trim().to_owned();
        Self { tokens: Tokens::of(&text).collect(), text }
    }

    /// The tokens that mean something.
    pub(super) fn words(&self) -> impl Iterator<Item = (&Token, &str)> {
        self.tokens
            .iter()
            .filter(|token| !matches!(token.kind, Kind::Space | Kind::Comment))
            .map(|token| (token, &self.text[token.range.clone()]))
    }

    /// Whether the statement begins with these words, in any case.
    pub(super) fn starts_with(&self, words: &[&str]) -> bool {
        let mut own = self.words();
        words.iter().all(|word| own.next().is_some_and(|(_, text)| text.eq_ignore_ascii_case(word)))
    }
}

/// Cuts a dump into statements. Lines for `psql` itself (`\connect`, `\restrict`) and comments between statements are
/// left out.
pub(super) fn statements(dump: &str) -> Vec<Statement> {
    let mut statements = Vec::new();
    let mut current = Current::default();
    let mut tokens = Tokens::of(dump);
    while let Some(token) = tokens.next() {
        let text = &dump[token.range.clone()];
        match token.kind {
            Kind::Space | Kind::Comment if current.text.is_empty() => continue,
            Kind::Symbol if current.text.is_empty() && text == "\\" => {
                tokens.skip_line();
                continue;
            }
            Kind::Word => current.word(text),
            Kind::Symbol => match text {
                "(" => current.parentheses += 1,
                ")" => current.parentheses -= 1,
                ";" if current.is_complete() => {
                    statements.push(Statement::new(&std::mem::take(&mut current).text));
                    continue;
                }
                _ => {}
            },
            _ => {}
        }
        current.text.push_str(text);
    }
    if !current.text.trim().is_empty() {
        statements.push(Statement::new(&current.text));
    }
    statements
}

/// A statement in the making. A semicolon does not end it between parentheses (rules with several actions) and between
/// the `BEGIN ATOMIC` and the `END` of a routine.
#[derive(Debug, Default)]
struct Current {
    text: String,
    parentheses: i32,
    words: Vec<String>,
    blocks: i32,
}

impl Current {
    fn word(&mut self, word: &str) {
        let word = word.to_ascii_lowercase();
        if self.is_routine() {
            match word.as_str() {
                "begin" => self.blocks += 1,
                "case" if self.blocks > 0 => self.blocks += 1,
                "end" if self.blocks > 0 => self.blocks -= 1,
                _ => {}
            }
        }
        if self.words.len() < 4 {
            self.words.push(word);
        }
    }

    fn is_routine(&self) -> bool {
        let words: Vec<_> = self.words.iter().map(String::as_str).collect();
        matches!(
            words.as_slice(),
            ["create", "function" | "procedure", ..] | ["create", "or", "replace", "function" | "procedure"]
        )
    }

    fn is_complete(&self) -> bool {
        self.parentheses <= 0 && self.blocks <= 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(dump: &str, expected: &[&str]) {
        let found: Vec<_> = statements(dump).into_iter().map(|s| s.text).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn semicolons_that_end_nothing() {
        check("SELECT ';' AS \"a;b\"; -- c;d\nSELECT 2;", &["SELECT ';' AS \"a;b\"", "SELECT 2"]);
        check(
            "CREATE FUNCTION f() RETURNS int\n LANGUAGE sql\n BEGIN ATOMIC\n SELECT CASE WHEN true THEN 1 END;\n SELECT 2;\nEND;\nSELECT 3;",
            &[
                "CREATE FUNCTION f() RETURNS int\n LANGUAGE sql\n BEGIN ATOMIC\n SELECT CASE WHEN true THEN 1 END;\n SELECT 2;\nEND",
                "SELECT 3",
            ],
        );
        check(
            "CREATE RULE r AS ON INSERT TO t DO ( DELETE FROM a; DELETE FROM b; );SELECT 1;",
            &["CREATE RULE r AS ON INSERT TO t DO ( DELETE FROM a; DELETE FROM b; )", "SELECT 1"],
        );
        check(
            "CREATE FUNCTION g() RETURNS void LANGUAGE plpgsql AS $_$ BEGIN; END; $_$;\nSELECT 1;",
            &["CREATE FUNCTION g() RETURNS void LANGUAGE plpgsql AS $_$ BEGIN; END; $_$", "SELECT 1"],
        );
        check(
            "COMMENT ON COLUMN t.\"end\" IS 'begin';CREATE TABLE \"begin\" ();",
            &["COMMENT ON COLUMN t.\"end\" IS 'begin'", "CREATE TABLE \"begin\" ()"],
        );
    }

    #[test]
    fn commands_go_and_texts_stay() {
        check(
            "\\restrict abc'def\n\nSELECT 1;\n\\connect \"x\"\nCOMMENT ON TABLE t IS 'a\n\\restrict no\nb';\n\\unrestrict abc'def\n",
            &["SELECT 1", "COMMENT ON TABLE t IS 'a\n\\restrict no\nb'"],
        );
    }
}
