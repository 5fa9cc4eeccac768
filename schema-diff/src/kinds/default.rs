//! Column defaults.

use schema_model::{ColumnDefault, ColumnDefaultField, MemberName, ObjectId};

use super::{Rules, plain, redefines};
use crate::action::Cost;
use crate::rules::{Context, Decision, Pair, Sense, Traits};
use crate::{ColumnDefaultAlter, Lock};

impl Rules for ColumnDefault {
    type Alter = ColumnDefaultAlter;
    const CREATE: u16 = 211;
    const DROP: u16 = 40;

    fn decide(_: Context<'_>, _: &Pair<'_, Self>, field: ColumnDefaultField) -> Vec<Decision> {
        match field {
            ColumnDefaultField::Expression => vec![Decision::Alter(ColumnDefaultAlter::Set.into())],
        }
    }

    fn traits(_: Context<'_>, _: &Pair<'_, Self>, alter: &ColumnDefaultAlter) -> Traits {
        match alter {
            ColumnDefaultAlter::Set => {
                redefines(&["expression"], Sense::Changes, Cost::lock(Lock::AccessExclusive))
            }
        }
    }

    plain!(completions: none);
    plain!(consumes: none);
    plain!(releases: none);
    plain!(refused_by: none);
    fn create_cost(context: Context<'_>, id: &MemberName, _: &Self) -> Cost {
        context.lock_on(&id.parent(), Lock::AccessExclusive)
    }

    plain!(drop_cost: Cost::lock(Lock::AccessExclusive));
}
