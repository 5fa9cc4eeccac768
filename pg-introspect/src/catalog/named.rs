//! Small catalogs that others refer to.

use schema_model::{Name, QualifiedName, SqlText};

use crate::Error;
use crate::catalog::Catalog;
use crate::intern::Oid;
use crate::row::Row;
use crate::statement::{Statement, statement};

/// A row of `pg_opclass`.
pub(crate) struct OperatorClass {
    pub(crate) method: Oid,
    pub(crate) input: Oid,
    pub(crate) default: bool,
    /// Whether an index stores another type than the one that is indexed.
    pub(crate) stores_another: bool,
    pub(crate) name: SqlText,
}

pub(crate) const NAMED: Statement = statement!(Names, "named", decode);
pub(crate) const OPERATOR_CLASS: Statement = statement!(Names, "operator_class_name", decode_operator_class);
pub(crate) const NAMED_FUNCTION: Statement = statement!(Names, "named_function", decode_named_function);

const ACCESS_METHOD: Oid = 2601;
const LANGUAGE: Oid = 2612;
const TABLESPACE: Oid = 1213;
const COLLATION: Oid = 3456;

fn decode(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let key = (row.oid()?, row.oid()?);
    let name = catalog.interner.name(row.text()?);
    catalog.named.insert(key, name);
    Ok(())
}

fn decode_operator_class(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let oid = row.oid()?;
    let class = OperatorClass {
        method: row.oid()?,
        input: row.oid()?,
        default: row.flag()?,
        stores_another: row.oid()? != 0,
        name: catalog.interner.text(row.text()?),
    };
    if class.default {
        catalog.default_classes.insert((class.method, class.input), oid);
    }
    catalog.operator_classes.insert(oid, class);
    Ok(())
}

fn decode_named_function(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let oid = row.oid()?;
    let name = row.text()?;
    let namespace = row.oid()?;
    let name = catalog.qualified(namespace, name);
    catalog.named_functions.insert(oid, name);
    Ok(())
}

impl Catalog {
    fn named(&self, class: Oid, oid: Oid, what: &str) -> Result<&Name, Error> {
        self.named
            .get(&(class, oid))
            .ok_or_else(|| Error::skew(format!("{what} {oid}"), "it is named, but was not found"))
    }

    pub(crate) fn access_method(&self, oid: Oid) -> Result<&Name, Error> {
        self.named(ACCESS_METHOD, oid, "access method")
    }

    pub(crate) fn language(&self, oid: Oid) -> Result<&Name, Error> {
        self.named(LANGUAGE, oid, "language")
    }

    /// `None` is the database's own.
    pub(crate) fn tablespace(&self, oid: Oid) -> Result<Option<Name>, Error> {
        if oid == 0 {
            return Ok(None);
        }
        self.named(TABLESPACE, oid, "tablespace").cloned().map(Some)
    }

    /// A function that something is made of.
    pub(crate) fn function(&self, oid: Oid) -> Result<QualifiedName, Error> {
        self.function_name(oid)
            .ok_or_else(|| Error::skew(format!("function {oid}"), "it is named, but was not found"))
    }

    /// The same, where there may be none.
    pub(crate) fn optional_function(&self, oid: Oid) -> Result<Option<QualifiedName>, Error> {
        if oid == 0 { Ok(None) } else { self.function(oid).map(Some) }
    }

    /// The collation, qualified and quoted, unless it is `usual`, which goes without saying.
    pub(crate) fn collation(&self, oid: Oid, usual: Oid) -> Result<Option<SqlText>, Error> {
        if oid == usual || oid == 0 {
            return Ok(None);
        }
        self.named(COLLATION, oid, "collation").map(|name| Some(SqlText::from(name.as_str())))
    }

    pub(crate) fn role(&self, oid: Oid) -> Name {
        // A role can be dropped while it is still named, e.g. by a policy: the server then prints its oid.
        self.roles.get(oid).cloned().unwrap_or_else(|| Name::from(oid.to_string()))
    }
}
