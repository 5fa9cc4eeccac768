//! Tables of publications.

use schema_model::{ObjectId, PublicationMember, PublicationSchema, PublicationTable, PublicationTableField};

use super::{Rules, plain};
use crate::action::Cost;
use crate::rules::{Context, Decision, Pair, Traits};
use crate::{Lock, PublicationTableAlter};

/// Source: `OpenTableList`.
fn locking(context: Context<'_>, id: &PublicationMember) -> Cost {
    match id.target.id() {
        ObjectId::Table(table) => context.lock_on(table, Lock::ShareUpdateExclusive),
        _ => Cost::default(),
    }
}

/// Why a publication that keeps all that it publishes can't publish this, too: next to a schema PostgreSQL takes no list of columns
/// (`CheckPubRelationColumnList`).
pub(crate) fn kept_apart(context: Context<'_>, id: &ObjectId) -> Option<String> {
    let in_way = match id {
        ObjectId::PublicationTable(name) => {
            context.to.get::<PublicationTable>(name)?.columns.as_ref()?;
            let mut schemas = context.from.all::<PublicationSchema>();
            schemas.find(|(other, _)| other.publication == name.publication)?.0.target.clone()
        }
        ObjectId::PublicationSchema(name) => {
            let mut lists =
                context.from.all::<PublicationTable>().filter(|(_, table)| table.columns.is_some());
            lists.find(|(other, _)| other.publication == name.publication)?.0.target.clone()
        }
        _ => return None,
    };
    Some(format!(
        "PostgreSQL takes no list of columns in a publication of schemas, and repair does not remove {}",
        in_way.id()
    ))
}

impl Rules for PublicationTable {
    type Alter = PublicationTableAlter;
    const CREATE: u16 = 285;
    const DROP: u16 = 8;
    const GROUND: &'static [&'static str] = &[];
    const RENAMED: Option<(&'static str, Lock)> = None;
    const NAMES_OTHERS: bool = true;
    const FOLLOWS_TYPE: bool = true;

    fn decide(_: Context<'_>, _: &Pair<'_, Self>, field: PublicationTableField) -> Vec<Decision> {
        match field {
            // `SET TABLE` would do the same inside, to all tables of the publication at once.
            PublicationTableField::Columns | PublicationTableField::Filter => vec![Decision::Replace],
        }
    }

    fn traits(_: Context<'_>, _: &Pair<'_, Self>, alter: &PublicationTableAlter) -> Traits {
        match *alter {}
    }

    plain!(completions: none);
    plain!(consumes: none);
    plain!(releases: none);
    plain!(refused_by: none);
    fn create_cost(context: Context<'_>, id: &PublicationMember, _: &Self) -> Cost {
        locking(context, id)
    }

    plain!(drop_cost: Cost::lock(Lock::ShareUpdateExclusive));
    plain!(holds_data: false);
    plain!(secrets: none);
}
