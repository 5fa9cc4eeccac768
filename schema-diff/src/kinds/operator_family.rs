//! Operator families.

use schema_model::{ObjectId, OperatorFamily, OperatorFamilyField};

use super::{Rules, plain, redefines};
use crate::action::Cost;
use crate::rules::{Context, Decision, Pair, Sense, Traits};
use crate::{Lock, OperatorFamilyAlter};

impl Rules for OperatorFamily {
    type Alter = OperatorFamilyAlter;
    const CREATE: u16 = 163;
    const DROP: u16 = 45;
    const GROUND: &'static [&'static str] = &[];
    const RENAMED: Option<(&'static str, Lock)> = Some(("operator family", Lock::None));
    const NAMES_OTHERS: bool = true;
    const FOLLOWS_TYPE: bool = true;

    fn decide(_: Context<'_>, pair: &Pair<'_, Self>, field: OperatorFamilyField) -> Vec<Decision> {
        let members = || vec![Decision::Alter(OperatorFamilyAlter::Members.into())];
        match field {
            OperatorFamilyField::Operators => members(),
            // One alteration for both.
            OperatorFamilyField::Functions if pair.old.operators != pair.new.operators => vec![],
            OperatorFamilyField::Functions => members(),
        }
    }

    fn traits(_: Context<'_>, pair: &Pair<'_, Self>, alter: &OperatorFamilyAlter) -> Traits {
        match alter {
            OperatorFamilyAlter::Members => {
                let adds = pair.old.operators.is_subset(&pair.new.operators)
                    && pair.old.functions.is_subset(&pair.new.functions);
                let sense = if adds { Sense::Adds } else { Sense::Changes };
                redefines(&["operators", "functions"], sense, Cost::default())
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
