//! What changing a column's type means, told from the two names that `format_type` writes.

use schema_model::SqlText;

/// What `ALTER COLUMN … SET DATA TYPE` between two types does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TypeChange {
    /// Every row is written anew. Source: PostgreSQL's `ATColumnChangeRequiresRewrite` and the length coercions that
    /// its planner removes (`varchar_support`, `numeric_support` and kin).
    pub rewrites: bool,
    /// Every value fits, unchanged in meaning.
    pub widens: bool,
    /// The types are variations of one another: expressions that stand on the column keep their meaning.
    pub related: bool,
    /// How old values become new ones, where assignment does not.
    pub using: Using,
}

/// The `USING` that a type change needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Using {
    /// None: there is an assignment cast.
    Assignment,
    /// An explicit cast to the new type.
    Cast,
    /// A cast by way of `text`.
    ThroughText,
}

struct Parsed<'a> {
    base: String,
    modifiers: Vec<i64>,
    array: &'a str,
}

/// `timestamp(3) with time zone[]` is the base `timestamp with time zone`, the modifier 3 and the rest `[]`.
fn parse(name: &str) -> Parsed<'_> {
    let (element, array) = match name.find("[]") {
        Some(at) => name.split_at(at),
        None => (name, ""),
    };
    let plain = Parsed { base: element.to_owned(), modifiers: Vec::new(), array };
    if element.contains('"') {
        return plain;
    }
    let Some((before, rest)) = element.split_once('(') else {
        return plain;
    };
    let Some((inside, after)) = rest.split_once(')') else {
        return plain;
    };
    let modifiers: Option<Vec<i64>> = inside.split(',').map(|m| m.trim().parse().ok()).collect();
    match modifiers {
        Some(modifiers) => Parsed { base: format!("{before}{after}"), modifiers, array },
        None => plain,
    }
}

fn integer_rank(base: &str) -> Option<u8> {
    match base {
        "smallint" => Some(1),
        "integer" => Some(2),
        "bigint" => Some(3),
        _ => None,
    }
}

/// The least and the greatest value of the types that a sequence can have.
pub(crate) fn integer_range(name: &str) -> Option<(i64, i64)> {
    match name {
        "smallint" => Some((i16::MIN.into(), i16::MAX.into())),
        "integer" => Some((i32::MIN.into(), i32::MAX.into())),
        "bigint" => Some((i64::MIN, i64::MAX)),
        _ => None,
    }
}

fn is_number(base: &str) -> bool {
    integer_rank(base).is_some() || matches!(base, "numeric" | "real" | "double precision")
}

fn is_string(base: &str) -> bool {
    matches!(base, "text" | "character varying" | "character" | "name" | "\"char\"")
}

fn is_moment(base: &str) -> bool {
    matches!(base, "date" | "timestamp without time zone" | "timestamp with time zone")
}

/// What changing a column from `old` to `new` means.
///
/// ```
/// use schema_diff::{type_change, Using};
///
/// let wider = type_change(&"character varying(50)".into(), &"character varying(100)".into());
/// assert!(!wider.rewrites && wider.widens);
/// let parsed = type_change(&"text".into(), &"integer".into());
/// assert_eq!(parsed.using, Using::Cast);
/// ```
pub fn type_change(old: &SqlText, new: &SqlText) -> TypeChange {
    if old == new {
        return TypeChange { rewrites: false, widens: true, related: true, using: Using::Assignment };
    }
    let (a, b) = (parse(old), parse(new));
    let user_defined = a.base.contains('.') || b.base.contains('.');
    if a.array != b.array || user_defined {
        let string = is_string(&a.base) || is_string(&b.base);
        let using = if a.array.is_empty() && b.array.is_empty() && (user_defined || string) {
            if is_string(&b.base) { Using::Assignment } else { Using::ThroughText }
        } else {
            Using::ThroughText
        };
        let widens = a.array.is_empty() && b.array.is_empty() && b.base == "text";
        return TypeChange { rewrites: true, widens, related: false, using };
    }
    let (rewrites, widens) = lengths(&a, &b);
    let related = a.base == b.base
        || (is_number(&a.base) && is_number(&b.base))
        || (is_string(&a.base) && is_string(&b.base));
    TypeChange { rewrites, widens, related, using: using(&a.base, &b.base) }
}

