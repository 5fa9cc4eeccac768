//! What two dumps of equal schemas may differ in, taken out.

use schema_model::is_secret_option;

use super::DumpOptions;
use super::lexical::{Kind, Token};
use super::statements::{Statement, statements};

/// In place of the name of the database.
const DATABASE: &str = "current_database";

/// The statements of a dump, each in its normal form, in the order of their texts.
pub(super) fn normalize(dump: &str, database: &str, options: &DumpOptions) -> Vec<String> {
    let mut session = Session::default();
    let mut normal: Vec<String> =
        statements(dump).iter().filter_map(|statement| session.take(statement, database, options)).collect();
    normal.sort();
    normal
}

/// What earlier statements of a dump mean for later ones: with the order gone, it has to be said at each of them.
#[derive(Debug, Default)]
struct Session {
    tablespace: String,
    access_method: String,
    role: String,
}

impl Session {
    /// The normal form, unless it is a statement about the session.
    fn take(&mut self, statement: &Statement, database: &str, options: &DumpOptions) -> Option<String> {
        if statement.starts_with(&["SET", "SESSION", "AUTHORIZATION"]) {
            self.role = statement.words().nth(3).map(|(_, text)| text.to_owned())?;
            return None;
        }
        if statement.starts_with(&["RESET", "SESSION", "AUTHORIZATION"]) {
            self.role.clear();
            return None;
        }
        if statement.starts_with(&["SET"]) {
            self.set(statement);
            return None;
        }
        if statement.starts_with(&["SELECT", "pg_catalog", ".", "set_config"])
            || statement.starts_with(&["CREATE", "DATABASE"])
        {
            return None;
        }
        let without_notes = without_server_notes(statement)?;
        let mut normal = with_sorted_options(&subscribed(&without_secrets(&without_notes)));
        if !options.column_order {
            normal = with_sorted_columns(&normal);
        }
        let normal = without_database(&normal, database);
        Some(format!("{normal}{}", self.said(statement)))
    }

    fn set(&mut self, statement: &Statement) {
        let text = statement.text["SET".len()..].trim();
        let Some((name, value)) = text.split_once('=') else {
            return;
        };
        let value = value.trim();
        match name.trim() {
            "default_tablespace" => self.tablespace = value.trim_matches('\'').to_owned(),
            "default_table_access_method" => self.access_method = value.to_owned(),
            _ => {}
        }
    }

    fn said(&self, statement: &Statement) -> String {
        let mut said = String::new();
        let words: Vec<String> = statement
            .words()
            .take_while(|(token, _)| token.kind == Kind::Word)
            .map(|(_, text)| text.to_ascii_uppercase())
            .collect();
        let has = |word: &str| words.iter().any(|w| w == word);
        let creates = words.first().is_some_and(|word| word == "CREATE");
        let table = creates && has("TABLE") && !has("FOREIGN");
        let materialized = creates && has("MATERIALIZED");
        let index = creates && has("INDEX");
        if !self.tablespace.is_empty() && (table || materialized || index || adds_index(statement)) {
            said.push_str(&format!("\n-- tablespace {}", self.tablespace));
        }
        let partitioned = statement.text.contains("\nPARTITION BY ");
        if (table && !partitioned || materialized) && !matches!(self.access_method.as_str(), "" | "heap") {
            said.push_str(&format!("\n-- access method {}", self.access_method));
        }
        if !self.role.is_empty() && (has("GRANT") || has("REVOKE")) {
            said.push_str(&format!("\n-- granted by {}", self.role));
        }
        said
    }
}

/// `ALTER TABLE … ADD CONSTRAINT … PRIMARY KEY | UNIQUE | EXCLUDE`
fn adds_index(statement: &Statement) -> bool {
    statement.starts_with(&["ALTER", "TABLE"])
        && statement
            .words()
            .any(|(token, text)| token.kind == Kind::Word && matches!(text, "PRIMARY" | "UNIQUE" | "EXCLUDE"))
}

/// `ALTER TABLE … ALTER COLUMN … SET (pg_attver=…)`: what newer minor versions note of a column, as a `pg_dump` says it that does
/// not know of it. Nothing, if nothing else is set.
fn without_server_notes(statement: &Statement) -> Option<Statement> {
    let note = |item: &str| item.trim().starts_with("pg_attver=");
    let parts = statement.text.rsplit_once(" SET (").filter(|_| statement.starts_with(&["ALTER"]));
    let Some((head, items)) = parts.and_then(|(head, rest)| Some((head, rest.strip_suffix(')')?))) else {
        return Some(statement.clone());
    };
    if !items.split(',').any(note) {
        return Some(statement.clone());
    }
    let rest: Vec<&str> = items.split(',').map(str::trim).filter(|item| !note(item)).collect();
    (!rest.is_empty()).then(|| Statement::new(&format!("{head} SET ({})", rest.join(", "))))
}

