//! Owners.

use schema_model::{ObjectId, Owner, OwnerField, Target};

use super::{Rules, anywhere, plain};
use crate::action::Cost;
use crate::rules::{Context, Decision, Pair, Sense, Traits};
use crate::{Lock, OwnerAlter};

/// A relation changes its owner by way of ALTER TABLE (`AlterTableGetLockLevel`: `AT_ChangeOwner`), along with its
/// indexes and the sequences that it owns.
fn locking(context: Context<'_>, target: &Target) -> Cost {
    match target.id() {
        ObjectId::Table(name)
        | ObjectId::View(name)
        | ObjectId::MaterializedView(name)
        | ObjectId::Sequence(name) => context.lock_on(name, Lock::AccessExclusive),
        ObjectId::Schema(_)
        | ObjectId::Extension(_)
        | ObjectId::Enum(_)
        | ObjectId::CompositeType(_)
        | ObjectId::Attribute(_)
        | ObjectId::Domain(_)
        | ObjectId::DomainConstraint(_)
        | ObjectId::Column(_)
        | ObjectId::ColumnDefault(_)
        | ObjectId::Constraint(_)
        | ObjectId::Index(_)
        | ObjectId::Function(_)
        | ObjectId::Procedure(_)
        | ObjectId::Trigger(_)
        | ObjectId::Policy(_)
        | ObjectId::Comment(_)
        | ObjectId::Owner(_)
        | ObjectId::Privilege(_) => Cost::default(),
    }
}

impl Rules for Owner {
    type Alter = OwnerAlter;
    const CREATE: u16 = 310;
    const DROP: u16 = 6;
    const GROUND: &'static [&'static str] = &[];

    fn decide(_: Context<'_>, _: &Pair<'_, Self>, field: OwnerField) -> Vec<Decision> {
        match field {
            OwnerField::Role => vec![Decision::Alter(OwnerAlter::Role.into())],
        }
    }

    fn traits(context: Context<'_>, pair: &Pair<'_, Self>, alter: &OwnerAlter) -> Traits {
        match alter {
            OwnerAlter::Role => anywhere(&["role"], Sense::Changes, locking(context, pair.id)),
        }
    }

    plain!(completions: none);
    plain!(consumes: none);
    plain!(releases: none);
    plain!(refused_by: none);
    fn create_cost(context: Context<'_>, id: &Target, _: &Self) -> Cost {
        locking(context, id)
    }

    plain!(drop_cost: Cost::default());
}
