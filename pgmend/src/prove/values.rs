//! Values for columns, by their types: the server says which texts a type takes.

use std::collections::BTreeMap;

use postgres::Client;
use sql_emit::literal;

use crate::error::{Error, Result, server_message};

/// Texts that some type or other takes as a value. The server is asked which.
const TEXTS: &[&str] = &[
    "1",
    "2",
    "3",
    "a",
    "b",
    "5",
    "7",
    "10",
    "42",
    "100",
    "0",
    "-1",
    "1.5",
    "0.25",
    "t",
    "f",
    "abc",
    "Abc Def",
    "x@example.org",
    "https://example.org/a",
    "A1",
    "",
    "2024-01-15",
    "2023-06-01 12:30:00+00",
    "2030-12-31",
    "12:34:56",
    "1 day",
    "2 hours",
    "00000000-0000-4000-8000-000000000001",
    "00000000-0000-4000-8000-000000000002",
    "00000000-0000-4000-8000-000000000003",
    "00000000-0000-4000-8000-000000000004",
    "192.0.2.1",
    "2001:db8::1",
    "192.0.2.0/24",
    "08:00:2b:01:02:03",
    "08:00:2b:01:02:03:04:05",
    "{\"a\": 1}",
    "[1, 2]",
    "(1,2)",
    "((0,0),(1,1))",
    "[(0,0),(1,1)]",
    "{1,2,3}",
    "<(0,0),2>",
    "((0,0),(1,0),(1,1))",
    "\\x0102",
    "101",
    "[1,10)",
    "[20,30)",
    "[40,50)",
    "[2024-01-01,2024-02-01)",
    "[2025-01-01,2025-02-01)",
    "[2026-01-01,2026-02-01)",
    "empty",
    "{[1,3),[5,7)}",
    "{}",
    "{1,2}",
    "{a,b}",
    "{t}",
    "Top.A",
    "a=>1",
    "<a/>",
    "a:1 b:2",
    "a & b",
    "0/1",
    "0/2",
    "12",
    "13",
    "14",
    "15",
    "16",
];

/// How deep types of types are followed.
const DEPTH: usize = 4;
/// As many values of a type are enough.
const ENOUGH: usize = 40;

/// Values by type, each looked up once.
#[derive(Debug, Default)]
pub(super) struct Values {
    known: BTreeMap<(u32, i32), Vec<String>>,
}

struct Type {
    name: String,
    sort: i8,
    category: i8,
    base: u32,
    base_modifier: i32,
    element: u32,
    relation: u32,
}

const TYPE: &str = "\
    SELECT pg_catalog.format_type(t.oid, $2), t.typtype, t.typcategory, t.typbasetype, t.typtypmod, t.typelem, t.typrelid
    FROM pg_catalog.pg_type t WHERE t.oid = $1";

const LABELS: &str =
    "SELECT enumlabel::pg_catalog.text FROM pg_catalog.pg_enum WHERE enumtypid = $1 ORDER BY enumsortorder";

const ATTRIBUTES: &str = "\
    SELECT atttypid, atttypmod FROM pg_catalog.pg_attribute WHERE attrelid = $1 AND attnum > 0 AND NOT attisdropped
    ORDER BY attnum";

const DOMAIN: &str =
    "SELECT pg_catalog.pg_get_constraintdef(oid) FROM pg_catalog.pg_constraint WHERE contypid = $1";

const SUBTYPE: &str = "SELECT rngsubtype FROM pg_catalog.pg_range WHERE rngtypid = $1";

/// Whether the server takes an expression as a value; its text.
fn text_of(client: &mut Client, expression: &str) -> Result<Option<String>> {
    match client.query_one(&format!("SELECT ({expression})::pg_catalog.text"), &[]) {
        Ok(row) => Ok(row.get(0)),
        Err(error) if error.as_db_error().is_some() => Ok(None),
        Err(error) => Err(Error::failed(format!("looking for values: {}", server_message(&error)))),
    }
}

impl Values {
    /// Those of these texts that a type takes, as expressions.
    pub(super) fn fitting(
        &mut self,
        client: &mut Client,
        of_type: u32,
        modifier: i32,
        texts: &[String],
    ) -> Result<Vec<String>> {
        let Some(found) = look_up(client, of_type, modifier)? else { return Ok(Vec::new()) };
        let expressions = texts.iter().map(|text| format!("{}::{}", literal(text), found.name));
        distinct(client, expressions)
    }

    /// Values of a type, as expressions.
    pub(super) fn of(&mut self, client: &mut Client, of_type: u32, modifier: i32) -> Result<Vec<String>> {
        self.within(client, of_type, modifier, DEPTH)
    }

    fn within(
        &mut self,
        client: &mut Client,
        of_type: u32,
        modifier: i32,
        depth: usize,
    ) -> Result<Vec<String>> {
        if let Some(known) = self.known.get(&(of_type, modifier)) {
            return Ok(known.clone());
        }
        if depth == 0 {
            return Ok(Vec::new());
        }
        let values = self.find(client, of_type, modifier, depth)?;
        self.known.insert((of_type, modifier), values.clone());
        Ok(values)
    }