/// In place of what is secret, which is neither compared nor shown.
const SECRET: &str = "'…'";

/// Options of something foreign whose values are secret by their name, and where a subscription connects to.
fn without_secrets(statement: &Statement) -> Statement {
    let subscription = statement.starts_with(&["CREATE", "SUBSCRIPTION"]);
    let words: Vec<_> = statement.words().collect();
    let mut secret = Vec::new();
    let (mut options, mut key) = (false, String::new());
    for (number, (token, text)) in words.iter().enumerate() {
        match (token.kind, *text) {
            (Kind::Word, "OPTIONS") => options = true,
            (Kind::Symbol, ")") => options = false,
            (Kind::Text, _) => {
                // A text with backslashes has an `E` before it.
                let escaped =
                    number.checked_sub(1).and_then(|at| words.get(at)).filter(|(_, text)| *text == "E");
                let connects = subscription && key == "CONNECTION";
                if connects || options && is_secret_option(&key) {
                    secret.push(escaped.map_or(token.range.start, |(e, _)| e.range.start)..token.range.end);
                }
            }
            (Kind::Word, "E") => {}
            (Kind::Name, name) => key = name.trim_matches('"').replace("\"\"", "\""),
            (_, word) => key = word.to_owned(),
        }
    }
    if secret.is_empty() {
        return statement.clone();
    }
    let mut text = statement.text.clone();
    for range in secret.into_iter().rev() {
        text.replace_range(range, SECRET);
    }
    Statement::new(&text)
}

/// The publications of a subscription in the order of their names: the server keeps the one in which they were said.
fn subscribed(statement: &Statement) -> Statement {
    if !statement.starts_with(&["CREATE", "SUBSCRIPTION"]) {
        return statement.clone();
    }
    let place =
        |word: &str| statement.words().filter(|(_, text)| *text == word).last().map(|(token, _)| token);
    let (Some(first), Some(last)) = (place("PUBLICATION"), place("WITH")) else { return statement.clone() };
    let (start, end) = (first.range.end, last.range.start);
    let within = |token: &&Token| token.range.start >= start && token.range.end <= end;
    let named = |token: &Token| matches!(token.kind, Kind::Name | Kind::Word);
    let tokens = statement.tokens.iter().filter(within).filter(|token| named(token));
    let mut names: Vec<&str> = tokens.map(|token| &statement.text[token.range.clone()]).collect();
    names.sort_unstable();
    let (before, after) = (&statement.text[..start], &statement.text[end..]);
    Statement::new(&format!("{before} {} {after}", names.join(", ")))
}

/// The server keeps storage parameters, and the tags of an event trigger, in the order in which they were set, which means
/// nothing.
fn with_sorted_options(statement: &Statement) -> Statement {
    if !statement.starts_with(&["CREATE"]) && !statement.starts_with(&["ALTER"]) {
        return statement.clone();
    }
    let list = if statement.starts_with(&["CREATE", "EVENT", "TRIGGER"]) { "IN" } else { "WITH" };
    let words: Vec<_> = statement.words().collect();
    let mut depth = 0;
    for (number, (token, text)) in words.iter().enumerate() {
        match *text {
            "(" => depth += 1,
            ")" => depth -= 1,
            word if word == list && depth == 0 && token.kind == Kind::Word => {
                if let Some((open, "(")) = words.get(number + 1) {
                    return with_sorted_items(statement, open.range.end, ", ");
                }
            }
            _ => {}
        }
    }
    statement.clone()
}

/// Columns and constraints of `CREATE TABLE t ( … )`, attributes of `CREATE TYPE t AS ( … )`.
fn with_sorted_columns(statement: &Statement) -> Statement {
    let table = statement.starts_with(&["CREATE", "TABLE"])
        || statement.starts_with(&["CREATE", "UNLOGGED", "TABLE"])
        || statement.starts_with(&["CREATE", "FOREIGN", "TABLE"]);
    let mut words = statement.words();
    let composite = statement.starts_with(&["CREATE", "TYPE"])
        && words.by_ref().any(|(token, text)| token.kind == Kind::Word && text == "AS")
        && words.next().is_some_and(|(_, text)| text == "(");
    if !table && !composite {
        return statement.clone();
    }
    let open = statement.words().find(|(_, text)| *text == "(");
    match open {
        Some((open, _)) => with_sorted_items(statement, open.range.end, ",\n    "),
        None => statement.clone(),
    }
}

