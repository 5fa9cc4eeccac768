//! Recipes: what a schema is made of, in short.

use proptest::collection::vec;
use proptest::prelude::*;

use super::tree::{ChildRecipe, TreeRecipe, tree};

/// What a schema is made of. Names are numbers; what a name that is taken or missing would spoil is left out when the
/// schema is built.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs)] // the fields are what they are called
pub struct Recipe {
    pub enums: Vec<EnumRecipe>,
    pub sequences: Vec<SequenceRecipe>,
    pub tables: Vec<TableRecipe>,
    pub views: Vec<ViewRecipe>,
    pub functions: Vec<FunctionRecipe>,
    pub event_triggers: Vec<EventTriggerRecipe>,
    pub aggregates: Vec<AggregateRecipe>,
    pub publications: Vec<PublicationRecipe>,
    pub others: Vec<OtherRecipe>,
    pub trees: Vec<TreeRecipe>,
}

/// An enum type with so many labels.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct EnumRecipe {
    pub name: u8,
    pub labels: u8,
    pub comment: bool,
}

/// A sequence.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct SequenceRecipe {
    pub name: u8,
    pub increment: i8,
    pub cycle: bool,
    pub small: bool,
}

/// A table.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct TableRecipe {
    pub name: u8,
    pub columns: Vec<ColumnRecipe>,
    pub primary_key: bool,
    pub keys: Vec<KeyRecipe>,
    pub checks: Vec<CheckRecipe>,
    pub indexes: Vec<IndexRecipe>,
    pub statistics: Vec<StatisticsRecipe>,
    pub row_security: bool,
    pub policy: Option<u8>,
    pub trigger: Option<u8>,
    pub rule: Option<u8>,
    pub unlogged: bool,
    pub fillfactor: Option<u8>,
    pub comment: Option<u8>,
    /// A grant to PUBLIC.
    pub grant: bool,
}

/// A column.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct ColumnRecipe {
    pub name: u8,
    /// The number of its type.
    pub kind: u8,
    pub not_null: bool,
    pub default: bool,
    pub statistics: Option<u8>,
    pub comment: bool,
}

/// A foreign key from the first column to the primary key of the table with this number.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct KeyRecipe {
    pub name: u8,
    pub references: u8,
    pub cascade: bool,
}

/// A check on the column with this number.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct CheckRecipe {
    pub name: u8,
    pub column: u8,
    pub bound: u8,
}

/// An index on the column with this number.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct IndexRecipe {
    pub name: u8,
    pub column: u8,
    pub unique: bool,
    pub descending: bool,
    pub partial: bool,
}

/// Statistics on the columns with these numbers.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct StatisticsRecipe {
    pub name: u8,
    pub columns: (u8, u8),
    /// A bit for each kind.
    pub kinds: u8,
    /// Whether there is an expression, too.
    pub computed: bool,
    pub target: Option<u8>,
}

/// A view of some columns of the relation with this number.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct ViewRecipe {
    pub name: u8,
    pub relation: u8,
    pub columns: u8,
    pub barrier: bool,
    pub comment: bool,
}

/// A function without arguments.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct FunctionRecipe {
    pub name: u8,
    pub result: u8,
    pub body: u8,
    pub stable: bool,
    pub revoked: bool,
}

/// An event trigger that calls the function with this number, of those that it can call.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct EventTriggerRecipe {
    pub name: u8,
    pub function: u8,
    pub event: u8,
    pub state: u8,
}

/// An aggregate over integers.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct AggregateRecipe {
    pub name: u8,
    pub smallest: bool,
    pub initial: Option<u8>,
    pub named: bool,
    pub combined: bool,
    pub space: u8,
}

/// A publication of the tables with these numbers.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct PublicationRecipe {
    pub name: u8,
    /// All tables, if there are none.
    pub tables: Vec<u8>,
    pub operations: u8,
    pub via_root: bool,
    /// Whether there is a list of columns and a filter (15+).
    pub some: bool,
    /// Whether it publishes the schema as well (15+).
    pub schema: bool,
}

