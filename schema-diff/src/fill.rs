//! Values for rows that have none, on request: a column that shall be NOT NULL on a table with rows gets them first.
//!
//! A constant comes with the column, as a default that is taken away again: no row is touched (ALTER TABLE, "Notes"). Anything
//! else is computed row by row: by the plain strategy in the transaction that sets NOT NULL, online in batches that commit,
//! before the constraint is added `NOT VALID`, and once more for what came in meanwhile before it is validated.

use std::fmt;
use std::str::FromStr;

use schema_model::{Column, ColumnDefault, MemberName, ObjectId, SqlText, Table};

use crate::action::{Action, Cost, Reason, Transaction, Verb, Way};
use crate::expand::Destroyers;
use crate::facts::stored_type;
use crate::plan::{Difference, Remark};
use crate::rename::split_at_equals;
use crate::rules::Context;
use crate::{Alter, Class, ColumnAlter};

/// The value of a column in rows that have none: `public.users.email='unknown'`. The expression can use the other columns of
/// the row.
///
/// ```
/// let fill: schema_diff::Fill = "public.users.email=login || '@example.org'".parse()?;
/// assert_eq!(fill.column.to_string(), "public.users.email");
/// assert_eq!(&*fill.expression, "login || '@example.org'");
/// # Ok::<(), String>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fill {
    /// The column, as the second schema calls it.
    pub column: MemberName,
    /// An expression over the columns of its table.
    pub expression: SqlText,
}

impl fmt::Display for Fill {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={}", self.column, self.expression)
    }
}

/// Reads `schema.table.column=expression`, names quoted as in SQL where they need it.
impl FromStr for Fill {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (column, expression) = split_at_equals(text);
        let column = column.trim();
        let column = column.parse().map_err(|error| format!("{column:?} is no column: {error}"))?;
        match expression.trim() {
            "" => Err(format!("there is no expression for {column}")),
            expression => Ok(Self { column, expression: expression.into() }),
        }
    }
}

/// Whether an expression is a constant as SQL writes one: a number, a quoted text, `TRUE` or `FALSE`, with casts.
fn is_constant(expression: &str) -> bool {
    let text = expression.trim();
    let rest = if let Some(quoted) = text.strip_prefix('\'') {
        let mut rest = quoted;
        loop {
            let Some(end) = rest.find('\'') else { return false };
            rest = &rest[end + 1..];
            match rest.strip_prefix('\'') {
                Some(more) => rest = more,
                None => break rest,
            }
        }
    } else {
        let end = text.find("::").unwrap_or(text.len());
        let (word, rest) = text.split_at(end);
        let word = word.trim();
        let number = word.strip_prefix(['-', '+']).unwrap_or(word);
        let is_number = number.chars().next().is_some_and(|c| c.is_ascii_digit())
            && number.chars().all(|c| c.is_ascii_digit() || c == '.')
            && number.matches('.').count() < 2;
        if !is_number && !word.eq_ignore_ascii_case("true") && !word.eq_ignore_ascii_case("false") {
            return false;
        }
        rest
    };
    let rest = rest.trim();
    // The name of a type, quoted or not; two in a row are casts, too.
    rest.is_empty()
        || rest.starts_with("::")
            && rest.chars().all(|c| c.is_alphanumeric() || " _.,\"()[]:".contains(c))
            && !rest.to_ascii_lowercase().contains(" collate")
}

/// What becomes of the fills that are asked for: changes the actions concerned, and adds those that fill.
pub(crate) fn requested(
    context: Context<'_>,
    actions: &mut Vec<Action>,
    destroyers: &Destroyers,
) -> (Vec<Remark>, Vec<Remark>) {
    let (mut reported, mut refused) = (Vec::new(), Vec::new());
    for fill in &context.options.fills {
        let id = ObjectId::Column(fill.column.clone());
        let remark = |reason: &str| Remark {
            id: id.clone(),
            what: Difference::Changed(vec!["not_null"]),
            reason: format!("--fill {fill}: {reason}"),
        };
        let Some(column) = context.to.get::<Column>(&fill.column) else {
            refused.push(remark("the schema that is wanted has no such column"));
            continue;
        };
        if column.identity.is_some() || column.generated.is_some() {
            refused.push(remark("the server computes the values of this column"));
            continue;
        }
        let made = actions.iter().position(|action| action.id == id && action.verb == Verb::Create);
        let set = actions
            .iter()
            .position(|action| action.id == id && action.verb == Verb::Alter(ColumnAlter::SetNotNull.into()));
        let table = fill.column.parent();
        let stood = context.from.get::<Table>(&table).is_some()
            && !destroyers.contains_key(&ObjectId::Table(table.clone()));
        match (made, set) {
            (Some(_), _) if context.to.get::<ColumnDefault>(&fill.column).is_some() => {
                reported.push(remark("nothing to fill: every row gets the column's default"));
            }
            (Some(_), _) if !stood => {
                reported.push(remark("nothing to fill: the table is new"));
            }
            (Some(made), _) => create(context, actions, made, fill, column),
            (None, Some(set)) => alter(context, actions, set, fill),
            (None, None) => {
                let above = actions.iter().any(|action| {
                    action.effects.iter().any(|effect| match effect {
                        crate::Effect::Creates(other) | crate::Effect::Alters(other, _) => *other == id,
                        crate::Effect::Drops(_) | crate::Effect::Copies { .. } => false,
                    })
                });
                let reason = if above {
                    "it comes with the column of a table above: fill that one"
                } else {
                    "nothing to fill: no step of this plan needs values in it"
                };
                reported.push(remark(reason));
            }
        }
    }
    (reported, refused)
}

