//! Check constraints of domains.

use schema_model::{DomainConstraint, DomainConstraintField, ObjectId};

use super::{Rules, anywhere, plain};
use crate::action::Cost;
use crate::rules::{Context, Decision, Pair, Sense, Traits};
use crate::{DomainConstraintAlter, Lock};

impl Rules for DomainConstraint {
    type Alter = DomainConstraintAlter;
    const CREATE: u16 = 141;
    const DROP: u16 = 30;
    const GROUND: &'static [&'static str] = &[];
    const RENAMED: Option<(&'static str, Lock)> = Some(("constraint", Lock::None));
    const NAMES_OTHERS: bool = true;
    const FOLLOWS_TYPE: bool = true;

    fn decide(_: Context<'_>, pair: &Pair<'_, Self>, field: DomainConstraintField) -> Vec<Decision> {
        vec![match field {
            DomainConstraintField::Expression => Decision::Replace,
            DomainConstraintField::Validated if pair.new.validated => {
                Decision::Alter(DomainConstraintAlter::Validate.into())
            }
            DomainConstraintField::Validated => Decision::Replace,
        }]
    }

    fn traits(context: Context<'_>, pair: &Pair<'_, Self>, alter: &DomainConstraintAlter) -> Traits {
        match alter {
            DomainConstraintAlter::Validate => {
                anywhere(&["validated"], Sense::Adds, context.checking(&pair.id.parent()))
            }
        }
    }

    fn create_cost(context: Context<'_>, id: &Self::Id, new: &Self) -> Cost {
        if new.validated { context.checking(&id.parent()) } else { Cost::default() }
    }

    plain!(completions: none);
    plain!(consumes: none);
    plain!(releases: none);
    plain!(refused_by: none);
    plain!(drop_cost: Cost::default());
    plain!(holds_data: false);
    plain!(secrets: none);
}
