//! Tablespaces.

use schema_model::{ObjectId, Tablespace, TablespaceField};

use super::{Rules, anywhere, plain};
use crate::action::{Cost, Loss, Transaction};
use crate::rules::{Context, Decision, Pair, Sense, Traits};
use crate::{Lock, TablespaceAlter};

/// What taking a directory of the server, or giving it back, costs (`PreventInTransactionBlock` in `utility.c`).
fn of_a_directory() -> Cost {
    Cost::default().losing(Loss::Tablespace).transacted(Transaction::Outside)
}

/// Why the mode that only adds does not add it.
pub(crate) fn by_hand(id: &ObjectId) -> Option<&'static str> {
    matches!(id, ObjectId::Tablespace(_)).then_some(
        "it takes a directory of the server, which no rollback gives back: make it by hand, or ask for all differences (--mode \
         sync) with --allow tablespace",
    )
}

impl Rules for Tablespace {
    type Alter = TablespaceAlter;
    const CREATE: u16 = 5;
    const DROP: u16 = 997;
    const GROUND: &'static [&'static str] = &[];
    const RENAMED: Option<(&'static str, Lock)> = None;
    const NAMES_OTHERS: bool = false;
    const FOLLOWS_TYPE: bool = false;

    fn decide(_: Context<'_>, _: &Pair<'_, Self>, field: TablespaceField) -> Vec<Decision> {
        vec![match field {
            TablespaceField::Location => Decision::Report(
                "PostgreSQL can't move a tablespace, and servers differ in their directories for good reasons".into(),
            ),
            TablespaceField::Options => Decision::Alter(TablespaceAlter::Options.into()),
        }]
    }

    fn traits(_: Context<'_>, _: &Pair<'_, Self>, alter: &TablespaceAlter) -> Traits {
        match alter {
            TablespaceAlter::Options => anywhere(&["options"], Sense::Changes, Cost::default()),
        }
    }

    plain!(completions: none);
    plain!(consumes: none);
    plain!(releases: none);
    plain!(refused_by: none);
    plain!(create_cost: of_a_directory());
    // It goes only once nothing is in it, in any database.
    plain!(drop_cost: of_a_directory());
    plain!(holds_data: true);
    plain!(secrets: none);
}
