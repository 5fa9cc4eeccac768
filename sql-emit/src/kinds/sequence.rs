//! Sequences.

use schema_diff::SequenceAlter;
use schema_model::{MemberName, Name, ObjectId, Persistence, QualifiedName, Sequence, SequenceOptions};

use crate::guard::{self, Guard};
use crate::quote::{dollar, identifier, literal, parent, qualified};
use crate::words::{Scope, Words};

/// The options in which `new` differs from `old`, each with a space before it.
pub(super) fn options(old: &SequenceOptions, new: &SequenceOptions) -> String {
    let mut sql = String::new();
    if old.increment != new.increment {
        sql += &format!(" INCREMENT BY {}", new.increment);
    }
    if old.min != new.min {
        sql += &format!(" MINVALUE {}", new.min);
    }
    if old.max != new.max {
        sql += &format!(" MAXVALUE {}", new.max);
    }
    if old.start != new.start {
        sql += &format!(" START WITH {}", new.start);
    }
    if old.cache != new.cache {
        sql += &format!(" CACHE {}", new.cache);
    }
    if old.cycle != new.cycle {
        sql += if new.cycle { " CYCLE" } else { " NO CYCLE" };
    }
    sql
}

/// The options of a new sequence, each with a space before it: those that differ from what CREATE SEQUENCE gives by itself. That
/// depends on the direction, and the start on the bounds (`init_params`).
pub(super) fn new_options(data_type: &str, new: &SequenceOptions) -> String {
    let mut given = SequenceOptions::ascending(data_type);
    if new.increment < 0 {
        (given.min, given.max) = (-given.max - 1, -1);
    }
    given.start = if new.increment < 0 { new.max } else { new.min };
    options(&given, new)
}

/// What was noted of sequences whose numbers an identity goes on with, by its column.
const POSITIONS: &str =
    "coalesce(nullif(pg_catalog.current_setting('pgmend.positions', true), ''), '{}')::pg_catalog.jsonb";

fn key(column: &MemberName) -> String {
    literal(&format!("{}.{}", parent(column), identifier(&column.name)))
}

/// Keeps in the session which number a serial's sequence would have given next: it goes before the identity comes.
pub(super) fn note_position(scope: Scope<'_>, column: &MemberName) -> Option<String> {
    let name = schema_diff::continued_sequence(scope.from, scope.to, column)?;
    let increment = scope.from.get::<Sequence>(name)?.options.increment;
    Some(format!(
        "SELECT pg_catalog.set_config('pgmend.positions', ({POSITIONS} || pg_catalog.jsonb_build_object({}, \
         last_value + CASE WHEN is_called THEN {increment} ELSE 0 END))::text, false) FROM {}",
        key(column),
        qualified(name)
    ))
}

/// The number that was noted for a column.
pub(super) fn noted_position(scope: Scope<'_>, column: &MemberName) -> Option<String> {
    schema_diff::continued_sequence(scope.from, scope.to, column)?;
    Some(format!("({POSITIONS} ->> {})::bigint", key(column)))
}

/// The number after the last one that a column has; NULL where it has none.
pub(super) fn after_values(column: &Name, options: &SequenceOptions) -> String {
    let (extreme, step) = if options.increment > 0 { ("max", "+") } else { ("min", "-") };
    format!("{extreme}({})::bigint {step} {}", identifier(column), options.increment.unsigned_abs())
}

/// Which of several numbers a sequence gets to last.
pub(super) fn farthest(options: &SequenceOptions) -> &'static str {
    if options.increment > 0 { "greatest" } else { "least" }
}

/// A sequence that a column with values draws from from now on goes on after them, and after what it gave before.
pub(super) fn adopt(scope: Scope<'_>, column: &MemberName) -> Vec<String> {
    let adopted = schema_diff::adopted_sequences(scope.from, scope.to, column);
    let known =
        adopted.into_iter().filter_map(|name| Some((qualified(&name), scope.to.get::<Sequence>(&name)?)));
    known
        .map(|(sequence, Sequence { options, .. })| {
            format!(
                "SELECT pg_catalog.setval({}, {}({}, (SELECT last_value + CASE WHEN is_called THEN {} ELSE 0 END FROM \
                 {sequence})), false) FROM {}",
                literal(&sequence),
                farthest(options),
                after_values(&column.name, options),
                options.increment,
                parent(column),
            )
        })
        .collect()
}

