//! Event triggers: `pg_event_trigger`. They are the database's, and read where all schemas are.

use schema_model::EventTrigger;

use super::{Read, trigger};
use crate::Error;
use crate::build::Builder;
use crate::catalog::entry::Ownership;
use crate::catalog::{Catalog, class, named};
use crate::row::Row;
use crate::statement::{Statement, statement};

const EVENT_TRIGGER: Statement = statement!(Texts, "event_trigger", decode, extent: All);

fn decode(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let oid = row.oid()?;
    let name = catalog.interner.name(row.text()?);
    let owner = row.oid()?;
    let event = catalog.interner.name(row.text()?);
    let function = row.oid()?;
    let function = catalog
        .function_name(function)
        .ok_or_else(|| row.fault(format!("the function {function} of event trigger {name} was not read")))?;
    let mut trigger = EventTrigger::new(event, function);
    trigger.enabled = trigger::firing_state(row.letter()?)?;
    trigger.tags = row.texts()?.iter().flatten().map(|tag| catalog.interner.text(tag)).collect();
    catalog.enter((class::EVENT_TRIGGER, oid), name, Ownership::owner(owner), trigger);
    Ok(())
}

impl Read for EventTrigger {
    const STATEMENTS: &'static [&'static Statement] = &[&named::NAMED_FUNCTION, &EVENT_TRIGGER];

    fn build(catalog: &Catalog, out: &mut Builder) -> Result<(), Error> {
        catalog.build_entries::<Self>(out);
        Ok(())
    }
}
