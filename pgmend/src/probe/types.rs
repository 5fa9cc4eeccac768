//! Values that don't fit a column's new type, or change on the way.

use schema_diff::{Using, type_change};
use schema_model::{Column, MemberName, ObjectId};
use sql_emit::{identifier, literal};

use super::names::Before;
use super::values::key;
use super::{Probe, Rows, Unit};

/// The first version with `pg_input_is_valid`.
const INPUT_IS_VALID: u32 = 16;

pub(super) fn conversion(before: &Before<'_>, id: &MemberName) -> Vec<Probe> {
    let (Some(column), Some(new)) = (before.column(id), before.to.get::<Column>(id)) else {
        return Vec::new();
    };
    let Some(old) = before.from.get::<Column>(&column) else { return Vec::new() };
    let change = type_change(&old.type_name, &new.type_name);
    if change.widens && change.using == Using::Assignment {
        return Vec::new();
    }
    let name = identifier(&column.name);
    let shown = format!("{}, {name}", key(before.from, &column.parent()));
    let because = ObjectId::Column(id.clone());
    let ask = |what: String, advice: &str, condition: String, blocks: bool| Probe {
        object: ObjectId::Column(column.clone()),
        because: because.clone(),
        unit: Unit::Row,
        what,
        advice: advice.into(),
        rows: Rows::of(&column.parent(), &shown, &condition),
        blocks,
        converts: true,
        given: false,
    };
    let unfit = format!("with a value that is no {}", new.type_name);
    let change_first = "change these values first";
    let converted = match change.using {
        Using::Assignment | Using::Cast => format!("{name}::{}", new.type_name),
        Using::ThroughText => format!("{name}::text::{}", new.type_name),
    };
    if before.from.server.major() >= INPUT_IS_VALID && change.using != Using::Assignment {
        let refused = format!(
            "{name} IS NOT NULL AND NOT pg_catalog.pg_input_is_valid({name}::text, {})",
            literal(&new.type_name)
        );
        return vec![ask(unfit, change_first, refused, true)];
    }
    if let Some(outside) = out_of_range(&name, &new.type_name) {
        return vec![ask(unfit, change_first, outside, true)];
    }
    if let Some(length) = length_of(&new.type_name) {
        // Assignment forgives spaces at the end.
        let long = format!("pg_catalog.length(pg_catalog.rtrim({name}::text)) > {length}");
        return vec![ask(unfit, change_first, long, true)];
    }
    // The server is asked to try: a value that does not fit is an error. One that comes back as another is told of.
    let changes = format!("({converted})::{} IS DISTINCT FROM {name}", old.type_name);
    vec![ask(
        format!("with a value that becomes another as {}", new.type_name),
        "look at them first",
        changes,
        false,
    )]
}

/// Which numbers an integer type has no room for.
fn out_of_range(name: &str, type_name: &str) -> Option<String> {
    let bits = match type_name {
        "smallint" => 15,
        "integer" => 31,
        "bigint" => 63,
        _ => return None,
    };
    let end: i128 = 1 << bits;
    Some(format!("pg_catalog.round({name}::numeric) NOT BETWEEN {} AND {}", -end, end - 1))
}

/// `character varying(50)`: 50.
fn length_of(type_name: &str) -> Option<u32> {
    let inside = type_name
        .strip_prefix("character varying(")
        .or_else(|| type_name.strip_prefix("character("))?
        .strip_suffix(')')?;
    inside.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_and_ranges() {
        assert_eq!(length_of("character varying(50)"), Some(50));
        assert_eq!(length_of("character varying(50)[]"), None);
        assert_eq!(length_of("text"), None);
        let range = out_of_range("n", "smallint");
        assert_eq!(range.as_deref(), Some("pg_catalog.round(n::numeric) NOT BETWEEN -32768 AND 32767"));
        assert!(out_of_range("n", "numeric(3,1)").is_none());
    }
}
