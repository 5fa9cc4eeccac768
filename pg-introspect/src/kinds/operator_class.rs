//! Operator classes: `pg_opclass`.

use schema_model::{MethodName, OperatorClass, QualifiedName};

use super::{Read, operator_family};
use crate::Error;
use crate::build::Builder;
use crate::catalog::entry::Ownership;
use crate::catalog::{Catalog, class};
use crate::row::Row;
use crate::statement::{Statement, statement};

const OPERATOR_CLASS: Statement = statement!(Texts, "operator_class", decode);

fn decode(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let oid = row.oid()?;
    let name = row.text()?;
    let namespace = row.oid()?;
    let owner = row.oid()?;
    let method = catalog.interner.name(row.text()?);
    let type_name = catalog.interner.text(row.text()?);
    let family = row.text()?;
    let family_namespace = row.oid()?;
    let QualifiedName { schema, name } = catalog.qualified(namespace, name);
    let id = MethodName { schema, name, method };
    let mut payload = OperatorClass::new(type_name, catalog.qualified(family_namespace, family));
    payload.default = row.flag()?;
    payload.storage = row.optional()?.map(|text| catalog.interner.text(text));
    if let Some(members) = catalog.family_members.get(&(class::OPERATOR_CLASS, oid)) {
        payload.operators = members.operators.clone();
        payload.functions = members.functions.clone();
    }
    catalog.enter((class::OPERATOR_CLASS, oid), id, Ownership::owner(owner), payload);
    Ok(())
}

impl Read for OperatorClass {
    const STATEMENTS: &'static [&'static Statement] = &[&operator_family::MEMBER, &OPERATOR_CLASS];

    fn build(catalog: &Catalog, out: &mut Builder) -> Result<(), Error> {
        catalog.build_entries::<Self>(out);
        Ok(())
    }
}
