//! Rows that a coming exclusion constraint would refuse: each pair for which all its operators say yes.
//!
//! The model has the constraint as the server's text. What is needed of it are the expressions and the operators between the
//! brackets, and the predicate: they are found by brackets and words, and put into a query as they are. What does not look as
//! `pg_get_constraintdef` writes it is not asked about.

use schema_model::{MemberName, ObjectId};

use super::names::Before;
use super::{Probe, Rows, Unit};
use crate::witness::lexical::{Kind, Token, Tokens};

/// Expressions with the operators that compare them, and the predicate.
#[derive(Debug, PartialEq, Eq)]
struct Exclusion<'a> {
    elements: Vec<(&'a str, &'a str)>,
    predicate: Option<&'a str>,
}

pub(super) fn exclusion(
    before: &Before<'_>,
    id: &MemberName,
    text: &str,
    because: ObjectId,
) -> Option<Probe> {
    let table = before.table(&id.parent())?;
    if !before.means_the_same(&because) {
        return None;
    }
    let Exclusion { elements, predicate } = parse(text)?;
    let keys: Vec<String> =
        elements.iter().enumerate().map(|(n, (expression, _))| format!("({expression}) AS k{n}")).collect();
    let list = format!("tableoid AS t, ctid AS c, {}", keys.join(", "));
    let side = before.rows(&id.parent(), &list, predicate.unwrap_or("true"))?;
    let pairs: Vec<String> = elements
        .iter()
        .enumerate()
        .map(|(n, (_, operator))| format!("one.k{n} {operator} other.k{n}"))
        .collect();
    let shown: Vec<String> = (0..elements.len()).map(|n| format!("one.k{n}")).collect();
    let select = |one: &str| {
        format!(
            "SELECT {} FROM ({one}) AS one WHERE EXISTS (SELECT FROM ({}) AS other WHERE (one.t, one.c) <> (other.t, other.c) \
             AND {})",
            shown.join(", "),
            side.query,
            pairs.join(" AND ")
        )
    };
    Some(Probe {
        object: ObjectId::Table(table),
        because,
        unit: Unit::Row,
        what: format!("that another row excludes by {}", id.name),
        advice: "decide which of them stays, first".into(),
        rows: Rows { query: select(&side.query), sample: side.sample.as_deref().map(select) },
        blocks: true,
        converts: false,
        given: false,
    })
}

/// `EXCLUDE USING gist (room WITH =, during WITH &&) WHERE ((NOT cancelled))`
fn parse(text: &str) -> Option<Exclusion<'_>> {
    let tokens: Vec<Token> = Tokens::of(text).filter(|token| token.kind != Kind::Space).collect();
    let said = |token: &Token| &text[token.range.clone()];
    let open = tokens.iter().position(|token| said(token) == "(")?;
    let close = closing(text, &tokens, open)?;
    let mut elements = Vec::new();
    let mut first = open + 1;
    let mut at = first;
    while at <= close {
        if at == close || said(&tokens[at]) == "," {
            elements.push(element(text, tokens.get(first..at)?)?);
            first = at + 1;
        }
        at = if said(tokens.get(at)?) == "(" { closing(text, &tokens, at)? + 1 } else { at + 1 };
    }
    let mut at = close + 1;
    let mut predicate = None;
    while let Some(token) = tokens.get(at) {
        let next = tokens.get(at + 1).filter(|next| said(next) == "(").map(|_| at + 1);
        match (said(token), next) {
            ("WHERE", Some(open)) => {
                let close = closing(text, &tokens, open)?;
                predicate = Some(&text[tokens[open].range.start..tokens[close].range.end]);
                at = close + 1;
            }
            (_, Some(open)) => at = closing(text, &tokens, open)? + 1,
            (_, None) => at += 1,
        }
    }
    Some(Exclusion { elements, predicate })
}

/// The place of the bracket that closes the one at this place.
fn closing(text: &str, tokens: &[Token], open: usize) -> Option<usize> {
    let mut depth = 0;
    for (at, token) in tokens.iter().enumerate().skip(open) {
        match (token.kind, &text[token.range.clone()]) {
            (Kind::Symbol, "(") => depth += 1,
            (Kind::Symbol, ")") => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

/// `lower(tenant) COLLATE "C" text_ops WITH =`: the expression is what stands before the rest.
fn element<'a>(text: &'a str, tokens: &[Token]) -> Option<(&'a str, &'a str)> {
    let said = |token: &Token| &text[token.range.clone()];
    let mut end = 0;
    if said(tokens.first()?) == "(" {
        end = closing(text, tokens, 0)?;
    } else {
        // A column, or a function's name, qualified or not, with its arguments.
        while tokens.get(end + 1).is_some_and(|token| said(token) == ".") {
            end += 2;
        }
        if tokens.get(end + 1).is_some_and(|token| said(token) == "(") {
            end = closing(text, tokens, end + 1)?;
        }
    }
    let mut with = None;
    let mut at = end + 1;
    while let Some(token) = tokens.get(at) {
        match (token.kind, said(token)) {
            (Kind::Word, "WITH") => with = Some(at),
            (Kind::Symbol, "(") => at = closing(text, tokens, at)?,
            _ => {}
        }
        at += 1;
    }
    let operator = tokens.get(with? + 1..).filter(|rest| !rest.is_empty())?;
    let expression = &text[tokens.first()?.range.start..tokens.get(end)?.range.end];
    Some((expression, &text[operator.first()?.range.start..operator.last()?.range.end]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, elements: &[(&str, &str)], predicate: Option<&str>) {
        assert_eq!(parse(text), Some(Exclusion { elements: elements.to_vec(), predicate }), "{text}");
    }

    #[test]
    fn as_the_server_writes_them() {
        check("EXCLUDE USING gist (room WITH =, during WITH &&)", &[("room", "="), ("during", "&&")], None);
        check(
            "EXCLUDE USING btree (lower((tenant)::text) COLLATE \"C\" WITH =, \"Odd \"\", (n\" WITH =) WITH (fillfactor='60') \
             WHERE ((NOT cancelled)) DEFERRABLE INITIALLY DEFERRED",
            &[("lower((tenant)::text)", "="), ("\"Odd \"\", (n\"", "=")],
            Some("((NOT cancelled))"),
        );
        check(
            "EXCLUDE USING gist (((a + b)) inet_ops WITH OPERATOR(public.&&), public.f(x, ')') WITH <>)",
            &[("((a + b))", "OPERATOR(public.&&)"), ("public.f(x, ')')", "<>")],
            None,
        );
        check("EXCLUDE USING gist (name public.gist_trgm_ops (siglen='32') WITH =)", &[("name", "=")], None);
    }

    #[test]
    fn what_is_none_is_not_asked_about() {
        for text in ["", "EXCLUDE", "EXCLUDE USING gist (", "EXCLUDE USING gist ()", "EXCLUDE USING gist (a)"]
        {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
