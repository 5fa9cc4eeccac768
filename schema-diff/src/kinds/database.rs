//! The database.

use schema_model::{Database, DatabaseField, ObjectId, Options};

use super::{Rules, anywhere, plain};
use crate::action::Cost;
use crate::rules::{Context, Decision, Pair, Sense, Traits};
use crate::{DatabaseAlter, Lock};

/// Whether it is said of the database by the first schema, where the second says nothing of it: that is no difference.
pub(crate) fn is_unsaid(context: Context<'_>, id: &ObjectId) -> bool {
    matches!(id.target().unwrap_or(id), ObjectId::Database(_) | ObjectId::RoleSetting(_))
        && !context.to.contains(&ObjectId::Database(Database::current()))
}

/// In which sense settings change.
pub(super) fn sense(old: &Options, new: &Options) -> Sense {
    let adds = old.iter().all(|(name, value)| new.get(name) == Some(value));
    if adds { Sense::Adds } else { Sense::Changes }
}

impl Rules for Database {
    type Alter = DatabaseAlter;
    // It is there: its settings are made.
    const CREATE: u16 = 10;
    const DROP: u16 = 990;
    const GROUND: &'static [&'static str] = &[];
    const RENAMED: Option<(&'static str, Lock)> = None;
    const NAMES_OTHERS: bool = false;
    const FOLLOWS_TYPE: bool = false;

    fn decide(_: Context<'_>, _: &Pair<'_, Self>, field: DatabaseField) -> Vec<Decision> {
        let alter = match field {
            DatabaseField::Settings => DatabaseAlter::Settings,
            DatabaseField::ConnectionLimit => DatabaseAlter::ConnectionLimit,
        };
        vec![Decision::Alter(alter.into())]
    }

    fn traits(_: Context<'_>, pair: &Pair<'_, Self>, alter: &DatabaseAlter) -> Traits {
        match alter {
            DatabaseAlter::Settings => {
                anywhere(&["settings"], sense(&pair.old.settings, &pair.new.settings), Cost::default())
            }
            DatabaseAlter::ConnectionLimit => {
                let wider = pair.old.connection_limit >= 0
                    && (pair.new.connection_limit < 0
                        || pair.new.connection_limit > pair.old.connection_limit);
                let sense = if wider { Sense::Widens } else { Sense::Changes };
                anywhere(&["connection_limit"], sense, Cost::default())
            }
        }
    }

    plain!(completions: none);
    plain!(consumes: none);
    plain!(releases: none);
    plain!(refused_by: none);
    plain!(create_cost: Cost::default());
    plain!(drop_cost: Cost::default());
    plain!(holds_data: false);
    plain!(secrets: none);
}