/// A new column of a table that was there.
fn create(context: Context<'_>, actions: &mut Vec<Action>, made: usize, fill: &Fill, column: &Column) {
    let rows = context.holds_rows(&fill.column.parent());
    let required = column.not_null.as_ref().is_some_and(|not_null| !not_null.not_valid);
    let constant = is_constant(&fill.expression);
    let alone = below(context, fill).is_none();
    let batched = !constant && alone && required && context.options.strategy.online(Class::NotNull);
    let Some(action) = actions.get_mut(made) else { return };
    if constant {
        action.way = Way::Defaulted(fill.expression.clone());
        action.cost.scans = false;
        if rows && stored_type(context.to, &fill.column, &column.type_name).checked {
            action.cost = std::mem::take(&mut action.cost).rewriting();
        }
        return;
    }
    if !batched {
        action.way = Way::Filled(fill.expression.clone());
        if rows {
            action.cost = std::mem::take(&mut action.cost).scanning();
        }
        return;
    }
    action.way = Way::Nullable;
    action.cost.scans = false;
    let id = action.id.clone();
    let set = Action::new(id, Verb::Alter(ColumnAlter::SetNotNull.into()), Reason::Completes);
    actions.push(Action {
        cost: context.lock_on(&fill.column.parent(), crate::Lock::AccessExclusive).scanning(),
        ..set
    });
    actions.push(batches(fill));
}

/// A column that was there and becomes NOT NULL.
fn alter(context: Context<'_>, actions: &mut Vec<Action>, set: usize, fill: &Fill) {
    if context.options.strategy.online(Class::NotNull) {
        actions.push(batches(fill));
    } else if let Some(action) = actions.get_mut(set) {
        action.way = Way::Filled(fill.expression.clone());
    }
}

fn batches(fill: &Fill) -> Action {
    let alter: Alter = ColumnAlter::Fill(fill.expression.clone()).into();
    let mut action =
        Action::new(ObjectId::Column(fill.column.clone()), Verb::Alter(alter), Reason::Completes);
    action.cost = Cost::default().scanning().transacted(Transaction::Outside);
    action
}

/// A table below the column's, if there is one.
fn below(context: Context<'_>, fill: &Fill) -> Option<ObjectId> {
    let parent = fill.column.parent();
    let found = context.to.all::<Table>().find(|(_, table)| table.parents().any(|above| *above == parent));
    found.map(|(name, _)| ObjectId::Table(name.clone()))
}

/// The expression that fills a column, if one does.
pub(crate) fn of<'a>(context: Context<'a>, column: &MemberName) -> Option<&'a SqlText> {
    context.options.fills.iter().find(|fill| fill.column == *column).map(|fill| &fill.expression)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn constants_are_told_from_expressions() {
        for text in [
            "0",
            "-1.5",
            "'it''s'",
            "TRUE",
            "'{}'::jsonb",
            "''",
            "'2024-01-01'::timestamp with time zone",
            "1::\"My Type\"",
        ] {
            assert!(is_constant(text), "{text}");
        }
        for text in [
            "a",
            "now()",
            "'a' || b",
            "1 + b",
            "'a",
            "1.2.3",
            "'x' COLLATE \"C\"",
            "NULL",
            "-",
            "'a'::text || b::text",
            "",
        ] {
            assert!(!is_constant(text), "{text}");
        }
    }

    #[test]
    fn what_is_said_is_read() {
        let fill: Fill = "public.\"Odd = t\".\"c\"= a = 'b=c' ".parse().unwrap();
        assert_eq!((fill.column.parent.as_str(), &*fill.expression), ("Odd = t", "a = 'b=c'"));
        assert_eq!(fill.to_string().parse::<Fill>().unwrap(), fill);
        for wrong in ["public.t.c", "public.t.c=", "t=1", "=1"] {
            assert!(wrong.parse::<Fill>().is_err(), "{wrong}");
        }
    }
}