/// An object of one of the kinds that little stands on, in one of three variants.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct OtherRecipe {
    /// The number of its kind.
    pub kind: u8,
    pub name: u8,
    pub variant: u8,
    pub comment: bool,
}

fn name() -> impl Strategy<Value = u8> + Clone {
    0..20_u8
}

fn column() -> impl Strategy<Value = ColumnRecipe> {
    (
        name(),
        0..12_u8,
        any::<bool>(),
        any::<bool>(),
        proptest::option::weighted(0.1, 0..100_u8),
        any::<bool>(),
    )
        .prop_map(|(name, kind, not_null, default, statistics, comment)| ColumnRecipe {
            name,
            kind,
            not_null,
            default,
            statistics,
            comment: comment && kind == 0,
        })
}

fn table() -> impl Strategy<Value = TableRecipe> {
    let key = (name(), name(), any::<bool>()).prop_map(|(name, references, cascade)| KeyRecipe {
        name,
        references,
        cascade,
    });
    let check =
        (name(), 0..6_u8, 0..9_u8).prop_map(|(name, column, bound)| CheckRecipe { name, column, bound });
    let index = (name(), 0..6_u8, any::<bool>(), any::<bool>(), any::<bool>()).prop_map(
        |(name, column, unique, descending, partial)| IndexRecipe {
            name,
            column,
            unique,
            descending,
            partial,
        },
    );
    let small = proptest::option::weighted;
    let statistics = (name(), (0..6_u8, 0..6_u8), 1..8_u8, any::<bool>(), small(0.3, 0..100_u8)).prop_map(
        |(name, columns, kinds, computed, target)| StatisticsRecipe {
            name,
            columns,
            kinds,
            computed,
            target,
        },
    );
    (
        (
            name(),
            vec(column(), 1..6),
            any::<bool>(),
            vec(key, 0..2),
            vec(check, 0..2),
            vec(index, 0..3),
            vec(statistics, 0..2),
        ),
        (
            any::<bool>(),
            small(0.3, 0..4_u8),
            small(0.3, 0..9_u8),
            small(0.3, 0..24_u8),
            proptest::bool::weighted(0.1),
            small(0.2, 10..99_u8),
            small(0.3, 0..9_u8),
            any::<bool>(),
        ),
    )
        .prop_map(|((name, columns, primary_key, keys, checks, indexes, statistics), rest)| {
            let (row_security, policy, trigger, rule, unlogged, fillfactor, comment, grant) = rest;
            TableRecipe {
                name,
                columns,
                primary_key,
                keys,
                checks,
                indexes,
                statistics,
                row_security,
                policy,
                trigger,
                rule,
                unlogged,
                fillfactor,
                comment,
                grant,
            }
        })
}

/// A recipe.
pub(super) fn recipe() -> impl Strategy<Value = Recipe> {
    let enums = (name(), 1..5_u8, any::<bool>()).prop_map(|(name, labels, comment)| EnumRecipe {
        name,
        labels,
        comment,
    });
    let sequences = (name(), 1..4_i8, any::<bool>(), any::<bool>())
        .prop_map(|(name, increment, cycle, small)| SequenceRecipe { name, increment, cycle, small });
    let views = (name(), name(), 1..4_u8, any::<bool>(), any::<bool>()).prop_map(
        |(name, relation, columns, barrier, comment)| ViewRecipe {
            name,
            relation,
            columns,
            barrier,
            comment,
        },
    );
    let functions = (name(), 0..4_u8, 0..9_u8, any::<bool>(), any::<bool>()).prop_map(
        |(name, result, body, stable, revoked)| FunctionRecipe { name, result, body, stable, revoked },
    );
    let event_triggers = (name(), 0..2_u8, 0..6_u8, 0..4_u8)
        .prop_map(|(name, function, event, state)| EventTriggerRecipe { name, function, event, state });
    let aggregates =
        (name(), any::<bool>(), proptest::option::of(0..9_u8), any::<bool>(), any::<bool>(), 0..3_u8)
            .prop_map(|(name, smallest, initial, named, combined, space)| AggregateRecipe {
                name,
                smallest,
                initial,
                named,
                combined,
                space,
            });
    let publications =
        (name(), vec(name(), 0..3), 0..16_u8, any::<bool>(), any::<bool>(), proptest::bool::weighted(0.2))
            .prop_map(|(name, tables, operations, via_root, some, schema)| PublicationRecipe {
                name,
                tables,
                operations,
                via_root,
                some,
                schema,
            });
    let others = (any::<u8>(), name(), 0..3_u8, any::<bool>())
        .prop_map(|(kind, name, variant, comment)| OtherRecipe { kind, name, variant, comment });
    (
        vec(enums, 0..3),
        vec(sequences, 0..3),
        vec(table(), 0..5),
        vec(views, 0..4),
        vec(functions, 0..3),
        vec(event_triggers, 0..2),
        vec(aggregates, 0..2),
        vec(publications, 0..2),
        vec(others, 0..4),
        vec(tree(), 0..3),
    )
        .prop_map(
            |(
                enums,
                sequences,
                tables,
                views,
                functions,
                event_triggers,
                aggregates,
                publications,
                others,
                trees,
            )| {
                Recipe {
                    enums,
                    sequences,
                    tables,
                    views,
                    functions,
                    event_triggers,
                    aggregates,
                    publications,
                    others,
                    trees,
                }
            },
        )
}

