//! Subscriptions: `pg_subscription`. They are the database's, and read where all schemas are.

use schema_model::{Subscription, SubscriptionStreaming};

use super::Read;
use crate::Error;
use crate::build::Builder;
use crate::catalog::entry::Ownership;
use crate::catalog::{Catalog, class};
use crate::row::Row;
use crate::statement::{Statement, statement};

const SUBSCRIPTION: Statement = statement!(Texts, "subscription", decode, extent: All, optional: true);

fn decode(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let oid = row.oid()?;
    let name = catalog.interner.name(row.text()?);
    let owner = row.oid()?;
    let mut subscription = Subscription::new([""; 0]);
    subscription.enabled = row.flag()?;
    subscription.binary = row.flag()?;
    subscription.streaming = match row.letter()? {
        'f' => SubscriptionStreaming::Off,
        't' => SubscriptionStreaming::On,
        'p' => SubscriptionStreaming::Parallel,
        other => return Err(row.fault(format!("substream `{other}`"))),
    };
    subscription.slot_name = row.optional()?.map(|text| catalog.interner.name(text));
    subscription.synchronous_commit = catalog.interner.text(row.text()?);
    let publications = row.texts()?;
    subscription.publications =
        publications.iter().flatten().map(|name| catalog.interner.name(name)).collect();
    subscription.two_phase = row.flag()?;
    subscription.disable_on_error = row.flag()?;
    subscription.without_password = row.flag()?;
    subscription.run_as_owner = row.flag()?;
    subscription.local_origin = row.flag()?;
    subscription.failover = row.flag()?;
    catalog.enter((class::SUBSCRIPTION, oid), name, Ownership::owner(owner), subscription);
    Ok(())
}

impl Read for Subscription {
    const STATEMENTS: &'static [&'static Statement] = &[&SUBSCRIPTION];

    fn build(catalog: &Catalog, out: &mut Builder) -> Result<(), Error> {
        catalog.build_entries::<Self>(out);
        Ok(())
    }
}