/// Sorts what stands between commas from `start` up to the closing parenthesis.
fn with_sorted_items(statement: &Statement, start: usize, separator: &str) -> Statement {
    let mut items = Vec::new();
    let mut item_start = start;
    let mut depth = 0;
    for token in statement.tokens.iter().filter(|token| token.range.start >= start) {
        let text = &statement.text[token.range.clone()];
        match (token.kind, text) {
            (Kind::Symbol, ")") if depth == 0 => {
                items.push(&statement.text[item_start..token.range.start]);
                let mut sorted: Vec<_> = items.iter().map(|item| item.trim()).collect();
                sorted.sort_unstable();
                let first = items.first().copied().unwrap_or_default();
                let last = items.last().copied().unwrap_or_default();
                let lead = &first[..first.len() - first.trim_start().len()];
                let tail = &last[last.trim_end().len()..];
                let text = format!(
                    "{}{lead}{}{tail}{}",
                    &statement.text[..start],
                    sorted.join(separator),
                    &statement.text[token.range.start..]
                );
                return Statement::new(&text);
            }
            (Kind::Symbol, "(" | "[") => depth += 1,
            (Kind::Symbol, ")" | "]") => depth -= 1,
            (Kind::Symbol, ",") if depth == 0 => {
                items.push(&statement.text[item_start..token.range.start]);
                item_start = token.range.end;
            }
            _ => {}
        }
    }
    statement.clone()
}

