//! Operator families: `pg_opfamily`; and `pg_amop` and `pg_amproc`, whose rows belong to a family or to a class.

use std::collections::BTreeSet;

use schema_model::{FamilyFunction, FamilyOperator, MethodName, OperatorFamily, QualifiedName};

use super::Read;
use crate::Error;
use crate::build::Builder;
use crate::catalog::entry::Ownership;
use crate::catalog::{Catalog, class};
use crate::intern::FIRST_NORMAL_OID;
use crate::row::Row;
use crate::statement::{Statement, statement};

/// What belongs to one family, or to one class.
#[derive(Default)]
pub(crate) struct Members {
    pub(crate) operators: BTreeSet<FamilyOperator>,
    pub(crate) functions: BTreeSet<FamilyFunction>,
}

pub(crate) const MEMBER: Statement = statement!(Texts, "operator_family_member", decode_member);
const OPERATOR_FAMILY: Statement = statement!(Texts, "operator_family", decode);

fn decode_member(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let member = (row.oid()?, row.oid()?);
    let of = (row.oid()?, row.oid()?);
    let number = row.number()?;
    let (left, right) = (catalog.interner.text(row.text()?), catalog.interner.text(row.text()?));
    let function = row.optional()?.map(|text| catalog.interner.text(text));
    let (operator, operator_namespace) = (row.optional()?, row.oid()?);
    let (family, family_namespace) = (row.optional()?, row.oid()?);
    let operator = operator.map(|name| catalog.qualified(operator_namespace, name));
    let order_by = family.map(|name| catalog.qualified(family_namespace, name));
    let members = catalog.family_members.entry(of).or_default();
    match (operator, function) {
        (Some(operator), _) => {
            members.operators.insert(FamilyOperator { strategy: number, left, right, operator, order_by });
        }
        (None, Some(function)) => {
            members.functions.insert(FamilyFunction { number, left, right, function });
        }
        (None, None) => return Err(row.fault("neither an operator nor a function")),
    }
    catalog.family_of_member.insert(member, of);
    Ok(())
}

fn decode(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let oid = row.oid()?;
    let name = row.text()?;
    let namespace = row.oid()?;
    let owner = row.oid()?;
    let method = catalog.interner.name(row.text()?);
    let QualifiedName { schema, name } = catalog.qualified(namespace, name);
    let id = MethodName { schema, name, method };
    let mut family = OperatorFamily::new();
    let of_system = oid < FIRST_NORMAL_OID;
    if of_system && !catalog.family_members.contains_key(&(class::OPERATOR_FAMILY, oid)) {
        // All that was added is an extension's.
        return Ok(());
    }
    if let Some(members) = catalog.family_members.get(&(class::OPERATOR_FAMILY, oid)) {
        family.operators = members.operators.clone();
        family.functions = members.functions.clone();
    }
    let ownership = if of_system { Ownership::default() } else { Ownership::owner(owner) };
    catalog.enter((class::OPERATOR_FAMILY, oid), id, ownership, family);
    Ok(())
}

impl Read for OperatorFamily {
    const STATEMENTS: &'static [&'static Statement] = &[&MEMBER, &OPERATOR_FAMILY];

    fn build(catalog: &Catalog, out: &mut Builder) -> Result<(), Error> {
        catalog.build_entries::<Self>(out);
        Ok(())
    }
}
