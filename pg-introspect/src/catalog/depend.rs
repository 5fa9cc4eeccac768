//! `pg_depend`, and which relation a view's rule belongs to.

use crate::Error;
use crate::catalog::{Catalog, class};
use crate::intern::Oid;
use crate::row::Row;
use crate::statement::{Statement, statement};

/// What an edge starts or ends at: the class, the oid, the column's number or 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Address {
    pub(crate) class: Oid,
    pub(crate) object: Oid,
    pub(crate) column: i16,
}

/// A row of `pg_depend`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Edge {
    pub(crate) from: Address,
    pub(crate) to: Address,
    pub(crate) kind: char,
}

pub(crate) const DEPEND: Statement = statement!(Names, "depend", decode);
pub(crate) const REWRITE: Statement = statement!(Names, "rewrite", decode_rewrite);

fn decode(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let (from, to): (u64, u64) = (row.number()?, row.number()?);
    let columns: u32 = row.number()?;
    let kind = row.letter()?;
    let address = |number: u64, column: u32| Address {
        class: (number >> 32) as Oid,
        object: number as Oid,
        column: column as u16 as i16,
    };
    let from = address(from, columns >> 16);
    let to = address(to, columns);
    match kind {
        'e' if !catalog.include_members => {
            catalog.members.insert((from.class, from.object), to.object);
        }
        'i' if from.class == class::PROC && to.class == class::TYPE => {
            // The constructors of a range type.
            catalog.generated_routines.insert(from.object, ());
        }
        _ => catalog.depends.push(Edge { from, to, kind }),
    }
    Ok(())
}

fn decode_rewrite(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let rule = row.oid()?;
    let relation = row.oid()?;
    catalog.views_of_rules.insert(rule, relation);
    Ok(())
}