/// Two copies have different names: the one after `DATABASE` goes.
fn without_database(statement: &Statement, database: &str) -> String {
    let plain = database.to_owned();
    let quoted = format!("\"{}\"", database.replace('"', "\"\""));
    let words: Vec<_> = statement.words().collect();
    let mut text = statement.text.clone();
    for pair in words.windows(2).rev() {
        let [(before, word), (name, written)] = pair else {
            continue;
        };
        let is_name = *written == plain || *written == quoted;
        if before.kind == Kind::Word && *word == "DATABASE" && is_name {
            text.replace_range(name.range.clone(), DATABASE);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(options: &DumpOptions, dump: &str, expected: &[&str]) {
        assert_eq!(normalize(dump, "Odd \"db", options), expected);
    }

    #[test]
    fn the_order_of_statements_and_options_goes() {
        check(
            &DumpOptions::default(),
            "SET lock_timeout = 0;\nSELECT pg_catalog.set_config('search_path', '', false);\n\
             CREATE TABLE public.b (\n    x integer\n)\nWITH (fillfactor='70', autovacuum_enabled='false');\n\
             --\n-- Name: a; Type: TABLE\n--\nCREATE INDEX i ON public.b USING btree (x) WITH (b='1', a='2') WHERE (x > 0);\n\
             CREATE EVENT TRIGGER e ON ddl_command_end\n         WHEN TAG IN ('DROP TABLE', 'CREATE TABLE')\n   EXECUTE FUNCTION f();",
            &[
                "CREATE EVENT TRIGGER e ON ddl_command_end\n         WHEN TAG IN ('CREATE TABLE', 'DROP TABLE')\n   EXECUTE FUNCTION f()",
                "CREATE INDEX i ON public.b USING btree (x) WITH (a='2', b='1') WHERE (x > 0)",
                "CREATE TABLE public.b (\n    x integer\n)\nWITH (autovacuum_enabled='false', fillfactor='70')",
            ],
        );
    }

    #[test]
    fn what_the_server_notes_of_a_column_goes() {
        check(
            &DumpOptions::default(),
            "ALTER TABLE ONLY t ALTER COLUMN a SET (pg_attver=187585064);\n\
             ALTER TABLE ONLY t ALTER COLUMN b SET (n_distinct=5, pg_attver='1', n_distinct_inherited=7);\n\
             ALTER TABLE ONLY t ALTER COLUMN c SET (n_distinct=5);",
            &[
                "ALTER TABLE ONLY t ALTER COLUMN b SET (n_distinct=5, n_distinct_inherited=7)",
                "ALTER TABLE ONLY t ALTER COLUMN c SET (n_distinct=5)",
            ],
        );
    }

    #[test]
    fn what_is_secret_goes() {
        check(
            &DumpOptions::default(),
            "CREATE SUBSCRIPTION s CONNECTION E'host=h password=it\\'s' PUBLICATION b, \"WITH\", a WITH (connect = false, slot_name = 's');\n\
             CREATE USER MAPPING FOR PUBLIC SERVER x OPTIONS (\n    password 'p',\n    \"user\" 'u',\n    \"API_Token\" E'\\\\'\n);\n\
             CREATE FOREIGN TABLE t (\n    token text DEFAULT 'x'\n)\nSERVER x\nOPTIONS (\n    token 't'\n);\n\
             COMMENT ON TABLE password IS 'OPTIONS (password ''p'')';",
            &[
                "COMMENT ON TABLE password IS 'OPTIONS (password ''p'')'",
                "CREATE FOREIGN TABLE t (\n    token text DEFAULT 'x'\n)\nSERVER x\nOPTIONS (\n    token '…'\n)",
                "CREATE SUBSCRIPTION s CONNECTION '…' PUBLICATION \"WITH\", a, b WITH (connect = false, slot_name = 's')",
                "CREATE USER MAPPING FOR PUBLIC SERVER x OPTIONS (\n    password '…',\n    \"user\" 'u',\n    \"API_Token\" '…'\n)",
            ],
        );
    }

    #[test]
    fn the_order_of_columns_goes_on_request() {
        let dump = "CREATE TABLE t (\n    b numeric(3,1) DEFAULT f(1, 2),\n    a text[] DEFAULT ARRAY['x', ','],\n    CONSTRAINT c CHECK ((a <> b))\n)\nPARTITION BY RANGE (b, a);\nCREATE TYPE ty AS (\n\tb integer,\n\ta text\n);\nCREATE TYPE e AS ENUM (\n    'b',\n    'a'\n);";
        check(
            &DumpOptions::default().without_column_order(),
            dump,
            &[
                "CREATE TABLE t (\n    CONSTRAINT c CHECK ((a <> b)),\n    a text[] DEFAULT ARRAY['x', ','],\n    b numeric(3,1) DEFAULT f(1, 2)\n)\nPARTITION BY RANGE (b, a)",
                "CREATE TYPE e AS ENUM (\n    'b',\n    'a'\n)",
                "CREATE TYPE ty AS (\n\ta text,\n    b integer\n)",
            ],
        );
        let kept = normalize(dump, "d", &DumpOptions::default());
        assert!(kept[0].contains("    b numeric(3,1) DEFAULT f(1, 2),\n    a text"));
    }

    #[test]
    fn the_name_of_the_database_goes_and_nothing_else_of_that_name() {
        check(
            &DumpOptions::default(),
            "CREATE DATABASE \"Odd \"\"db\" WITH TEMPLATE = template0;\nALTER DATABASE \"Odd \"\"db\" OWNER TO x;\n\
             \\connect -reuse-previous=on \"dbname='Odd \"\"db'\"\nCOMMENT ON DATABASE \"Odd \"\"db\" IS 'DATABASE \"Odd \"\"db\"';\n\
             ALTER ROLE r IN DATABASE \"Odd \"\"db\" SET work_mem TO '1MB';\nCREATE SCHEMA \"Odd \"\"db\";",
            &[
                "ALTER DATABASE current_database OWNER TO x",
                "ALTER ROLE r IN DATABASE current_database SET work_mem TO '1MB'",
                "COMMENT ON DATABASE current_database IS 'DATABASE \"Odd \"\"db\"'",
                "CREATE SCHEMA \"Odd \"\"db\"",
            ],
        );
    }

    #[test]
    fn what_a_setting_means_is_said_where_it_counts() {
        check(
            &DumpOptions::default(),
            "SET default_tablespace = fast;\nSET default_table_access_method = mine;\nCREATE TABLE a (\n);\n\
             CREATE VIEW v AS SELECT 1;\nALTER TABLE ONLY a ADD CONSTRAINT k PRIMARY KEY (x);\nALTER TABLE ONLY a ADD CONSTRAINT f FOREIGN KEY (x) REFERENCES b(x);\n\
             SET default_tablespace = '';\nSET default_table_access_method = heap;\nCREATE TABLE b (\n);\n\
             SET SESSION AUTHORIZATION \"R 1\";\nGRANT SELECT ON TABLE a TO z;\nRESET SESSION AUTHORIZATION;\nGRANT SELECT ON TABLE a TO y;",
            &[
                "ALTER TABLE ONLY a ADD CONSTRAINT f FOREIGN KEY (x) REFERENCES b(x)",
                "ALTER TABLE ONLY a ADD CONSTRAINT k PRIMARY KEY (x)\n-- tablespace fast",
                "CREATE TABLE a (\n)\n-- tablespace fast\n-- access method mine",
                "CREATE TABLE b (\n)",
                "CREATE VIEW v AS SELECT 1",
                "GRANT SELECT ON TABLE a TO y",
                "GRANT SELECT ON TABLE a TO z\n-- granted by \"R 1\"",
            ],
        );
    }
}
