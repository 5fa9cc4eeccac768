//! Publications.

use schema_model::{ObjectId, Publication, PublicationField};

use super::{Rules, anywhere, plain};
use crate::action::Cost;
use crate::rules::{Around, Context, Decision, Pair, Sense, Traits};
use crate::{Lock, PublicationAlter};

impl Rules for Publication {
    type Alter = PublicationAlter;
    const CREATE: u16 = 280;
    const DROP: u16 = 9;
    const GROUND: &'static [&'static str] = &["all_tables", "via_partition_root"];
    const RENAMED: Option<(&'static str, Lock)> = Some(("publication", Lock::None));
    const NAMES_OTHERS: bool = false;
    const FOLLOWS_TYPE: bool = false;

    fn decide(context: Context<'_>, _: &Pair<'_, Self>, field: PublicationField) -> Vec<Decision> {
        vec![match field {
            PublicationField::AllTables => Decision::Replace,
            PublicationField::GeneratedColumns if context.major() < 18 => {
                Decision::Report("before PostgreSQL 18 generated columns are never published".into())
            }
            PublicationField::Operations
            | PublicationField::ViaPartitionRoot
            | PublicationField::GeneratedColumns => Decision::Alter(PublicationAlter::Set.into()),
        }]
    }

    fn traits(_: Context<'_>, _: &Pair<'_, Self>, alter: &PublicationAlter) -> Traits {
        match alter {
            // Between: a partitioned table's columns and filter need `publish_via_partition_root` (`AlterPublicationOptions`).
            PublicationAlter::Set => Traits {
                around: Around::Between,
                ..anywhere(
                    &["operations", "via_partition_root", "generated_columns"],
                    Sense::Changes,
                    Cost::default(),
                )
            },
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