/// Whether values of the one type have to be written anew to be values of the other, converted in this way. The types are
/// the stored ones, without domains.
pub(crate) fn stored_differently(old: &SqlText, new: &SqlText, using: Using) -> bool {
    if old == new && using != Using::ThroughText {
        return false;
    }
    let (a, b) = (parse(old), parse(new));
    // By way of text is by way of the types' functions, unless both are strings, which text is too.
    let strings = a.array.is_empty() && b.array.is_empty() && is_string(&a.base) && is_string(&b.base);
    if using == Using::ThroughText && !strings {
        return true;
    }
    old != new && lengths(&a, &b).0
}

/// Whether PostgreSQL carries a column's default over to the new type by itself, whatever expression it is: what it has under
/// its implicit casts must have an assignment cast to the new type. Source: PostgreSQL's `ATExecAlterColumnType`,
/// `find_coercion_pathway`.
pub(crate) fn carries_default(old: &SqlText, new: &SqlText) -> bool {
    let (a, b) = (parse(old), parse(new));
    // Every type has one to a string, by way of its output function; `"char"` is none of the category of strings.
    if b.array.is_empty() && is_string(&b.base) && b.base != "\"char\"" {
        return true;
    }
    let json = |base: &str| matches!(base, "json" | "jsonb");
    a.array == b.array
        && (a.base == b.base
            || [is_number, is_string, is_moment, json].iter().any(|kind| kind(&a.base) && kind(&b.base)))
}

/// Whether a numeric has room for every value of an integer type before its point.
fn holds_integers(numeric: &Parsed<'_>, integer: &str) -> bool {
    let digits = match integer {
        "smallint" => 5,
        "integer" => 10,
        _ => 19,
    };
    let scale = numeric.modifiers.get(1).copied().unwrap_or(0);
    // A negative scale rounds before the point.
    numeric.modifiers.first().is_none_or(|precision| scale >= 0 && precision - scale >= digits)
}

/// Whether the change rewrites, and whether it only widens.
fn lengths(a: &Parsed<'_>, b: &Parsed<'_>) -> (bool, bool) {
    let first = |p: &Parsed<'_>| p.modifiers.first().copied();
    if !a.array.is_empty() {
        // Arrays are converted element by element (`ArrayCoerceExpr`), unless only a modifier goes.
        let element =
            |of: &Parsed<'_>| Parsed { base: of.base.clone(), modifiers: of.modifiers.clone(), array: "" };
        let (_, widens) = lengths(&element(a), &element(b));
        return (a.base != b.base || !b.modifiers.is_empty(), widens);
    }
    if a.base == b.base {
        return match (a.base.as_str(), first(a), first(b)) {
            ("character varying" | "bit varying", _, None) => (false, true),
            ("character varying" | "bit varying", Some(old), Some(new)) => (new < old, new >= old),
            ("numeric", _, None) => (false, true),
            ("numeric", Some(old), Some(new)) => {
                let scale = |p: &Parsed<'_>| p.modifiers.get(1).copied().unwrap_or(0);
                let in_place = scale(a) == scale(b) && new >= old;
                (!in_place, new - scale(b) >= old - scale(a) && scale(b) >= scale(a))
            }
            ("character", Some(old), Some(new)) => (true, new >= old),
            (
                "timestamp without time zone"
                | "timestamp with time zone"
                | "time without time zone"
                | "time with time zone"
                | "interval",
                old,
                new,
            ) => {
                // No precision is 6, the finest.
                let wider = new.unwrap_or(6) >= old.unwrap_or(6);
                (!wider, wider)
            }
            _ => (true, false),
        };
    }
    match (a.base.as_str(), b.base.as_str()) {
        ("character varying", "text") => (false, true),
        ("text", "character varying") => match first(b) {
            None => (false, true),
            Some(_) => (true, false),
        },
        ("character", "text" | "character varying") => (true, first(b).is_none()),
        ("cidr", "inet") => (false, true),
        ("date", "timestamp without time zone" | "timestamp with time zone") => (true, true),
        ("real", "double precision") => (true, true),
        ("integer" | "smallint", "double precision") => (true, true),
        (old, "numeric") if integer_rank(old).is_some() => (true, holds_integers(b, old)),
        (_, "text") => (true, true),
        (old, new) => match (integer_rank(old), integer_rank(new)) {
            (Some(old), Some(new)) => (true, new >= old),
            _ => (true, false),
        },
    }
}

