//! Foreign servers.

use std::collections::BTreeSet;

use schema_model::{ForeignServer, ForeignServerField, Name, ObjectId};

use super::{Rules, anywhere, plain};
use crate::action::Cost;
use crate::foreign;
use crate::rules::{Context, Decision, Pair, Sense, Traits};
use crate::{ForeignServerAlter, Lock};

impl Rules for ForeignServer {
    type Alter = ForeignServerAlter;
    const CREATE: u16 = 181;
    const DROP: u16 = 65;
    const GROUND: &'static [&'static str] = &["wrapper"];
    const RENAMED: Option<(&'static str, Lock)> = Some(("server", Lock::None));
    const NAMES_OTHERS: bool = true;
    const FOLLOWS_TYPE: bool = false;

    fn decide(_: Context<'_>, _: &Pair<'_, Self>, field: ForeignServerField) -> Vec<Decision> {
        vec![match field {
            ForeignServerField::Wrapper | ForeignServerField::ServerType => Decision::Replace,
            ForeignServerField::Version => Decision::Alter(ForeignServerAlter::Version.into()),
            ForeignServerField::Options => Decision::Alter(ForeignServerAlter::Options.into()),
        }]
    }

    fn traits(_: Context<'_>, _: &Pair<'_, Self>, alter: &ForeignServerAlter) -> Traits {
        let fields: &[&str] = match alter {
            ForeignServerAlter::Version => &["version"],
            ForeignServerAlter::Options => &["options"],
        };
        anywhere(fields, Sense::Changes, Cost::default())
    }

    fn drop_cost(_: Context<'_>, _: &Name, old: &Self) -> Cost {
        foreign::drop_cost(&old.secrets)
    }

    fn holds_data(_: Context<'_>, _: &Self::Id, old: &Self) -> bool {
        !old.secrets.is_empty()
    }

    plain!(completions: none);
    plain!(consumes: none);
    plain!(releases: none);
    plain!(refused_by: none);
    plain!(create_cost: Cost::default());

    fn secrets(object: &Self) -> Option<&BTreeSet<Name>> {
        Some(&object.secrets)
    }
}
