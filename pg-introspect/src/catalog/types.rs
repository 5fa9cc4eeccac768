//! Types.

use schema_model::{QualifiedName, SqlText};

use crate::Error;
use crate::catalog::relation::acl;
use crate::catalog::{Acl, Catalog};
use crate::intern::Oid;
use crate::row::Row;
use crate::statement::{Statement, statement};

/// A row of `pg_type` that is neither a row type nor an array.
pub(crate) struct TypeRow {
    pub(crate) oid: Oid,
    pub(crate) namespace: Oid,
    pub(crate) name: QualifiedName,
    /// `typtype`: `b`, `d`, `e`, `r`, `m` or `p`.
    pub(crate) kind: char,
    /// Whether it is part of the model: see [`Catalog::settle_names`].
    pub(crate) ours: bool,
    pub(crate) base: Oid,
    pub(crate) collation: Oid,
    pub(crate) storage: char,
    pub(crate) preferred: bool,
    pub(crate) not_null: bool,
    pub(crate) owner: Oid,
    pub(crate) acl: Acl,
    /// Of a domain.
    pub(crate) base_text: Option<SqlText>,
    /// Of a domain.
    pub(crate) default: Option<SqlText>,
}

pub(crate) const TYPE: Statement = statement!(Names, "type", decode);
pub(crate) const ROW_TYPE: Statement = statement!(Names, "row_type", decode_row_type);
pub(crate) const ARGUMENT_TYPE: Statement = statement!(Names, "argument_type", decode_argument_type);

fn decode(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let oid = row.oid()?;
    let name = row.text()?;
    let namespace = row.oid()?;
    let kind = row.letter()?;
    let array = row.oid()?;
    let base = row.oid()?;
    let collation = row.oid()?;
    let storage = row.letter()?;
    let preferred = row.flag()?;
    let not_null = row.flag()?;
    let _defined = row.flag()?;
    let owner = row.oid()?;
    let acl = acl(row)?;
    let base_text = row.optional()?;
    let default = row.optional()?;
    let name = catalog.qualified(namespace, name);
    if kind == 'd' && base_text.is_none_or(|text| text.contains("???")) {
        return Err(Error::skew(format!("domain {name}"), "its type was dropped"));
    }
    let base_text = base_text.map(|text| catalog.interner.text(text));
    let default = default.map(|text| catalog.interner.expression(text));
    if array != 0 {
        catalog.array_of.insert(array, oid);
    }
    catalog.types.push(TypeRow {
        oid,
        namespace,
        name,
        kind,
        ours: false,
        base,
        collation,
        storage,
        preferred,
        not_null,
        owner,
        acl,
        base_text,
        default,
    });
    Ok(())
}

fn decode_row_type(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let oid = row.oid()?;
    let relation = row.oid()?;
    let array = row.oid()?;
    let acl = acl(row)?;
    catalog.row_type_of.insert(oid, relation);
    if array != 0 {
        catalog.array_of.insert(array, oid);
    }
    if let Some(acl) = acl {
        catalog.row_type_acls.push((relation, acl));
    }
    Ok(())
}

fn decode_argument_type(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let oid = row.oid()?;
    let text = catalog.interner.text(row.text()?);
    catalog.argument_types.insert(oid, text);
    Ok(())
}

impl Catalog {
    pub(crate) fn type_row(&self, oid: Oid) -> Option<&TypeRow> {
        self.types.get(*self.type_at.get(oid)?)
    }

    /// `typcollation`. An array has its elements' collation, a row type none.
    pub(crate) fn type_collation(&self, oid: Oid) -> Oid {
        if let Some(row) = self.type_row(oid) {
            return row.collation;
        }
        self.array_of.get(oid).and_then(|element| self.type_row(*element)).map_or(0, |row| row.collation)
    }

    /// `typstorage`. Arrays and row types are extended.
    pub(crate) fn type_storage(&self, oid: Oid) -> char {
        self.type_row(oid).map_or('x', |row| row.storage)
    }

    /// The type under domains.
    pub(crate) fn base_type(&self, oid: Oid) -> Oid {
        let mut oid = oid;
        // A domain's base is older than the domain: this ends.
        while let Some(row) = self.type_row(oid).filter(|row| row.kind == 'd') {
            oid = row.base;
        }
        oid
    }
}