/// Whether `pg_cast` has an assignment (or implicit) cast between two built-in types; every type has one to strings.
fn using(old: &str, new: &str) -> Using {
    let assignment = old == new
        || is_string(new)
        || (is_number(old) && is_number(new))
        || (is_moment(old) && is_moment(new))
        || matches!(
            (old, new),
            ("json", "jsonb")
                | ("jsonb", "json")
                | ("cidr", "inet")
                | ("inet", "cidr")
                | ("time without time zone", "interval" | "time with time zone")
                | ("time with time zone" | "interval", "time without time zone")
                | ("macaddr", "macaddr8")
                | ("macaddr8", "macaddr")
                | ("bit", "bit varying")
                | ("bit varying", "bit")
                | ("timestamp without time zone", "time without time zone")
                | ("timestamp with time zone", "time without time zone" | "time with time zone")
                | ("bigint" | "integer" | "smallint", "money")
                | ("numeric", "money")
                | ("money", "numeric")
        );
    if assignment {
        return Using::Assignment;
    }
    let direct = is_string(old)
        || matches!((old, new), ("integer", "boolean") | ("boolean", "integer") | ("integer", "bit"))
        || (old == "jsonb" && (is_number(new) || new == "boolean"));
    if direct { Using::Cast } else { Using::ThroughText }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widening_and_rewriting() {
        for (old, new, rewrites, widens) in [
            ("character varying(50)", "character varying(100)", false, true),
            ("character varying(100)", "character varying(50)", true, false),
            ("character varying(50)", "text", false, true),
            ("numeric(10,2)", "numeric(12,2)", false, true),
            ("numeric(10,2)", "numeric(12,4)", true, true),
            ("numeric(10,2)", "numeric", false, true),
            ("integer", "bigint", true, true),
            ("bigint", "integer", true, false),
            ("integer", "numeric(12,2)", true, true),
            ("integer", "numeric(11,2)", true, false),
            ("bigint", "numeric(19)", true, true),
            ("smallint", "numeric(8,-1)", true, false),
            ("timestamp(3) with time zone", "timestamp with time zone", false, true),
            ("timestamp with time zone", "timestamp(3) with time zone", true, false),
            ("timestamp without time zone", "timestamp with time zone", true, false),
            ("text", "integer", true, false),
            ("integer[]", "bigint[]", true, true),
            ("character varying(10)[]", "text[]", true, true),
            ("character varying(10)[]", "character varying(20)[]", true, true),
            ("character varying(10)[]", "character varying[]", false, true),
            ("public.mood", "text", true, true),
        ] {
            let change = type_change(&old.into(), &new.into());
            assert_eq!((change.rewrites, change.widens), (rewrites, widens), "{old} → {new}");
        }
    }

    #[test]
    fn which_defaults_come_along() {
        for (old, new, along) in [
            ("text", "integer", false),
            ("integer", "text", true),
            ("integer[]", "text", true),
            ("integer", "text[]", false),
            ("integer[]", "bigint[]", true),
            ("text", "\"char\"", true),
            ("integer", "\"char\"", false),
            ("json", "jsonb", true),
            ("timestamp without time zone", "timestamp with time zone", true),
            // Its default can be a timestamp, which has none to interval.
            ("time without time zone", "interval", false),
            ("public.mood", "text", true),
            ("text", "public.mood", false),
        ] {
            assert_eq!(carries_default(&old.into(), &new.into()), along, "{old} → {new}");
        }
    }

    #[test]
    fn how_values_get_across() {
        for (old, new, using) in [
            ("text", "integer", Using::Cast),
            ("integer", "text", Using::Assignment),
            ("text", "public.mood", Using::ThroughText),
            ("public.mood", "text", Using::Assignment),
            ("integer", "boolean", Using::Cast),
            ("timestamp with time zone", "date", Using::Assignment),
            ("jsonb", "text[]", Using::ThroughText),
        ] {
            assert_eq!(type_change(&old.into(), &new.into()).using, using, "{old} → {new}");
        }
    }
}
