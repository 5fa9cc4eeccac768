//! Extensions.

use schema_model::{Extension, ExtensionField, ObjectId};

use super::{Rules, anywhere, plain};
use crate::action::{Cost, Loss};
use crate::rules::{Around, Context, Decision, Pair, Sense, Traits};
use crate::{ExtensionAlter, Lock};

impl Rules for Extension {
    type Alter = ExtensionAlter;
    const CREATE: u16 = 110;
    const DROP: u16 = 980;
    const GROUND: &'static [&'static str] = &[];
    const RENAMED: Option<(&'static str, Lock)> = None;
    const NAMES_OTHERS: bool = false;
    const FOLLOWS_TYPE: bool = false;

    fn decide(_: Context<'_>, pair: &Pair<'_, Self>, field: ExtensionField) -> Vec<Decision> {
        vec![match field {
            ExtensionField::Schema if pair.old.relocatable => {
                Decision::Alter(ExtensionAlter::SetSchema.into())
            }
            ExtensionField::Schema => Decision::Report(format!(
                "it is in the schema {}, expected in {}, and can't be moved: drop and create it by hand",
                pair.old.schema, pair.new.schema
            )),
            ExtensionField::Version => Decision::Report(format!(
                "version {} is installed, {} expected: which versions there are is the host's; ALTER EXTENSION … UPDATE moves it",
                pair.old.version, pair.new.version
            )),
        }]
    }

    fn traits(_: Context<'_>, _: &Pair<'_, Self>, alter: &ExtensionAlter) -> Traits {
        match alter {
            ExtensionAlter::SetSchema => {
                Traits { around: Around::Between, ..anywhere(&["schema"], Sense::Changes, Cost::default()) }
            }
        }
    }

    fn consumes(_: Context<'_>, _: &Self::Id, new: &Self, alter: &ExtensionAlter) -> Vec<ObjectId> {
        match alter {
            ExtensionAlter::SetSchema => vec![ObjectId::Schema(new.schema.clone())],
        }
    }

    fn releases(_: &Self::Id, old: &Self, alter: &ExtensionAlter) -> Vec<ObjectId> {
        match alter {
            ExtensionAlter::SetSchema => vec![ObjectId::Schema(old.schema.clone())],
        }
    }

    plain!(completions: none);
    plain!(refused_by: none);
    plain!(create_cost: Cost::default());
    plain!(drop_cost: Cost::default().losing(Loss::Extension));
    plain!(holds_data: true);
    plain!(secrets: none);
}