/// What becomes of an element: most stay, some go, some become another of the same name.
fn mutate<T: Clone>(old: &[T], other: &[T], fate: &[u8], renamed: impl Fn(&T, &T) -> T) -> Vec<T> {
    let mut new: Vec<T> = Vec::new();
    for (n, element) in old.iter().enumerate() {
        match fate.get(n % fate.len().max(1)).copied().unwrap_or(0) {
            0..=5 => new.push(element.clone()),
            6 | 7 => {}
            _ => new.push(other.get(n).map_or_else(|| element.clone(), |other| renamed(other, element))),
        }
    }
    new.extend(other.iter().skip(old.len()).cloned());
    new
}

/// A recipe and a mutation of it.
pub(super) fn pair() -> impl Strategy<Value = (Recipe, Recipe)> {
    (recipe(), recipe(), vec(0..10_u8, 1..8), vec(0..10_u8, 1..8)).prop_map(|(a, other, fate, inner)| {
        let b = Recipe {
            enums: mutate(&a.enums, &other.enums, &fate, |new, old| EnumRecipe {
                name: old.name,
                ..new.clone()
            }),
            sequences: mutate(&a.sequences, &other.sequences, &fate, |new, old| SequenceRecipe {
                name: old.name,
                ..new.clone()
            }),
            tables: mutate(&a.tables, &other.tables, &fate, |new, old| TableRecipe {
                name: old.name,
                columns: mutate(&old.columns, &new.columns, &inner, |new, old| ColumnRecipe {
                    name: old.name,
                    ..new.clone()
                }),
                ..new.clone()
            }),
            views: mutate(&a.views, &other.views, &inner, |new, old| ViewRecipe {
                name: old.name,
                ..new.clone()
            }),
            functions: mutate(&a.functions, &other.functions, &inner, |new, old| FunctionRecipe {
                name: old.name,
                ..new.clone()
            }),
            event_triggers: mutate(&a.event_triggers, &other.event_triggers, &fate, |new, old| {
                EventTriggerRecipe { name: old.name, ..new.clone() }
            }),
            aggregates: mutate(&a.aggregates, &other.aggregates, &fate, |new, old| AggregateRecipe {
                name: old.name,
                ..new.clone()
            }),
            publications: mutate(&a.publications, &other.publications, &inner, |new, old| {
                PublicationRecipe { name: old.name, ..new.clone() }
            }),
            others: mutate(&a.others, &other.others, &inner, |new, old| OtherRecipe {
                variant: new.variant,
                comment: new.comment,
                ..old.clone()
            }),
            trees: mutate(&a.trees, &other.trees, &inner, |new, old| TreeRecipe {
                name: old.name,
                children: mutate(&old.children, &new.children, &fate, |new, old| ChildRecipe {
                    name: old.name,
                    ..new.clone()
                }),
                ..new.clone()
            }),
        };
        (a, b)
    })
}