impl Words for Sequence {
    type Alter = SequenceAlter;

    fn address(id: &QualifiedName) -> String {
        format!("SEQUENCE {}", qualified(id))
    }

    fn exists(id: &QualifiedName) -> Option<String> {
        guard::relation_exists(id)
    }

    fn guard(_: &QualifiedName, alter: &SequenceAlter) -> Guard {
        match alter {
            SequenceAlter::Options
            | SequenceAlter::Persistence
            | SequenceAlter::Disown
            | SequenceAlter::OwnedBy => Guard::Repeatable,
        }
    }

    fn create(_: Scope<'_>, id: &QualifiedName, new: &Self) -> Vec<String> {
        let unlogged = if new.persistence == Persistence::Unlogged { "UNLOGGED " } else { "" };
        let data_type =
            if new.data_type == "bigint" { String::new() } else { format!(" AS {}", new.data_type) };
        let options = new_options(&new.data_type, &new.options);
        vec![format!("CREATE {unlogged}SEQUENCE {}{data_type}{options}", qualified(id))]
    }

    fn alter(
        scope: Scope<'_>,
        id: &QualifiedName,
        old: &Self,
        new: &Self,
        alter: &SequenceAlter,
    ) -> Vec<String> {
        let sequence = qualified(id);
        match alter {
            SequenceAlter::Options => {
                let data_type = if old.data_type == new.data_type {
                    String::new()
                } else {
                    format!(" AS {}", new.data_type)
                };
                let mut known = old.options.clone();
                if old.data_type != new.data_type {
                    // With the type PostgreSQL moves bounds that were the old type's: say what they shall be.
                    known.min = if new.options.min == 0 { 1 } else { 0 };
                    known.max = if new.options.max == 0 { 1 } else { 0 };
                }
                let change = format!("ALTER SEQUENCE {sequence}{data_type}{}", options(&known, &new.options));
                if !schema_diff::narrows(&old.options, &new.options) {
                    return vec![change];
                }
                // PostgreSQL refuses bounds that a sequence stands outside of. It starts anew then, and only then.
                let (min, max, start) = (new.options.min, new.options.max, new.options.start);
                vec![format!(
                    "DO {}",
                    dollar(&format!(
                        "\nBEGIN\n    IF (SELECT last_value BETWEEN {min} AND {max} FROM {sequence}) THEN\n        \
                         {change};\n    ELSE\n        {change} RESTART WITH {start};\n    END IF;\nEND\n"
                    ))
                )]
            }
            SequenceAlter::Persistence => {
                let logged = if new.persistence == Persistence::Unlogged { "UNLOGGED" } else { "LOGGED" };
                vec![format!("ALTER SEQUENCE {sequence} SET {logged}")]
            }
            SequenceAlter::Disown => vec![format!("ALTER SEQUENCE {sequence} OWNED BY NONE")],
            SequenceAlter::OwnedBy => {
                let Some(column) = &new.owned_by else { return Vec::new() };
                let mut all = Vec::new();
                let table = ObjectId::Table(column.parent());
                // Both must have the same owner. A new table's owner is set later, and its sequences follow.
                if scope.stood(&table)
                    && let Some(owner) = scope.from.owner(&table)
                {
                    all.push(format!("ALTER SEQUENCE {sequence} OWNER TO {}", identifier(owner)));
                }
                all.push(format!(
                    "ALTER SEQUENCE {sequence} OWNED BY {}.{}",
                    parent(column),
                    identifier(&column.name)
                ));
                all
            }
        }
    }

    fn drop(_: Scope<'_>, id: &QualifiedName, _: &Self) -> Vec<String> {
        vec![format!("DROP SEQUENCE {}", qualified(id))]
    }
}