    fn find(
        &mut self,
        client: &mut Client,
        of_type: u32,
        modifier: i32,
        depth: usize,
    ) -> Result<Vec<String>> {
        let Some(found) = look_up(client, of_type, modifier)? else { return Ok(Vec::new()) };
        let name = &found.name;
        let of_texts = |texts: &mut dyn Iterator<Item = String>| -> Vec<String> {
            texts.map(|text| format!("{}::{name}", literal(&text))).collect()
        };
        let ask = |client: &mut Client, sql: &str, oid: u32| {
            client
                .query(sql, &[&oid])
                .map_err(|e| Error::failed(format!("looking for values: {}", server_message(&e))))
        };
        let mut all = Vec::new();
        match found.sort as u8 {
            b'e' => {
                let rows = ask(client, LABELS, of_type)?;
                all = of_texts(&mut rows.iter().map(|row| row.get(0)));
            }
            b'd' => {
                for row in ask(client, DOMAIN, of_type)? {
                    all.extend(of_texts(&mut mentioned(row.get(0)).into_iter()));
                }
                let below = self.within(client, found.base, found.base_modifier, depth - 1)?;
                all.extend(below.iter().map(|value| format!("({value})::{name}")));
            }
            b'c' => {
                let mut fields = Vec::new();
                for row in ask(client, ATTRIBUTES, found.relation)? {
                    fields.push(self.within(client, row.get(0), row.get(1), depth - 1)?);
                }
                for n in 0..4 {
                    let values: Vec<&str> = fields
                        .iter()
                        .map(|values| values.get(n % values.len().max(1)).map_or("NULL", String::as_str))
                        .collect();
                    all.push(format!("ROW({})::{name}", values.join(", ")));
                }
            }
            b'r' => {
                for row in ask(client, SUBTYPE, of_type)? {
                    let below = self.within(client, row.get(0), -1, depth - 1)?;
                    let pairs = below.iter().flat_map(|low| below.iter().map(move |high| (low, high)));
                    let function = name.split('(').next().unwrap_or_default();
                    all.extend(pairs.take(60).map(|(low, high)| format!("{function}({low}, {high})")));
                }
            }
            _ if found.category as u8 == b'A' && found.element != 0 => {
                let below = self.within(client, found.element, modifier, depth - 1)?;
                for n in 0..3 {
                    if let Some(value) = below.get(n) {
                        let next = below.get(n + 1).unwrap_or(value);
                        all.push(format!("ARRAY[{value}, {next}]::{name}"));
                    }
                }
                all.push(format!("'{{}}'::{name}"));
            }
            _ => {}
        }
        // bit(n) takes exactly n digits.
        if found.name.starts_with("bit(") && modifier > 0 {
            let digits = usize::try_from(modifier).unwrap_or(1);
            all.extend(of_texts(&mut ["0", "1"].iter().map(|digit| digit.repeat(digits))));
        }
        if !matches!(found.sort as u8, b'e' | b'c') {
            all.extend(of_texts(&mut TEXTS.iter().map(|text| (*text).to_owned())));
        }
        distinct(client, all.into_iter())
    }
}

fn look_up(client: &mut Client, of_type: u32, modifier: i32) -> Result<Option<Type>> {
    let row = client
        .query_opt(TYPE, &[&of_type, &modifier])
        .map_err(|e| Error::failed(format!("looking for values: {}", server_message(&e))))?;
    Ok(row.map(|row| Type {
        name: row.get(0),
        sort: row.get(1),
        category: row.get(2),
        base: row.get(3),
        base_modifier: row.get(4),
        element: row.get(5),
        relation: row.get(6),
    }))
}

/// Those expressions that the server takes, one of each value.
fn distinct(client: &mut Client, expressions: impl Iterator<Item = String>) -> Result<Vec<String>> {
    let mut seen = std::collections::BTreeSet::new();
    let mut kept = Vec::new();
    for expression in expressions {
        if kept.len() >= ENOUGH {
            break;
        }
        if let Some(text) = text_of(client, &expression)?
            && seen.insert(text)
        {
            kept.push(expression);
        }
    }
    Ok(kept)
}

/// What an expression mentions: quoted texts, numbers with their neighbours, and texts of so many letters. Only looked at:
/// nobody but the server knows what it means.
pub(super) fn mentioned(expression: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = expression;
    while let Some(start) = rest.find('\'') {
        let mut text = String::new();
        let mut tail = &rest[start + 1..];
        while let Some(end) = tail.find('\'') {
            text.push_str(&tail[..end]);
            tail = &tail[end + 1..];
            match tail.strip_prefix('\'') {
                Some(more) => {
                    text.push('\'');
                    tail = more;
                }
                None => break,
            }
        }
        found.push(text.clone());
        // A pattern: something like it.
        if text.contains(['%', '_']) {
            found.push(text.replace('%', "a").replace('_', "b"));
        }
        if tail.len() >= rest.len() {
            break;
        }
        rest = tail;
    }
    for word in expression.split(|c: char| !c.is_ascii_digit() && c != '.') {
        if let Ok(number) = word.parse::<i64>() {
            found.extend([number, number.saturating_add(1), number.saturating_sub(1)].map(|n| n.to_string()));
            if let Ok(length @ 1..=200) = usize::try_from(number) {
                found.push("a".repeat(length));
            }
        } else if word.parse::<f64>().is_ok() {
            found.push(word.to_owned());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::mentioned;

    #[test]
    fn texts_and_numbers_are_mentioned() {
        let found = mentioned(
            "CHECK ((s = ANY (ARRAY['it''s'::text, 'b'::text])) AND (n > 17) AND (e ~~ '%@%'::text))",
        );
        for expected in ["it's", "b", "17", "18", "16", "a@a"] {
            assert!(found.iter().any(|text| text == expected), "{expected}: {found:?}");
        }
        assert!(mentioned("CHECK (('").len() < 3);
    }
}
