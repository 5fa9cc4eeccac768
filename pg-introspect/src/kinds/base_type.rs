//! Base types and shell types: `pg_type` with `typtype` `b`, and what is not defined yet.

use schema_model::{Alignment, BaseType, ShellType, SqlText};

use super::Read;
use crate::Error;
use crate::build::Builder;
use crate::catalog::entry::Ownership;
use crate::catalog::{Catalog, class, named};
use crate::kinds::column::storage;
use crate::row::Row;
use crate::statement::{Statement, statement};

pub(crate) const BASE_TYPE: Statement = statement!(Texts, "base_type", decode);

fn alignment(row: &mut Row<'_>) -> Result<Alignment, Error> {
    let letter = row.letter()?;
    Ok(match letter {
        'c' => Alignment::Char,
        's' => Alignment::Int2,
        'i' => Alignment::Int4,
        'd' => Alignment::Double,
        _ => return Err(row.fault(format!("typalign `{letter}`"))),
    })
}

fn decode(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let oid = row.oid()?;
    let name = row.text()?;
    let namespace = row.oid()?;
    let ownership = Ownership::read(row)?;
    let defined = row.flag()?;
    let id = catalog.qualified(namespace, name);
    let (input, output, receive, send) = (row.oid()?, row.oid()?, row.oid()?, row.oid()?);
    let mut functions = vec![input, output, receive, send];
    let mut it = BaseType::new(catalog.function(input)?, catalog.function(output)?);
    it.receive = catalog.optional_function(receive)?;
    it.send = catalog.optional_function(send)?;
    for function in [&mut it.typmod_in, &mut it.typmod_out, &mut it.analyze, &mut it.subscript] {
        let oid = row.oid()?;
        *function = catalog.optional_function(oid)?;
        functions.push(oid);
    }
    it.length = row.number()?;
    it.passed_by_value = row.flag()?;
    it.alignment = alignment(row)?;
    it.storage = storage(row.letter()?).ok_or_else(|| row.fault("an unknown typstorage"))?;
    it.category = catalog.interner.text(row.text()?);
    it.preferred = row.flag()?;
    it.default = row.optional()?.map(SqlText::from);
    it.element = row.optional()?.map(SqlText::from);
    it.delimiter = catalog.interner.text(row.text()?);
    it.collatable = row.oid()? != 0;
    if !defined {
        catalog.enter((class::TYPE, oid), id, ownership, ShellType::new());
        return Ok(());
    }
    for function in [input, output, receive, send] {
        catalog.shell_of.insert(function, oid);
    }
    for function in functions {
        catalog.type_functions.insert(function, ());
    }
    // What depends on the type depends on its definition, but for these functions: the name has an address for them.
    if !catalog.is_member(class::TYPE, oid) {
        catalog.enter((class::SHELL_TYPE, oid), id.clone(), Ownership::default(), ShellType::new());
    }
    catalog.enter((class::TYPE, oid), id, ownership, it);
    Ok(())
}

impl Read for BaseType {
    const STATEMENTS: &'static [&'static Statement] = &[&named::NAMED_FUNCTION, &BASE_TYPE];

    fn build(catalog: &Catalog, out: &mut Builder) -> Result<(), Error> {
        catalog.build_entries::<Self>(out);
        Ok(())
    }
}
